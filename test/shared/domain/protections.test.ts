import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/domain/decide.ts';
import type { Held } from '../../../shared/domain/held.ts';
import type { Measured } from '../../../shared/domain/plan-part.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import { basisOf, buyer, EDGES, gradingPolicy, heldAfterFirst, type Scene } from '../../support/grading.ts';

const word = { en: 'w', 'zh-CN': '字' };

const outcome = (row: Measured, held: Held, scene: Scene) => {
  const receipt = decide(row, held, basisOf(scene));
  expect(retrace(receipt)).toBe(receipt.tier);
  const { tier, protection, misses, movement } = receipt;
  return { tier, protection, misses, movement };
};

describe('a margin', () => {
  const policy = gradingPolicy({
    flags: { weak: { name: word, when: { netAmount: '< 900' } } },
    tiers: [
      { id: 'high', name: word, when: { netAmount: '>= 1000', weak: 'no' } },
      { id: 'mid', name: word, when: { fresh: '= 2' } },
      { id: 'low', name: word },
    ],
    movement: { marginPercent: 10 },
  });
  const rich = heldAfterFirst(buyer(9, { netAmount: 200_000 }), { policy });

  it.each<[string, number, string, string]>([
    ['at the margin', 90_000, 'high', 'margin'],
    ['a cent below it', 89_999, 'mid', ''],
    // Who is nearly weak is not weak: of 990.00, 900.00 of weakness plus a tenth would be.
    ['inside, with a flag that a margin would raise', 95_000, 'high', 'margin'],
  ])('%s', (_, netAmount, tier, protection) => {
    expect(outcome(buyer(9, { netAmount }), rich, { policy })).toMatchObject({ tier, protection });
  });

  it('eases the cut points of scores: 90 days and a tenth', () => {
    const held = heldAfterFirst(buyer(3), { policy });
    const silentFor = (lastOrderDate: string) => outcome(buyer(3, { lastOrderDate }), held, { policy });
    expect(silentFor('2026-06-23')).toMatchObject({ tier: 'mid', protection: 'margin' });
    expect(silentFor('2026-06-22')).toMatchObject({ tier: 'low', protection: '' });
  });
});

describe('grace', () => {
  const policy = gradingPolicy({ movement: { graceDays: 92 } });
  const risen = (on: string): Held => {
    const held = heldAfterFirst(buyer(6), { policy });
    const entry = { on, from: 'mid', to: 'high', change: 'promoted', cause: 'behaviour' } as const;
    return { ...held, published: { ...held.published, history: [...held.published.history, entry] } };
  };

  it.each<[string, string, string, string | undefined]>([
    ['the day before it ends', '2026-07-01', 'high', '2026-10-01'],
    ['the day it ends', '2026-06-30', 'low', undefined],
  ])('%s', (_, on, tier, graceUntil) => {
    const found = outcome(buyer(1), risen(on), { policy });
    expect(found).toMatchObject({ tier });
    expect(found.movement.graceUntil).toBe(graceUntil);
  });

  it('does not count the miss of an earlier period again', () => {
    const patient = gradingPolicy({ movement: { graceDays: 92, downAfterMisses: 2 } });
    const held = { ...risen('2026-07-01'), misses: 1, missedPeriod: '2026-Q2' };
    const receipt = decide(buyer(1), held, basisOf({ policy: patient }));
    expect(receipt).toMatchObject({ tier: 'high', misses: 1, missedPeriod: '2026-Q2' });
  });
});

