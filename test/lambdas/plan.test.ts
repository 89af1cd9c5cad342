import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../lambdas/plan/step.ts';
import { getJson, getLines, putJson } from '../../shared/adapters/lines.ts';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import {
  type Inventory,
  type Model,
  ModelSchema,
  PlanCountsSchema,
  PlanNotesSchema,
} from '../../shared/contract/artifacts.ts';
import { rowColumns } from '../../shared/contract/feature-row.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { MailSchema } from '../../shared/contract/mails.ts';
import { PlannedChangeSchema, ReceiptSchema } from '../../shared/contract/plan.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import type { Measured } from '../../shared/domain/plan-part.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { retrace } from '../../shared/domain/retrace.ts';
import { asRow } from '../support/feature-cells.ts';
import { buyer, EDGES, gradingPolicy, heldAfterFirst } from '../support/grading.ts';
import { type Stores, startStores } from '../support/local-stores.ts';
import { measuredAll, RICH_EDGES, richPolicy } from '../support/rich-policy.ts';

const policy = gradingPolicy({
  campaigns: [
    { rule: 'each-high', kind: 'membership', tier: 'high', template: 'high' },
    { rule: 'up-high', kind: 'movement', on: ['promoted'], tier: 'high', template: 'up' },
  ],
});

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

async function putFeatures(runId: string, parts: Measured[][], its: Policy = policy): Promise<void> {
  for (const [part, rows] of parts.entries())
    await openWorkbench(
      stores.lake,
      200,
    )(async (bench) => {
      await bench.load('f', rowColumns(measuredColumns(its)), rows.map(asRow));
      await bench.save('SELECT * FROM f', runKeys.features(runId, part));
    });
}

const BASE = {
  runId: 'r1',
  runSeq: 1,
  asOf: '2026-06-30',
  parts: 1,
  modelRunId: 'r1',
  servedPeriod: '2026-Q2',
  periodicAsOf: '2026-06-30',
};

