import { describe, expect, test } from 'vitest';
import { inventory } from '../../../lambdas/inventory/step.ts';
import { openFrozen } from '../../../shared/adapters/frozen.ts';
import { policyHash } from '../../../shared/adapters/policy-file.ts';
import { InventorySchema } from '../../../shared/contract/artifacts.ts';
import type { Intake } from '../../../shared/contract/intake.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import type { Run } from '../../../shared/contract/runs.ts';
import { mapLake } from '../../support/map-lake.ts';
import { policyWith } from '../../support/measured.ts';

const RUN: Run = {
  ...{ runId: 'run', runSeq: 3, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', state: 'GRADING' },
  ...{ executionArn: 'arn', baseSeq: 0, parts: 0 },
};

const intake = (intakeId: string, over: Partial<Intake> = {}): Intake => ({
  ...{
    intakeId,
    contentId: intakeId,
    kind: 'orders',
    status: 'committed',
    key: 'orders/x.csv',
    versionId: `version of ${intakeId}`,
  },
  ...{
    uploadedAt: '2026-10-01T00:00:00Z',
    sequencer: '01',
    sha256: '',
    amounts: { USD: 5 },
    currency: 'USD',
  },
  counts: { rows: 7, kept: 7, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  ...{ problems: [], unmatched: [], ...over },
});

function world(over: { intakes?: Intake[]; policy?: ReturnType<typeof policyWith> } = {}) {
  const lake = mapLake();
  const state = { intakes: [intake('a')], policy: policyWith({ currency: {} }), ...over };
  const step = inventory({
    run: async (runId) => (runId === 'run' ? RUN : undefined),
    runs: async () => [{ ...RUN, runId: 'dead', runSeq: 2, state: 'FAILED', parts: 4 }, RUN],
    intakes: async () => state.intakes,
    snapshot: async () => null,
    policy: async () => state.policy,
    policyHash,
    ...openFrozen(lake),
  });
  const written = async () =>
    InventorySchema.parse(JSON.parse((await lake.must(runKeys.inventory('run'))).toString()));
  return { lake, state, written, take: () => step({ runId: 'run' }) };
}

describe('inventory', () => {
  test('writes down what counts', async () => {
    const { take, written, state } = world();
    expect(await take()).toEqual({ runId: 'run' });
    expect(await written()).toEqual({
      ...{
        version: 1,
        runId: 'run',
        runSeq: 3,
        mode: 'periodic',
        asOf: '2026-09-30',
        period: '2026-Q3',
        engine: 'duckdb',
      },
      ...{
        currency: 'USD',
        policyHash: policyHash(state.policy),
        base: null,
      },
      intakes: [
        {
          ...{
            intakeId: 'a',
            contentId: 'a',
            kind: 'orders',
            lakeKey: 'lake/orders/a.parquet',
            seq: 1,
            rows: 7,
          },
          uploadedAt: '2026-10-01T00:00:00Z',
        },
      ],
      uncommitted: [{ runId: 'dead', parts: 4 }],
    });
  });

  test.each([
    ['orders', 5],
    ['customers', 7],
    ['activity', 5],
    ['feedback', 5],
  ] as const)('counts the rows of %s that intake put into the lake', async (kind, rows) => {
    const counts = { rows: 11, kept: 4, rejected: 3, repeated: 2, setAside: 1, blank: 1 };
    const { take, written } = world({ intakes: [intake('a'), intake('b', { kind, counts })] });
    await take();
    expect((await written()).intakes[1]).toMatchObject({ kind, rows });
  });

  test('called again, nothing that came meanwhile gets in', async () => {
    const { take, state, lake } = world();
    await take();
    const before = new Map(lake.objects);
    state.intakes = [intake('a'), intake('b')];
    state.policy = policyWith({ approval: 'always' });
    await take();
    expect(lake.objects).toEqual(before);
  });

  test('a policy frozen by a killed call counts for the next', async () => {
    const { take, state, lake, written } = world();
    await openFrozen(lake).freezePolicy('run', policyWith({ currency: {}, approval: 'always' }));
    await take();
    expect((await written()).policyHash).not.toBe(policyHash(state.policy));
  });

  test('a missing rate is found before anything is frozen', async () => {
    const { take, lake } = world({ policy: policyWith() });
    await expect(take()).rejects.toMatchObject({ name: 'E_CURRENCY_NO_RATE' });
    expect(lake.objects.size).toBe(0);
  });

  test('activity and feedback alone are nothing to grade by', async () => {
    const intakes = [intake('a', { kind: 'activity' }), intake('b', { kind: 'feedback' })];
    await expect(world({ intakes }).take()).rejects.toMatchObject({ name: 'E_NO_EXPORT' });
  });

  test('no export', async () => {
    await expect(world({ intakes: [] }).take()).rejects.toMatchObject({ name: 'E_NO_EXPORT' });
  });
});
