import { expect, it } from 'vitest';
import { settled } from '../../../infra/local/settled.ts';

/** Work that passes from hand to hand: the machine sends a mail, SES tells of it, the queue reads it. */
function relay() {
  const has = { machine: true, ses: false, queue: false };
  const done: string[] = [];
  const pass = async (from: keyof typeof has, to?: keyof typeof has) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (!has[from]) return;
    has[from] = false;
    if (to) has[to] = true;
    done.push(from);
  };
  const worker = (from: 'machine' | 'queue', to?: 'ses') => ({
    busy: () => has[from],
    idle: () => pass(from, to),
  });
  const ses = { settled: () => pass('ses', 'queue') };
  return { workers: [worker('queue'), worker('machine', 'ses')], ses, done };
}

it('all has settled only when the news of the last mail was read as well', async () => {
  const { workers, ses, done } = relay();
  await settled(workers, ses);
  expect(done).toEqual(['machine', 'ses', 'queue']);
});
