import { describe, expect, it } from 'vitest';
import { type ReviewDependencies, review } from '../../lambdas/review/step.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import type { Inventory, Model, PlanCounts, Review } from '../../shared/contract/artifacts.ts';
import { type Preflight, PreflightSchema } from '../../shared/contract/preflight.ts';
import { RunSchema, type RunState } from '../../shared/contract/runs.ts';
import { policyWith } from '../support/measured.ts';
import { memoryBucket } from '../support/memory-bucket.ts';

/** 100 customers of the run before, 30 of whom move; 10 are new. */
const COUNTS: PlanCounts = {
  ...{ features: 110, receipts: 110, joined: 10, promoted: 20, demoted: 8, sideways: 2, same: 70 },
  ...{ left: 0, held: 100, changes: 40, mails: 60, flaps: 0, overridden: 0 },
};
const FIRST: PlanCounts = { ...COUNTS, joined: 110, promoted: 0, demoted: 0, sideways: 0, same: 0, held: 0 };
const MEASURED = {
  ...{ features: 110, customers: 110, left: 0, orderRows: 400, repeated: 0, anonymous: 0, later: 0 },
  ...{ cancelled: 0, unpaid: 0, notCounted: 0, orders: 400 },
  ...{ ordersOfPeriod: 60, ordersOfPeriodBefore: 100, newestOrder: '2026-09-28' },
};

const intake = (intakeId: string, kind: 'orders' | 'customers', contentId = intakeId) => ({
  ...{ intakeId, contentId, kind, lakeKey: intakeId, seq: 1, uploadedAt: '2026-10-01T00:00:00Z', rows: 200 },
});
const BASE = {
  ...{ runId: 'r1', runSeq: 1, asOf: '2026-06-30', parts: 1, modelRunId: 'r1' },
  ...{ servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' },
};
const inventory = (over: Partial<Inventory> = {}): Inventory => ({
  ...{ runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', engine: 'duckdb' },
  ...{ policyHash: 'h', currency: 'CNY', uncommitted: [], base: BASE },
  intakes: [intake('i1', 'orders'), intake('i2', 'customers'), intake('i3', 'orders')],
  ...over,
});
const EARLIER = inventory({
  runId: 'r1',
  base: null,
  intakes: [intake('i1', 'orders'), intake('i2', 'customers')],
});

const criteria = (score: string, moved: number | null): Model['criteria'][number] => ({
  ...{ key: score, score, bands: [1], edges: [1], before: [1], moved },
  ...{ drifted: false, collapsed: [], proposed: null },
});
const MODEL: Model = {
  ...{ version: 1, calibratedBy: 'r2', asOf: '2026-09-30', policyHash: 'h', population: 100, edges: {} },
  ...{
    lifetime: null,
    criteria: [criteria('monetary', 0.4), criteria('fixed', 9), criteria('recency', null)],
  },
};
const PREFLIGHT: Preflight = PreflightSchema.parse({
  ...{ runId: 'r2', contentDigest: 'f00d', quota: null, days: [{ date: '2026-10-01', mails: 50 }] },
  counts: { mails: 60, due: 50, skipped: 8, heldOut: 2, campaigns: {}, tiers: {}, offers: {} },
  problems: [],
});

interface Case {
  policy?: Record<string, unknown>;
  inventory?: Partial<Inventory>;
  counts?: PlanCounts;
  deps?: Partial<ReviewDependencies>;
}

/** What review decided, wrote down and noted in the run. */
async function reviewed({ policy = {}, inventory: over = {}, counts = COUNTS, deps = {} }: Case) {
  const written: Review[] = [];
  const notes: unknown[] = [];
  const before = { ...COUNTS, receipts: 100 };
  const step = review({
    inventory: async (runId) => (runId === 'r1' ? EARLIER : inventory(over)),
    policy: async () => policyWith({ scores: SCORES, tiers: TIERS, ...policy }),
    model: async () => MODEL,
    isKept: async () => true,
    measured: async () => MEASURED,
    planned: async () => [counts],
    planNotes: async () => [],
    review: async (runId) => ({
      ...{ runId, parts: 1, counts: before, measured: MEASURED, unreadable: {} },
      ...{ moves: [], cost: null, anomalies: [] },
    }),
    reviewSoFar: async () => undefined,
    writeReview: async (found) => void written.push(found),
    preflight: async () => PREFLIGHT,
    caution: async () => undefined,
    run: async () => undefined,
    runs: async () => [],
    moveRun: async (_run, _from, to, note) => notes.push({ to, ...note }) > 0,
    now: () => new Date('2026-10-01T06:00:00Z'),
    ...deps,
  });
  const { decision } = await step({ runId: 'r2', parts: 1 });
  const anomalies = written.flatMap((found) => found.anomalies);
  const tripped = anomalies.flatMap(({ code, trips }) => (trips ? [code] : []));
  return { decision, tripped, anomalies, written, notes };
}

const text = (word: string) => ({ en: word, 'zh-CN': word });
const SCORES = {
  recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 4 } },
  monetary: { of: 'netAmount', better: 'higher', bands: { quantile: 4 } },
  fixed: { of: 'orderCount', better: 'higher', bands: { edges: [3] } },
};
const TIERS = [
  { id: 'top', name: text('Top'), when: { recency: '>= 4' } },
  { id: 'rest', name: text('Rest') },
];

