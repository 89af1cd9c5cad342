import { describe, expect, it } from 'vitest';
import { apply } from '../../lambdas/apply/step.ts';
import { commit } from '../../lambdas/commit/step.ts';
import { review } from '../../lambdas/review/step.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { tablePace } from '../../shared/adapters/table-pace.ts';
import type { ApplyCounts, Inventory, Model, PlanCounts, Review } from '../../shared/contract/artifacts.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import { type Preflight, PreflightSchema } from '../../shared/contract/preflight.ts';
import type { StandingItem } from '../../shared/contract/roll-back.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import type { Published } from '../../shared/domain/held.ts';
import { PolicySchema } from '../../shared/domain/policy/schema.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';

const published = (customerId: string): Published => ({
  ...{ customerId, tier: 'gold', since: '2026-09-30', scores: {}, firstOrderDate: null, lastOrderDate: null },
  ...{ orders: 1, spent: 100, currency: 'CNY', history: [] },
  ...{
    stage: null,
    segments: {},
    flags: [],
    preferences: {},
    columns: {},
    overrideUntil: null,
    receipt: 'r2',
  },
});
const change = (customerId: string): PlannedChange => ({
  ...{ customerId, previousTier: null, change: 'joined', cause: '' },
  published: published(customerId),
});

/** A customers table in memory: the newest run's item stands. */
function customersTable() {
  const items = new Map<string, { item: Published; runSeq: number }>();
  let writes = 0;
  return {
    items,
    writes: () => writes,
    standing: async (ids: readonly string[]): Promise<StandingItem[]> =>
      ids.map((customerId) => {
        const { item = null, runSeq = null } = items.get(customerId) ?? {};
        return { customerId, item, runSeq };
      }),
    publish: async (item: Published, runSeq: number): Promise<number> => {
      const standing = items.get(item.customerId);
      if (standing && standing.runSeq >= runSeq) return standing.runSeq;
      items.set(item.customerId, { item, runSeq });
      writes += 1;
      return runSeq;
    },
  };
}

const applying = (customers: ReturnType<typeof customersTable>, runSeq: number, ids: string[]) => {
  const noted: ApplyCounts[] = [];
  const kept: StandingItem[][] = [];
  const step = apply({
    inventory: async () => ({ runSeq }),
    changes: async () => ids.map(change),
    standing: customers.standing,
    isSaved: async () => kept.length > 0,
    saveBefore: async (_run, _part, items) => void kept.push([...items]),
    publish: customers.publish,
    paced: tablePace(2, () => 900_000),
    noteApplied: async (_run, _part, counts) => void noted.push(counts),
  });
  return { go: () => step({ runId: `r${runSeq}`, part: 0 }), noted, kept };
};

describe('apply', () => {
  const ids = Array.from({ length: 60 }, (_, i) => `c${i}`);

  it('writes every planned item once, however often it is called', async () => {
    const customers = customersTable();
    const { go, noted } = applying(customers, 2, ids);
    for (let i = 0; i < 2; i += 1) expect(await go()).toEqual({ changes: 60, written: 60 });
    expect(customers.writes()).toBe(60);
    expect(noted).toHaveLength(2);
  });

  it('keeps what stood before it wrote, and not what it wrote itself when it is called again', async () => {
    const customers = customersTable();
    await applying(customers, 1, ['c1']).go();
    const { go, kept } = applying(customers, 2, ['c1', 'c2']);
    for (let i = 0; i < 2; i += 1) await go();
    expect(kept).toEqual([
      [
        { customerId: 'c1', item: published('c1'), runSeq: 1 },
        { customerId: 'c2', item: null, runSeq: null },
      ],
    ]);
  });

  it('fails when a newer run has written one of its customers, and notes no counts', async () => {
    const customers = customersTable();
    await applying(customers, 3, ['c7']).go();
    const older = applying(customers, 2, ids);
    await expect(older.go()).rejects.toMatchObject({ name: 'E_SUPERSEDED' });
    expect(older.noted).toEqual([]);
    expect(customers.items.get('c7')?.runSeq).toBe(3);
  });
});

