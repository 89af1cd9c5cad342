import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvIn, runsIn, scratchFolder, tiersIn, tierwise } from '../support/cli.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

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
async function survives(state: string, crashes: string[], unknownAtMost: number) {
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

const STEPS = [
  'Claim',
  'Inventory',
  'Measure',
  'Calibrate',
  'PlanPart',
  'ComposePart',
  'Preflight',
  'Review',
  'Release',
  'StartApply',
  'Reclaim',
  'ApplyPart',
  'Commit',
  'Report',
  'StartMail',
  'SendPart',
  'Close',
];

describe('killed and started again: same tiers, no mail twice, no customer lost', () => {
  it('around each step: before it begins, or after it and before the machine heard of it', async () => {
    const moments = ['before', 'after'];
    await survives(
      'steps',
      STEPS.map((step, i) => `state:${step}:1:${moments[i % 2]}`),
      0,
    );
  }, 240_000);

  it('between the writes of intake, of the lock, of the tiers and of the pointer', async () => {
    await survives(
      'writes',
      [
        's3:PutObject:2:after',
        'dynamo:PutItem:1:before',
        'dynamo:PutItem:2:after',
        'dynamo:UpdateItem:3:after',
        's3:PutObject:9:before',
        'dynamo:PutItem:1:after',
        'dynamo:PutItem:25:after',
        'dynamo:PutItem:20:before',
      ],
      0,
    );
  }, 240_000);

  it('at the named places around a mail: what SES accepted is never sent again, what it never saw stays unknown', async () => {
    const places = [
      'preflight.before_register:1',
      'send.after_sending:2',
      'send.after_accept:3',
      'feedback.before_fact:2',
    ];
    // Each of the two kills while mails go out leaves at most those in doubt that were in flight.
    await survives('mails', places, 2 * 20);
  }, 240_000);
});