/** Each limit just as the plan has it, and just below. */
const AT: [string, unknown, unknown, string][] = [
  ['ordersFell', 0.4, 0.39, 'G_ORDERS_FELL'],
  ['moved', 0.3, 0.29, 'G_MOVED'],
  ['newestOrderDays', 2, 1, 'G_NEWEST_ORDER'],
  ['mails', 50, 49, 'G_MAILS'],
  ['cost', 100, 0, 'G_COST'],
  ['cutsMoved', 0.4, 0.39, 'G_CUTS_MOVED'],
  ['missing', ['orders'], ['orders', 'customers'], 'G_MISSING'],
];

describe('a plan under guarded approval', () => {
  it.each(AT)('is approved at the limit of %s, and waits above it', async (name, at, below, code) => {
    const within = await reviewed({ policy: { approval: 'guarded', guards: { [name]: at } } });
    expect(within).toMatchObject({ decision: 'APPROVED', tripped: [] });
    const above = await reviewed({ policy: { approval: 'guarded', guards: { [name]: below } } });
    expect(above).toMatchObject({ decision: 'AWAITING_APPROVAL', tripped: [code] });
    expect(above.notes).toEqual([
      { to: 'AWAITING_APPROVAL', parts: 1, contentDigest: 'f00d', expiresAt: '2026-10-08T06:00:00.000Z' },
    ]);
  });

  it('is not stopped by what is only shown', async () => {
    const half = { ...MEASURED, ordersOfPeriod: 10 };
    const found = await reviewed({ policy: { approval: 'guarded' }, deps: { measured: async () => half } });
    expect(found).toMatchObject({
      decision: 'APPROVED',
      tripped: [],
      anomalies: [{ code: 'G_ORDERS_FELL' }],
    });
  });
});

describe('who decides', () => {
  const trips = { guards: { mails: 0 } };
  it.each<[string, Case, string]>([
    [
      'approval never: nothing waits, whatever trips',
      { policy: { approval: 'never', ...trips } },
      'APPROVED',
    ],
    ['approval always', { policy: { approval: 'always' } }, 'AWAITING_APPROVAL'],
    [
      'after a roll-back every plan waits',
      { policy: { approval: 'never' }, deps: { caution: async () => ({ since: '', runId: 'r1-back' }) } },
      'AWAITING_APPROVAL',
    ],
    [
      'a simulation never waits',
      {
        policy: { approval: 'guarded', ...trips },
        inventory: { simulated: true },
        deps: { caution: async () => ({ since: '', runId: 'r1-back' }) },
      },
      'SIMULATED',
    ],
  ])('%s', async (_, given, decision) => expect((await reviewed(given)).decision).toBe(decision));

  it('what trips is written down though nothing waits', async () => {
    const { tripped } = await reviewed({ policy: { approval: 'never', ...trips } });
    expect(tripped).toEqual(['G_MAILS']);
  });
});

describe('which files are missing', () => {
  const missing = { approval: 'guarded', guards: { missing: ['orders', 'customers'] } };
  it.each<[string, Case, string[]]>([
    ['the customers file is that of the last periodic run', {}, ['G_MISSING']],
    [
      'it came again, the same bytes',
      { inventory: { intakes: [intake('i3', 'orders'), intake('i9', 'customers', 'i2')] } },
      ['G_MISSING'],
    ],
    ['a newer one came', { inventory: { intakes: [intake('i3', 'orders'), intake('i4', 'customers')] } }, []],
    ['between two periodic runs nobody expects it', { inventory: { mode: 'onDemand' } }, []],
    ['nothing is known of the last periodic run', { deps: { isKept: async () => false } }, []],
    [
      'on demand too, where it never came',
      { inventory: { mode: 'onDemand', intakes: [intake('i3', 'orders')] } },
      ['G_MISSING'],
    ],
    ['the first run has all', { inventory: { base: null }, counts: FIRST }, []],
    [
      'the first run lacks one',
      { inventory: { base: null, intakes: [intake('i1', 'orders')] }, counts: FIRST },
      ['G_MISSING'],
    ],
  ])('%s', async (_, given, codes) => {
    expect((await reviewed({ ...given, policy: missing })).tripped).toEqual(codes);
  });
});

it('in the first run nothing is compared with a run before', async () => {
  const guards = { moved: 0, cutsMoved: 0.01, missing: ['customers'] };
  const first = { inventory: { base: null }, counts: FIRST };
  const model = { ...MODEL, criteria: [criteria('monetary', null)] };
  const deps = { model: async () => model };
  expect((await reviewed({ ...first, deps, policy: { approval: 'guarded', guards } })).tripped).toEqual([]);
});

