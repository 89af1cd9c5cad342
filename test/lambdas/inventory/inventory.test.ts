import { describe, expect, test } from 'vitest';
import { inventory } from '../../../lambdas/inventory/step.ts';
import { openFrozen } from '../../../shared/adapters/frozen.ts';
import { policyHash } from '../../../shared/adapters/policy-file.ts';
import { InventorySchema, OverridesSchema } from '../../../shared/contract/artifacts.ts';
import type { Intake } from '../../../shared/contract/intake.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { FrozenOverridesSchema, type StoredOverride } from '../../../shared/contract/overrides.ts';
import type { StoredPack } from '../../../shared/contract/packs.ts';
import type { Run } from '../../../shared/contract/runs.ts';
import { type FrozenTemplates, FrozenTemplatesSchema } from '../../../shared/contract/templates.ts';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
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

const said = (customerId: string, tier: string | null, until: string | null): StoredOverride => ({
  ...{ customerId, tier, until, why: 'why' },
  ...{ order: '1', who: 'overrides/a.csv' },
});

/** Every template but the one called `lost`. */
function lettersOf(names: readonly string[], digest: string): FrozenTemplates['templates'] {
  if (names.includes('lost')) throw new Refusal('E_TEMPLATE_MISSING', both('x', 'x'), both('x', 'x'));
  return Object.fromEntries(names.map((name) => [`${name}.en`, { subject: '', html: '', text: '', digest }]));
}

interface Scene {
  intakes: Intake[];
  policy: ReturnType<typeof policyWith>;
  run: Run;
  overrides: StoredOverride[];
  packs: StoredPack[];
  /** Of every mail template. */
  version: string;
}

function world(over: Partial<Scene> = {}) {
  const lake = mapLake();
  const policy = policyWith({ currency: {} });
  const state: Scene = {
    intakes: [intake('a')],
    policy,
    run: RUN,
    overrides: [],
    packs: [],
    version: '1',
    ...over,
  };
  const step = inventory({
    run: async (runId) => (runId === 'run' ? state.run : undefined),
    runs: async () => [{ ...RUN, runId: 'dead', runSeq: 2, state: 'FAILED', parts: 4 }, RUN],
    intakes: async () => state.intakes,
    packs: async () => state.packs,
    snapshot: async () => null,
    policy: async () => state.policy,
    keptPolicy: async (hash) => policyWith({ currency: { code: 'USD' }, window: { days: Number(hash) } }),
    overrides: async () => state.overrides,
    policyHash,
    athenaFromRows: 10,
    templates: async (names) => lettersOf(names, state.version),
    ...openFrozen(lake),
  });
  const written = async () =>
    InventorySchema.parse(JSON.parse((await lake.must(runKeys.inventory('run'))).toString()));
  const json = async (key: string): Promise<unknown> => JSON.parse((await lake.must(key)).toString());
  return { lake, state, written, json, take: () => step({ runId: 'run' }) };
}

describe('inventory', () => {
  test.each([
    ['as many rows as the settings say', [intake('a'), intake('b')], undefined, 'athena'],
    ['fewer rows', [intake('a')], undefined, 'duckdb'],
    ['fewer rows and a wish', [intake('a')], 'athena', 'athena'],
    ['many rows and a wish', [intake('a'), intake('b')], 'duckdb', 'duckdb'],
  ] as const)('with %s chooses the engine', async (_, intakes, engine, chosen) => {
    const run = engine === undefined ? RUN : { ...RUN, engine };
    const different = intakes.map((one, i) => ({ ...one, key: `orders/${i}.csv`, sha256: String(i) }));
    const { take, written } = world({ intakes: different, run });
    await take();
    expect((await written()).engine).toBe(chosen);
  });

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

  test.each(['activity', 'feedback'] as const)('%s alone will do where the policy reads it', async (kind) => {
    const features = { doings: { from: kind, take: 'count' } };
    const intakes = [intake('a', { kind, amounts: {} })];
    const { take, written } = world({ intakes, policy: policyWith({ features, currency: {} }) });
    await take();
    expect(await written()).toMatchObject({ currency: 'XXX', intakes: [{ kind }] });
  });

  test('no export', async () => {
    await expect(world({ intakes: [] }).take()).rejects.toMatchObject({ name: 'E_NO_EXPORT' });
  });
});

describe('manual tiers', () => {
  const until = '2026-09-30';

  test('in force on the date of the run are written down, by customer, before the inventory', async () => {
    const overrides = [
      said('b', 'top', '2026-10-01'),
      said('a', 'rest', until),
      said('c', 'top', '2026-09-29'),
    ];
    const { take, json } = world({ overrides: [...overrides, said('d', null, null)] });
    await take();
    expect(OverridesSchema.parse(await json(runKeys.overrides('run'))).overrides).toEqual([
      { customerId: 'a', tier: 'rest', until, why: 'why' },
      { customerId: 'b', tier: 'top', until: '2026-10-01', why: 'why' },
    ]);
  });

  test('of a tier that the policy of the run does not know are left out and counted', async () => {
    const { take, json } = world({ overrides: [said('a', 'gold', until), said('b', 'top', until)] });
    await take();
    const frozen = FrozenOverridesSchema.parse(await json(runKeys.overrides('run')));
    expect([frozen.overrides.map(({ customerId }) => customerId), frozen.leftOut]).toEqual([['b'], 1]);
  });

  test('that a killed call wrote down count for the next', async () => {
    const { take, lake, json } = world({ overrides: [said('a', 'top', until)] });
    await openFrozen(lake).freezeOverrides('run', { overrides: [], leftOut: 0 });
    await take();
    expect(OverridesSchema.parse(await json(runKeys.overrides('run'))).overrides).toEqual([]);
  });
});

describe('mail templates', () => {
  const campaign = (template: string, ...variants: string[]) => ({
    ...{ kind: 'membership', rule: template, template },
    variants: variants.map((name) => ({ when: { tier: 'top' }, template: name })),
  });
  const campaigns = [campaign('gold', 'vip', 'care'), campaign('vip')];
  const policy = policyWith({ currency: {}, campaigns });
  const frozenIn = async ({ json }: Pick<ReturnType<typeof world>, 'json'>) =>
    FrozenTemplatesSchema.parse(await json(runKeys.templates('run'))).templates;

  test('that campaigns and their variants name are written down once, before the inventory', async () => {
    const scene = world({ policy });
    await scene.take();
    expect(Object.keys(await frozenIn(scene))).toEqual(['gold.en', 'vip.en', 'care.en']);
  });

  test('that come meanwhile belong to the next run', async () => {
    const scene = world({ policy });
    await scene.take();
    scene.state.version = '2';
    await scene.lake.objects.delete(runKeys.inventory('run'));
    await scene.take();
    expect(await frozenIn(scene)).toMatchObject({ 'vip.en': { digest: '1' } });
  });

  test('a missing one is found before anything is frozen', async () => {
    const { take, lake } = world({ policy: policyWith({ currency: {}, campaigns: [campaign('lost')] }) });
    await expect(take()).rejects.toMatchObject({ name: 'E_TEMPLATE_MISSING' });
    expect(lake.objects.size).toBe(0);
  });
});

test('a simulation is graded by the policy that it tries out, and says so', async () => {
  const { take, written, state, json } = world({ run: { ...RUN, simulates: '90' } });
  await take();
  expect(await written()).toMatchObject({ simulated: true, currency: 'USD' });
  expect((await written()).policyHash).not.toBe(policyHash(state.policy));
  expect(await json(runKeys.policy('run'))).toMatchObject({ window: { days: 90 } });
});