async function putRun(
  runId: string,
  runSeq: number,
  over: Partial<Inventory> = {},
  its: Policy = policy,
): Promise<void> {
  const inventory: Inventory = {
    ...{ runId, runSeq, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', engine: 'duckdb' },
    ...{ policyHash: 'p', currency: 'CNY', intakes: [], base: null, uncommitted: [] },
    ...over,
  };
  const model: Model = {
    calibratedBy: runId,
    asOf: inventory.asOf,
    policyHash: 'p',
    population: 1,
    edges: EDGES,
    ...{ lifetime: null, criteria: [] },
  };
  await putJson(stores.lake, runKeys.inventory(runId), inventory);
  await putJson(stores.lake, runKeys.policy(runId), its);
  await putJson(stores.lake, runKeys.model(runId), model);
}

const planOf = (runId: string, part = 0) => plan(openPlanStore(stores.lake, 200))({ runId, part });
const modelOf = (runId: string) => getJson(stores.lake, runKeys.model(runId), ModelSchema);
const changesOf = (runId: string, part = 0) =>
  getLines(stores.lake, runKeys.changes(runId, part), PlannedChangeSchema);

const held = (id: string, orders: number) => heldAfterFirst(buyer(orders, { customerId: id }), { policy });
const rows = [
  buyer(6, { customerId: 'a', held: held('a', 3) }),
  buyer(1, { customerId: 'b', held: held('b', 1) }),
  buyer(3, { customerId: '新客', email: null }),
  buyer(0, {
    customerId: 'd',
    held: held('d', 6),
    present: false,
    firstOrderDate: null,
    lastOrderDate: null,
  }),
];

describe('the plan step', () => {
  it('writes receipts, changes, mails, held and counts of a part', async () => {
    await putRun('r1', 1);
    await putRun('w', 2, { base: BASE });
    await putFeatures('w', [rows]);
    expect(await planOf('w')).toEqual({ runId: 'w', part: 0 });

    expect(await getJson(stores.lake, runKeys.counts('w', 'plan', 0), PlanCountsSchema)).toEqual({
      ...{ features: 3, receipts: 3, joined: 1, promoted: 1, demoted: 0, sideways: 0, same: 1 },
      ...{ left: 1, held: 3, changes: 3, mails: 2, flaps: 0, overridden: 0 },
    });
    const receipts = await getLines(stores.lake, runKeys.receipts('w', 0), ReceiptSchema);
    expect(receipts.map(({ customerId, tier }) => [customerId, tier])).toEqual([
      ['a', 'high'],
      ['b', 'low'],
      ['新客', 'mid'],
    ]);
    for (const receipt of receipts) expect(retrace(receipt)).toBe(receipt.tier);
    expect((await changesOf('w')).map(({ customerId, change }) => [customerId, change])).toEqual([
      ['a', 'promoted'],
      ['d', 'left'],
      ['新客', 'joined'],
    ]);
    const mails = await getLines(stores.lake, runKeys.mails('w', 0), MailSchema);
    expect(mails.map(({ campaignId }) => campaignId)).toEqual(['each-high@2026-Q3', 'up-high@after-1']);
    await openWorkbench(
      stores.lake,
      200,
    )(async (bench) => {
      await bench.fetch('h', { customer_id: 'VARCHAR', held: 'VARCHAR' }, [runKeys.held('w', 0)]);
      expect((await bench.rows('SELECT customer_id FROM h')).map((row) => row.customer_id)).toEqual([
        'a',
        'b',
        '新客',
      ]);
    });
  });

  it('writes the same bytes when it is called again', async () => {
    await putRun('r1', 1);
    await putRun('twice', 2, { base: BASE });
    await putFeatures('twice', [rows]);
    const artifacts = async () =>
      Promise.all(
        [runKeys.receipts, runKeys.changes, runKeys.mails, runKeys.held].map(async (key) =>
          (await stores.lake.must(key('twice', 0))).toString('base64'),
        ),
      );
    await planOf('twice');
    const first = await artifacts();
    await planOf('twice');
    expect(await artifacts()).toEqual(first);
  });

  it('writes again everyone whom an uncommitted run may have touched, each in one part', async () => {
    await putRun('r1', 1);
    await putRun('died', 2, { base: BASE });
    const quiet = buyer(3, { customerId: 'q', held: held('q', 3) });
    await putFeatures('died', [[buyer(6, { ...quiet, orderCount: 6 }), buyer(1, { customerId: 'z' })]]);
    await planOf('died');
    expect((await changesOf('died')).map(({ customerId }) => customerId)).toEqual(['q', 'z']);

    const healing = { base: BASE, uncommitted: [{ runId: 'died', parts: 1 }], mode: 'onDemand' as const };
    await putRun('heals', 3, healing);
    await putFeatures('heals', [[buyer(3, { customerId: 'p', held: held('p', 3) })], [quiet]]);
    await planOf('heals', 0);
    await planOf('heals', 1);
    expect(await changesOf('heals', 0)).toMatchObject([{ customerId: 'z', published: { tier: null } }]);
    expect(await changesOf('heals', 1)).toMatchObject([
      { customerId: 'q', published: quiet.held?.published },
    ]);
  });

  it('finds the cause with the policy and cut points of its base', async () => {
    await putRun('r1', 1);
    const strict = gradingPolicy({
      tiers: policy.tiers.map((t) => (t.id === 'mid' ? { ...t, when: { orders: '= 3' } } : t)),
    });
    await putRun('strict', 2, { base: BASE }, strict);
    await putFeatures('strict', [[buyer(3, { customerId: 'a', held: held('a', 3) })]]);
    await planOf('strict');
    expect(await changesOf('strict')).toMatchObject([{ change: 'demoted', cause: 'policy' }]);
  });

  it('finds the cause with the policy of the run that gave the tier, or of the base where that one is gone', async () => {
    const strict = gradingPolicy({
      tiers: policy.tiers.map((t) => (t.id === 'mid' ? { ...t, when: { orders: '= 3' } } : t)),
    });
    await putRun('r1', 1);
    await putRun('between', 2, { base: BASE }, strict);
    await putRun('later', 3, { base: { ...BASE, runId: 'between', runSeq: 2 } }, strict);
    const rows = ['r1', 'gone'].map((ground) => {
      const before = held(ground, 3);
      return buyer(3, { customerId: ground, held: { ...before, ground } });
    });
    await putFeatures('later', [rows]);
    await planOf('later');
    expect(await changesOf('later')).toMatchObject([
      { customerId: 'gone', change: 'demoted', cause: 'time' },
      { customerId: 'r1', change: 'demoted', cause: 'policy' },
    ]);
  });

  it('reads what the policy asks for beside orders, as of now and without what is new, and manual tiers', async () => {
    const rich = richPolicy();
    const bought = buyer(6, { customerId: 'a', measured: measuredAll({ complaints: 2 }) });
    const calm = { ...buyer(3), measured: measuredAll() };
    const noted = buyer(1, { customerId: 'b', measured: measuredAll({ assets: '很多' }), quiet: calm });
    await putRun('rich', 1, {}, rich);
    await putJson(stores.lake, runKeys.model('rich'), { ...(await modelOf('rich')), edges: RICH_EDGES });
    const override = { customerId: 'b', tier: 'top', until: '2026-12-31', why: 'w' };
    await putJson(stores.lake, runKeys.overrides('rich'), { overrides: [override] });
    await putFeatures('rich', [[bought, noted]], rich);
    const [read, other] = await openPlanStore(stores.lake, 200).features('rich', 0, rich);
    expect(read).toMatchObject({ customerId: 'a', measured: bought.measured, quiet: null });
    expect(other?.quiet).toMatchObject({ orderCount: 3, measured: measuredAll() });

    await planOf('rich');
    const receipts = await getLines(stores.lake, runKeys.receipts('rich', 0), ReceiptSchema);
    expect(receipts).toMatchObject([
      { customerId: 'a', flags: { upset: true, risky: false }, stage: 'due' },
      { customerId: 'b', tier: 'top', earned: 'low', protection: 'manual', override },
    ]);
    for (const receipt of receipts) expect(retrace(receipt)).toBe(receipt.tier);
    const notes = await getJson(stores.lake, runKeys.planNotes('rich', 0), PlanNotesSchema);
    const joined = { from: null, to: 'top', change: 'joined', cause: '', count: 2 };
    expect(notes).toEqual({ unreadable: { assets: 1 }, moves: [joined] });
    const counts = await getJson(stores.lake, runKeys.counts('rich', 'plan', 0), PlanCountsSchema);
    expect(counts).toMatchObject({ overridden: 1, receipts: 2 });
  });

  it('plans an empty part', async () => {
    await putRun('empty', 1);
    await putFeatures('empty', [[]]);
    await planOf('empty');
    expect(await changesOf('empty')).toEqual([]);
  });
});
