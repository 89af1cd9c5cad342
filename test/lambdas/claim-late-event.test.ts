import { expect, it } from 'vitest';
import { situationOf } from '../../lambdas/claim/situation.ts';
import { IntakeSchema } from '../../shared/contract/intake.ts';
import { decideRun, leavesWork } from '../../shared/domain/due.ts';
import { policyWith } from '../support/measured.ts';

const arrivedOn = (day: string) =>
  IntakeSchema.parse({
    ...{ intakeId: day, kind: 'orders', status: 'committed', key: 'orders/a.csv', versionId: day, to: day },
    ...{ uploadedAt: `${day}T04:00:00.000Z`, sequencer: day, sha256: '', contentId: day, amounts: {} },
    counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
    ...{ problems: [], unmatched: [] },
  });

/** The second quarter was graded; orders came on these days, and an event of `time` is what starts the machine. */
async function decided(time: string, ...days: string[]) {
  const runs = {
    snapshot: async () => ({
      ...{ version: 1, runId: 'r1', runSeq: 1, asOf: '2026-06-30', parts: 1 },
      ...{ modelRunId: 'r1', servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
    }),
    runs: async () => [],
    intakes: async () => days.map(arrivedOn),
    overrides: async () => [],
  };
  const situation = await situationOf(
    runs,
    policyWith(),
    { cause: 'intake', time },
    { marked: 2, claimed: 1 },
  );
  const decision = decideRun(situation);
  if (decision.status !== 'RUN') throw new Error(decision.reason);
  return [decision.mode, decision.asOf, leavesWork(situation, decision)];
}

it.each([
  ['on the day of its export', '2026-09-18T05:00:00Z', ['2026-09-18'], ['onDemand', '2026-09-18', false]],
  ['later than the newest export', '2026-09-20T05:00:00Z', ['2026-09-18'], ['onDemand', '2026-09-20', false]],
  [
    'delivered after a newer export came',
    '2026-07-20T05:00:00Z',
    ['2026-07-20', '2026-09-18'],
    ['onDemand', '2026-09-18', false],
  ],
  [
    'delivered when its period has ended, and leaves the mark to the orders after it',
    '2026-09-30T05:00:00Z',
    ['2026-10-01'],
    ['periodic', '2026-09-30', true],
  ],
])('an event leaves no order ungraded: %s', async (_, time, days, expected) => {
  expect(await decided(time, ...days)).toEqual(expected);
});