describe('the review of a plan', () => {
  it('has the moves of all parts, added up', async () => {
    const rise = { from: 'rest', to: 'top', change: 'promoted', cause: 'behaviour' } as const;
    const stay = { from: 'top', to: 'top', change: 'same', cause: '' } as const;
    const planNotes = async () => [
      {
        unreadable: {},
        moves: [
          { ...rise, count: 3 },
          { ...stay, count: 70 },
        ],
      },
      { unreadable: {}, moves: [{ ...rise, count: 17 }] },
    ];
    const { written } = await reviewed({ deps: { planNotes } });
    expect(written[0]?.moves).toEqual([
      { ...rise, count: 20 },
      { ...stay, count: 70 },
    ]);
  });

  it('has the cost of the mails that go out, or of all planned ones where none were composed', async () => {
    const mailOf = async (deps: Partial<ReviewDependencies>) =>
      (await reviewed({ deps })).written[0]?.cost?.lines.find(({ id }) => id === 'mail')?.count;
    expect(await mailOf({})).toBe(50);
    expect(await mailOf({ preflight: async () => undefined })).toBe(60);
  });

  it.each([
    [true, 40],
    [false, 0],
  ])('counts who joins, moves or leaves among the told, where events are %s', async (events, count) => {
    const { written } = await reviewed({ policy: { writeBack: { events } } });
    expect(written[0]?.cost?.lines.find(({ id }) => id === 'told')?.count).toBe(count);
  });
});

describe('an older plan that waits', () => {
  const older = RunSchema.parse({
    ...{ version: 1, runId: 'older', runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
    ...{ state: 'AWAITING_APPROVAL', executionArn: 'e', baseSeq: 1 },
  });
  const replaced = async (over: Partial<Inventory>, deps: Partial<ReviewDependencies> = {}) =>
    (await reviewed({ inventory: over, deps: { runs: async () => [older], ...deps } })).notes.slice(1);

  it.each([
    ['is replaced by a newer one of its kind', {}, 1],
    ['stays beside one of the other kind', { mode: 'onDemand' }, 0],
    ['stays beside a simulation', { simulated: true }, 0],
  ] as const)('%s', async (_, over, count) => {
    const notes = await replaced(over);
    expect(notes).toHaveLength(count);
    for (const note of notes)
      expect(note).toMatchObject({ to: 'SUPERSEDED', reason: expect.stringContaining('r2') });
  });

  it('is replaced by the second call, should the first have died before', async () => {
    const moved: string[] = [];
    const moveRun: ReviewDependencies['moveRun'] = async (runId, _from, to) => {
      if (to === 'SUPERSEDED') moved.push(runId);
      return to === 'SUPERSEDED';
    };
    await replaced({}, { moveRun, run: async () => ({ state: 'AWAITING_APPROVAL' }) });
    expect(moved).toEqual(['older']);
  });
});

describe('a review that is called again', () => {
  const again = (state: RunState) =>
    reviewed({
      policy: { approval: 'never' },
      deps: { moveRun: async () => false, run: async () => ({ state }) },
    });

  it.each(['APPROVED', 'AWAITING_APPROVAL', 'SIMULATED'] as const)(
    'answers %s, as it stands',
    async (state) => {
      expect((await again(state)).decision).toBe(state);
    },
  );

  const GUARDED = { approval: 'guarded', guards: { mails: 0 } };
  const first = async (): Promise<Review | undefined> => (await reviewed({ policy: GUARDED })).written[0];
  const caution = async () => ({ since: '', runId: 'r1-back' });

  it('keeps what the first call wrote, and decides by it', async () => {
    const { reviewSoFar, writeReview } = openRunFolder(memoryBucket('lake'));
    const deps = { reviewSoFar, writeReview };
    await reviewed({ policy: GUARDED, deps });
    const laid = await reviewSoFar('r2');
    const { decision } = await reviewed({ policy: { approval: 'guarded', guards: { mails: 1000 } }, deps });
    expect([decision, await reviewSoFar('r2')]).toEqual(['AWAITING_APPROVAL', laid]);
    expect(laid?.anomalies.map(({ code }) => code)).toEqual(['G_MAILS']);
  });

  it('waits for a person though the first call, which died undecided, knew nothing of a roll-back', async () => {
    const policy = { approval: 'never' };
    const [laid] = (await reviewed({ policy })).written;
    const deps = { reviewSoFar: async () => laid, caution };
    expect((await reviewed({ policy, deps })).decision).toBe('AWAITING_APPROVAL');
  });

  it.each<[string, Partial<Review>]>([
    ['other mails', { contentDigest: 'beef' }],
    ['other counts', { counts: { ...COUNTS, mails: 61 } }],
    ['other customers', { measured: { ...MEASURED, orders: 401 } }],
    ['another number of parts', { parts: 2 }],
    ['mails that an earlier program did not name', { contentDigest: undefined }],
  ])('writes anew over the review of a plan with %s', async (_, change) => {
    const laid = await first();
    const reviewSoFar = async () => laid && { ...laid, ...change };
    expect((await reviewed({ policy: GUARDED, deps: { reviewSoFar } })).written).toEqual([laid]);
  });

  it('hands nothing over that a person has rejected meanwhile', async () => {
    await expect(again('REJECTED')).rejects.toThrow('not being reviewed any more');
  });
});