describe('protection from others', () => {
  const policy = gradingPolicy({
    scores: {
      orders: { of: 'orderCount', better: 'higher', bands: { quantile: 3 }, per: 'country' },
      fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
    },
    features: { country: { from: 'customers', column: 'country' } },
    movement: { protectFromOthers: true },
  });
  const chinese = { measured: { country: 'CN' } };
  const held = (edges: Record<string, number[]>, orders: number) =>
    heldAfterFirst(buyer(orders, chinese), { policy, edges });

  it.each<[string, Record<string, number[]>, Record<string, number[]>, number, string, string]>([
    ['the cut rose', EDGES, { ...EDGES, orders: [4, 9] }, 3, 'mid', 'others'],
    ['the cut rose, and he buys less', EDGES, { ...EDGES, orders: [4, 9] }, 2, 'low', ''],
    [
      'the cut of his part rose',
      { ...EDGES, 'orders[cn]': [2, 5] },
      { ...EDGES, 'orders[cn]': [4, 9] },
      3,
      'mid',
      'others',
    ],
    [
      'his part has no cut points any more',
      { orders: [7, 9], 'orders[cn]': [2, 5], fresh: [90] },
      { orders: [7, 9], fresh: [90] },
      3,
      'mid',
      'others',
    ],
    ['his part has its own now', EDGES, { ...EDGES, 'orders[cn]': [7, 9] }, 3, 'mid', 'others'],
  ])('%s', (_, then, now, orders, tier, protection) => {
    const first = held(then, 3);
    expect(first.published.tier).toBe('mid');
    const scene = { policy, edges: now, before: { edges: then } };
    expect(outcome(buyer(orders, chinese), first, scene)).toMatchObject({ tier, protection });
  });

  it('does not compare figures of another window', () => {
    const longer = { ...policy, window: { days: 730 } };
    const first = held(EDGES, 3);
    const scene = { policy: longer, edges: { ...EDGES, orders: [4, 9] }, before: { policy, edges: EDGES } };
    expect(outcome(buyer(3, chinese), first, scene)).toMatchObject({ tier: 'low', protection: '' });
  });
});

describe('bands of a weighted score', () => {
  const policyOf = (good: Record<string, unknown>, movement: Record<string, unknown>) =>
    gradingPolicy({
      scores: {
        orders: { of: 'orderCount', better: 'higher', bands: { quantile: 3 } },
        fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
        index: { weighted: { orders: 1, fresh: 0.5 } },
        good: { of: 'index', better: 'higher', bands: good },
      },
      tiers: [
        { id: 'high', name: word, when: { good: '= 2' } },
        { id: 'low', name: word },
      ],
      movement,
    });

  // Six orders: 3 + 0.5 × 2 = 4. Five or four: 2 + 1 = 3, unless the cut of 5 orders is eased to 4.75.
  it.each<[string, number, number, string, string]>([
    ['the part’s cut is eased', 3.2, 5, 'high', 'margin'],
    ['neither: 3 does not pass 3.04', 3.2, 4, 'low', ''],
    ['its own cut is eased: 3 passes 2.945', 3.1, 4, 'high', 'margin'],
  ])('and a margin: %s', (_, edge, orders, tier, protection) => {
    const policy = policyOf({ edges: [edge] }, { marginPercent: 5 });
    const edges = { ...EDGES, good: [edge * 10_000] };
    const held = heldAfterFirst(buyer(6), { policy, edges });
    expect(outcome(buyer(orders), held, { policy, edges })).toMatchObject({ tier, protection });
  });

  it.each<[string, Record<string, number[]>, number, string, string]>([
    ['its own cut rose', { ...EDGES, good: [45_000] }, 6, 'high', 'others'],
    ['that of a part rose', { orders: [2, 9], fresh: [90], good: [30_000] }, 6, 'high', 'others'],
    ['he buys less', { ...EDGES, good: [45_000] }, 5, 'low', ''],
  ])('and others: %s', (_, now, orders, tier, protection) => {
    const policy = policyOf({ quantile: 2 }, { protectFromOthers: true });
    const then = { ...EDGES, good: [30_000] };
    const held = heldAfterFirst(buyer(6), { policy, edges: then });
    expect(held.published.tier).toBe('high');
    const scene = { policy, edges: now, before: { edges: then } };
    expect(outcome(buyer(orders), held, scene)).toMatchObject({ tier, protection });
  });
});
