import { expect, it } from 'vitest';
import { situationOf } from '../../lambdas/claim/situation.ts';
import type { ExportKind, Intake } from '../../shared/contract/intake.ts';
import { decideRun } from '../../shared/domain/due.ts';
import { policyWith } from '../support/measured.ts';

const intake = (kind: ExportKind, to: string): Intake => ({
  ...{ intakeId: kind, kind, status: 'committed', key: `${kind}/a.csv`, versionId: 'v', to },
  ...{ uploadedAt: '2026-09-29T00:00:00.000Z', sequencer: '1', sha256: '', contentId: kind, amounts: {} },
  counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  ...{ problems: [], unmatched: [] },
});

const reading = (kind: string) => policyWith({ features: { doings: { from: kind, take: 'count' } } });

async function decided(policy: ReturnType<typeof policyWith>, intakes: Intake[]) {
  const runs = {
    snapshot: async () => null,
    runs: async () => [],
    intakes: async () => intakes,
    overrides: async () => [],
  };
  const input = { cause: 'schedule', time: '2026-10-01T04:00:00Z' } as const;
  return decideRun(await situationOf(runs, policy, input, { marked: 0, claimed: 0 }));
}

it.each<[string, ReturnType<typeof policyWith>, Intake[], string]>([
  ['orders cover a period', policyWith(), [intake('orders', '2026-09-28')], '2026-09-30'],
  [
    'activity does where the policy reads it',
    reading('activity'),
    [intake('activity', '2026-09-28')],
    '2026-09-30',
  ],
  [
    'feedback does where the policy reads it',
    reading('feedback'),
    [intake('feedback', '2026-09-28')],
    '2026-09-30',
  ],
  [
    'activity does not where nothing reads it',
    policyWith(),
    [intake('activity', '2026-09-28')],
    'E_NO_EXPORT',
  ],
  ['customers never do', reading('activity'), [intake('customers', '2026-09-28')], 'E_NO_EXPORT'],
  [
    'activity that ends too early does not',
    reading('activity'),
    [intake('activity', '2026-09-01')],
    'E_PERIOD_NOT_COVERED 2026-Q3',
  ],
])('%s', async (_, policy, intakes, expected) => {
  const decision = await decided(policy, intakes);
  expect(decision.status === 'RUN' ? decision.asOf : decision.reason).toBe(expected);
});
