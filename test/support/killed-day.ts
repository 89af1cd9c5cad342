import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { csvIn, runsIn, scratchFolder, tiersIn, tierwise } from './cli.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from './small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const files = [
  folder.write('orders.csv', ordersCsv()),
  folder.write('customers.csv', customersCsv()),
  folder.write('later.csv', laterOrdersCsv()),
];

/** A place in our own code, as in `shared/runtime/failpoints.ts`. */
const FAILPOINT = /^(compose|preflight|send|feedback)\./;

/** `crash` as in `infra/local/crash.ts`, or a failpoint; without it the day goes on to its end. */
function day(state: string, crash?: string) {
  const where = ['--state', folder.path(state), '--out', folder.path(`${state}-out`)];
  const args = ['local', '--exports', ...files, '--as-of', '2026-09-30', '--once', ...where];
  if (crash === undefined) return tierwise(args);
  return tierwise(args, { [FAILPOINT.test(crash) ? 'TIERWISE_FAIL' : 'TIERWISE_CRASH']: crash });
}

interface Outcome {
  tiers: Record<string, string>;
  /** SES's own word: how many mails it accepted for each send id. */
  accepted: Map<string, number>;
  /** Customers of the last run's mails by campaign and outcome. */
  mails: string[];
}

function outcomeOf(state: string): Outcome {
  const run = runsIn(folder.path(`${state}-out`)).at(-1) ?? '';
  const accepted = new Map<string, number>();
  const log = readFileSync(folder.path(`${state}/ses/accepted.jsonl`), 'utf8');
  for (const line of log.split('\n').filter((each) => each !== '')) {
    const sid = String(JSON.parse(line).tags.sid);
    accepted.set(sid, (accepted.get(sid) ?? 0) + 1);
  }
  const mails = csvIn(run, 'mails.csv').map(({ customer_id, campaign }) => `${campaign} ${customer_id}`);
  return { tiers: tiersIn(run), accepted, mails: mails.sort() };
}

let undisturbed: Outcome;
beforeAll(async () => {
  expect((await day('undisturbed')).code).toBe(0);
  undisturbed = outcomeOf('undisturbed');
  expect(undisturbed.accepted.size).toBeGreaterThan(30);
}, 60_000);

/** Kills one day again and again, each start a little further on, and lets the last one end. */
export async function survives(state: string, crashes: string[], unknownAtMost: number) {
  for (const crash of crashes) {
    const { signal, stderr } = await day(state, crash);
    expect([crash, signal, stderr]).toEqual([crash, 'SIGKILL', '']);
  }
  const ended = await day(state);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  const { tiers, accepted, mails } = outcomeOf(state);
  expect(tiers).toEqual(undisturbed.tiers);
  expect(mails).toEqual(undisturbed.mails);
  expect([...accepted].filter(([, times]) => times > 1)).toEqual([]);
  expect(accepted.size).toBeLessThanOrEqual(undisturbed.accepted.size);
  expect(accepted.size).toBeGreaterThanOrEqual(undisturbed.accepted.size - unknownAtMost);
}
