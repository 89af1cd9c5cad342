import { describe, expect, it } from 'vitest';
import { type Held, HeldSchema } from '../../../shared/domain/held.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import { ReceiptSchema } from '../../../shared/domain/receipt.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import { basisOf, buyer, gradingPolicy, heldAfterFirst, type Scene } from '../../support/grading.ts';
import { measuredAll, RICH_EDGES, richPolicy } from '../../support/rich-policy.ts';

const policy = richPolicy({
  portrait: { preferences: ['category', 'channel'], columns: ['assets', 'country', 'renewal'] },
});
const WORDS = { '$favourite-category': '茶', '$favourite-channel': null };
const row = (orders: number, measured = {}): Measured =>
  buyer(orders, { measured: { ...measuredAll({ renewal: null }), ...WORDS, ...measured } });
const scene: Scene = { policy, edges: RICH_EDGES };
const ON_DEMAND = { mode: 'onDemand', asOf: '2026-10-05', period: '2026-Q4' } as const;

const run = (given: Measured, held: Held, over: Scene = {}) => {
  const plan = planPart([{ ...given, held }], basisOf({ ...scene, ...over }), new Set());
  return { changes: plan.changes, held: plan.held[0]?.held };
};

describe('the portrait', () => {
  const held = heldAfterFirst(row(3), scene);

  it('shows marks, preferences and columns that are known, and whose receipt tells why', () => {
    expect(held.published).toMatchObject({
      ...{ stage: 'active', segments: { taste: 'fine' }, flags: [], receipt: 'r1', overrideUntil: null },
      ...{ preferences: { category: '茶' }, columns: { assets: 6_000_000, country: 'CN' } },
    });
  });

  it('is not written again while nothing changes, and keeps its receipt', () => {
    const second = run(row(3), held);
    expect(second.changes).toEqual([]);
    expect(second.held).toEqual({ ...held, ground: 'r2' });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['a flag', { complaints: 2 }, { flags: ['upset'] }],
    ['flags, by name', { complaints: 2, credit: 'C' }, { flags: ['risky', 'upset'] }],
    ['the stage', { lastLogin: '2026-01-01' }, { stage: 'lapsed', flags: ['silent'] }],
    ['a preference', { '$favourite-category': '纸' }, { preferences: { category: '纸' } }],
    ['a column', { assets: '7万' }, { columns: { assets: 7_000_000, country: 'CN' } }],
    ['a segment', { favourite: '日用' }, { segments: { taste: 'plain' } }],
  ])('is written by a periodic run when %s changes', (_, measured, expected) => {
    const { changes } = run(row(3, measured), held);
    expect(changes).toMatchObject([{ published: { ...expected, receipt: 'r2' } }]);
  });

  it('is written between periods when something dated happened, and not by a lapse of days', () => {
    const upset = row(3, { complaints: 2 });
    expect(run(upset, held, { run: ON_DEMAND }).changes).toEqual([]);
    const { changes } = run({ ...upset, quiet: row(3) }, held, { run: ON_DEMAND });
    expect(changes).toMatchObject([{ change: 'same', published: { flags: ['upset'], receipt: 'r2' } }]);
  });

  it('shows until when a manual tier lasts, also where it is the one that he has, and takes it away', () => {
    const override = { customerId: 'c1', tier: held.published.tier ?? '', until: '2026-12-31', why: 'w' };
    const begun = run(row(3), held, { run: ON_DEMAND, overrides: [override] });
    expect(begun.changes).toMatchObject([{ change: 'same', published: { overrideUntil: '2026-12-31' } }]);
    expect(begun.held).not.toHaveProperty('earned');
    const ended = run(row(3), begun.held ?? held, { run: ON_DEMAND });
    expect(ended.changes).toMatchObject([{ change: 'same', published: { overrideUntil: null } }]);
  });
});

describe('what is held', () => {
  it('comes back from JSON as it was, with what a manual tier hides', () => {
    const override = { customerId: 'c1', tier: 'low', until: '2026-12-31', why: 'w' };
    const held = heldAfterFirst(row(7), { ...scene, overrides: [override] });
    expect(held).toMatchObject({ earned: 'top', published: { tier: 'low' } });
    expect(HeldSchema.parse(JSON.parse(JSON.stringify(held)))).toEqual(held);
  });

  it('of an earlier program is read, and is no reason to write', () => {
    const { stage, segments, flags, preferences, columns, overrideUntil, receipt, ...old } = heldAfterFirst(
      buyer(3),
    ).published;
    expect([stage, segments, flags, preferences, columns, overrideUntil, receipt]).toEqual([
      ...[null, {}, [], {}, {}, null, 'r1'],
    ]);
    const stored = { published: old, misses: 0, missedPeriod: null, lifetimeOrders: 3, lifetimeNet: 30_000 };
    const held = HeldSchema.parse(stored);
    const plan = planPart([buyer(3, { held })], basisOf(), new Set());
    expect(plan.changes).toEqual([]);
    expect(plan.held[0]?.held.published.receipt).toBe('');
  });
});

describe('a receipt of an earlier program', () => {
  it('is read and counted again', () => {
    const [receipt] = planPart([buyer(6)], basisOf({ policy: gradingPolicy() }), new Set()).receipts;
    if (!receipt) throw new Error('no receipt');
    const later = ['seen', 'rules', 'flags', 'stage', 'segments', 'protection', 'override', 'earned'];
    const old = Object.fromEntries(Object.entries(receipt).filter(([name]) => !later.includes(name)));
    const scores = Object.fromEntries(
      Object.entries(receipt.scores).map(([name, trace]) => [name, { ...trace, unit: undefined }]),
    );
    expect(retrace(ReceiptSchema.parse({ ...old, scores }))).toBe('high');
  });
});
