import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Shop } from './batch.ts';
import { outcomeLines } from './results.ts';
import type { Terminal } from './terminal.ts';

const ENDED: readonly Run['state'][] = ['CLOSED', 'FAILED', 'REJECTED', 'AWAITING_APPROVAL'];

/** Stays up until Ctrl-C; what is uploaded meanwhile starts runs by itself, and each is told when it has ended. */
export async function stay(shop: Shop, terminal: Terminal): Promise<void> {
  terminal.say(
    both(
      '\n  Staying up; upload files with `npm run tierwise -- upload FILE`. Ctrl-C ends.',
      '\n  系统保持运行;用 `npm run tierwise -- upload 文件` 上传。按 Ctrl-C 结束。',
    ),
  );
  let ended = false;
  const end = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    ended = true;
  });
  const told = new Set((await shop.runs.runs()).map(stamp));
  while (!ended) {
    for (const run of await shop.runs.runs()) await tell(shop, run, told, terminal);
    await Promise.race([sleep(500), end]);
  }
}

const stamp = ({ runId, state }: Run): string => `${runId} ${state}`;

async function tell(shop: Shop, run: Run, told: Set<string>, terminal: Terminal): Promise<void> {
  if (told.has(stamp(run)) || !ENDED.includes(run.state)) return;
  told.add(stamp(run));
  for (const line of await outcomeLines(shop, run, terminal)) terminal.line(line);
}