const COUNTS: PlanCounts = {
  ...{ features: 10, receipts: 10, joined: 4, promoted: 1, demoted: 1, sideways: 0, same: 4 },
  ...{ left: 2, held: 8, changes: 8, mails: 0, flaps: 0, overridden: 0 },
};
const MEASURED = {
  ...{ features: 12, customers: 10, left: 2, orderRows: 20, repeated: 0, anonymous: 0, later: 0 },
  ...{ cancelled: 0, unpaid: 0, notCounted: 0, orders: 20 },
};
const MODEL: Model = {
  ...{ version: 1, calibratedBy: 'r2', asOf: '2026-09-30', policyHash: 'h', population: 10, edges: {} },
  ...{ lifetime: null, criteria: [] },
};
const inventory = (over: Partial<Inventory> = {}): Inventory => ({
  ...{ runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', engine: 'duckdb' },
  ...{ policyHash: 'h', currency: 'CNY', intakes: [], uncommitted: [] },
  base: { ...{ runId: 'r1', runSeq: 1, asOf: '2026-06-30', parts: 1, modelRunId: 'r1' }, ...SERVED },
  ...over,
});
const SERVED = { servedPeriod: '2026-Q2', periodicAsOf: '2026-06-30' };

describe('review', () => {
  const reviewing = (
    counts: Partial<PlanCounts>,
    approval: 'never' | 'always' = 'never',
    over: Partial<Inventory> = {},
    preflight: Preflight | undefined = undefined,
  ) => {
    const written: Review[] = [];
    const states: string[] = [];
    const approved: (string | undefined)[] = [];
    const step = review({
      inventory: async () => inventory(over),
      policy: async () => PolicySchema.parse({ ...parsePolicy(defaultPolicyText()), approval }),
      measured: async () => MEASURED,
      planned: async () => [{ ...COUNTS, ...counts }],
      model: async () => MODEL,
      isKept: async () => false,
      run: async () => undefined,
      runs: async () => [],
      caution: async () => undefined,
      planNotes: async () => [
        { unreadable: { credit: 2 }, moves: [] },
        { unreadable: { credit: 1, plan: 4 }, moves: [] },
      ],
      review: async (runId) => ({
        ...{ runId, parts: 1, counts: { ...COUNTS, receipts: 8 }, measured: MEASURED, unreadable: {} },
        ...{ moves: [], cost: null, anomalies: [] },
      }),
      reviewSoFar: async () => undefined,
      writeReview: async (found) => void written.push(found),
      preflight: async () => preflight,
      moveRun: async (_run, _from, to, { contentDigest }) => {
        approved.push(contentDigest);
        return states.push(to) > 0;
      },
      now: () => new Date('2026-10-01T00:00:00Z'),
    });
    return { go: () => step({ runId: 'r2', parts: 1 }), written, states, approved };
  };

  it.each<['never' | 'always', Partial<Inventory>, string]>([
    ['never', {}, 'APPROVED'],
    ['always', {}, 'AWAITING_APPROVAL'],
    ['never', { simulated: true }, 'SIMULATED'],
    ['always', { simulated: true }, 'SIMULATED'],
  ])('decides with approval %s, of a run with %o: %s', async (approval, over, decision) => {
    const { go, states } = reviewing({}, approval, over);
    expect((await go()).decision).toBe(decision);
    expect(states).toEqual([decision]);
  });

  it('notes what is approved of the mails: the digest that the look before found', async () => {
    const nothing = {
      mails: 0,
      due: 0,
      skipped: 0,
      heldOut: 0,
      already: 0,
      campaigns: {},
      tiers: {},
      offers: {},
    };
    const found = {
      runId: 'r2',
      contentDigest: 'f00d',
      counts: nothing,
      quota: null,
      days: [],
      problems: [],
    };
    const { go, approved } = reviewing({}, 'always', {}, found);
    await go();
    expect(approved).toEqual(['f00d']);
  });

  it('of a run that is only shown has nothing of mails to approve', async () => {
    const counts = { mails: 0, due: 0, skipped: 0, heldOut: 0, campaigns: {}, tiers: {}, offers: {} };
    const found = { runId: 'r2', contentDigest: 'f00d', quota: null, days: [], problems: [], counts };
    const { go, approved } = reviewing({}, 'never', { simulated: true }, PreflightSchema.parse(found));
    await go();
    expect(approved).toEqual([undefined]);
  });

  it('totals what could not be read in columns', async () => {
    const { go, written } = reviewing({});
    await go();
    expect(written).toMatchObject([{ unreadable: { credit: 3, plan: 4 } }]);
  });

  it.each<[string, Partial<PlanCounts>]>([
    ['a customer that was measured and not planned', { features: 9, receipts: 9, same: 3 }],
    ['a customer without a receipt', { receipts: 9 }],
    ['a receipt without a change', { same: 3 }],
    ['somebody held who is neither here nor left', { held: 7 }],
  ])('stops at %s', async (_, counts) => {
    await expect(reviewing(counts).go()).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });
});

describe('commit', () => {
  const committing = (given: {
    applied?: ApplyCounts;
    mode?: Inventory['mode'];
    pointer?: Snapshot | null;
  }) => {
    let pointer = given.pointer === undefined ? inventory().base : given.pointer;
    const states: string[] = [];
    const reviewed: Review = {
      ...{ runId: 'r2', parts: 1, counts: COUNTS, measured: MEASURED, unreadable: {} },
      ...{ moves: [], cost: null, anomalies: [] },
    };
    const step = commit({
      inventory: async () => inventory({ mode: given.mode ?? 'periodic' }),
      applied: async () => [given.applied ?? { changes: 8, written: 8 }],
      review: async () => reviewed,
      snapshotSeq: async () => pointer?.runSeq ?? 0,
      flipSnapshot: async (next, baseSeq) => {
        if ((pointer?.runSeq ?? 0) !== baseSeq) return false;
        pointer = next;
        return true;
      },
      runs: async () => [],
      snapshot: async () => pointer,
      addWish: () => expect.fail('no plan waits'),
      undone: () => expect.fail('it is no roll-back'),
      clearSnapshot: () => expect.fail('the pointer was taken away'),
      setCaution: () => expect.fail('caution was asked for'),
      now: () => expect.fail('nobody needs the time'),
      moveRun: async (_id, _from, to) => {
        states.push(to);
        return true;
      },
    });
    return { go: () => step({ runId: 'r2', parts: 1 }), pointer: () => pointer, states };
  };

  it('flips the pointer after the last item, and once when it is called twice', async () => {
    const { go, pointer, states } = committing({});
    await go();
    await go();
    expect(pointer()).toMatchObject({ runId: 'r2', runSeq: 2, modelRunId: 'r2', servedPeriod: '2026-Q3' });
    expect(states).toEqual(['COMMITTED', 'COMMITTED']);
  });

  it('on demand keeps the period and the model of the last periodic run', async () => {
    const { go, pointer } = committing({ mode: 'onDemand' });
    await go();
    expect(pointer()).toMatchObject({ runId: 'r2', modelRunId: 'r1', ...SERVED });
  });

  it('flips nothing when an item is missing', async () => {
    const { go, pointer } = committing({ applied: { changes: 8, written: 7 } });
    await expect(go()).rejects.toMatchObject({ name: 'E_UNBALANCED' });
    expect(pointer()?.runSeq).toBe(1);
  });

  it('flips nothing when the pointer has moved', async () => {
    const { go, pointer } = committing({ pointer: { ...inventory().base, runSeq: 5 } as Snapshot });
    await expect(go()).rejects.toMatchObject({ name: 'E_BASE_MOVED' });
    expect(pointer()?.runSeq).toBe(5);
  });
});
