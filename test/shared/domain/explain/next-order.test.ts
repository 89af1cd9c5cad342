import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../shared/adapters/policy-file.ts';
import { decide } from '../../../../shared/domain/decide.ts';
import { nextOrder } from '../../../../shared/domain/explain/next-order.ts';
import type { Features } from '../../../../shared/domain/features.ts';
import type { Held } from '../../../../shared/domain/held.ts';
import { rankOf } from '../../../../shared/domain/ladder.ts';
import type { Policy } from '../../../../shared/domain/policy/schema.ts';
import { basisOf, customer, gradingPolicy, heldAfterFirst, type Scene } from '../../../support/grading.ts';

const DEFAULT = parsePolicy(
  readFileSync(new URL('../../../../shared/presets/default.yaml', import.meta.url), 'utf8'),
);
const YUAN = 100;

/** Facts that can be true together; net amounts may end on a fraction of a yuan. */
const aBuyer = fc
  .record({
    orders: fc.integer({ min: 0, max: 12 }),
    earlier: fc.integer({ min: 0, max: 4 }),
    each: fc.integer({ min: 1, max: 80_000 }),
    days: fc.integer({ min: 0, max: 364 }),
  })
  .map(({ orders, earlier, each, days }) => {
    const all = orders + earlier;
    const last = new Date(Date.UTC(2026, 8, 30) - (orders > 0 ? days : days + 365) * 86_400_000);
    const lastOrderDate = all === 0 ? null : last.toISOString().slice(0, 10);
    return customer({
      ...{ orderCount: orders, netAmount: orders * each, lifetimeOrders: all, lifetimeNet: all * each },
      ...{ lastOrderDate, firstOrderDate: lastOrderDate },
    });
  });

const someEdges = (most: number) =>
  fc
    .array(fc.integer({ min: 1, max: most }), { minLength: 4, maxLength: 4 })
    .map((edges) => edges.sort((a, b) => a - b));
const anEdges = fc.record({
  recency: someEdges(364),
  frequency: someEdges(12),
  monetary: someEdges(400_000),
});

/** What the rule gives after an order of `yuan` on the run's date, counted by hand for a policy without features of its own. */
function ruleAfter(features: Features, yuan: number, scene: Scene): string {
  const basis = basisOf(scene);
  const amount = yuan * YUAN;
  const more: Features = {
    ...features,
    lastOrderDate: basis.run.asOf,
    firstOrderDate: features.firstOrderDate ?? basis.run.asOf,
    orderCount: features.orderCount + 1,
    netAmount: features.netAmount + amount,
    lifetimeOrders: features.lifetimeOrders + 1,
    lifetimeNet: features.lifetimeNet + amount,
  };
  return decide(more, null, basis).movement.ruleTier;
}

const asked = (features: Features, held: Held | null, scene: Scene) => {
  const basis = basisOf(scene);
  return {
    receipt: decide(features, held, basis),
    next: nextOrder(features, decide(features, held, basis), basis),
  };
};

const rank = (policy: Policy, tier: string) => rankOf(policy, tier) ?? -1;

describe('one more order under the default policy', () => {
  it('does what is said of it, and one yuan less does not', () => {
    let reached = 0;
    fc.assert(
      fc.property(aBuyer, anEdges, (buyer, edges) => {
        const scene = { policy: DEFAULT, edges };
        const { next } = asked(buyer, null, scene);
        const rise = next?.rise;
        if (!rise?.order) return;
        reached += 1;
        const yuan = rise.order.amount / YUAN;
        expect(Number.isInteger(yuan)).toBe(true);
        const goal = rank(DEFAULT, rise.tier);
        expect(ruleAfter(buyer, yuan, scene)).toBe(rise.order.tier);
        expect(rank(DEFAULT, rise.order.tier)).toBeGreaterThanOrEqual(goal);
        expect(rank(DEFAULT, ruleAfter(buyer, yuan * 7 + 1, scene))).toBeGreaterThanOrEqual(goal);
        if (yuan > 1) expect(rank(DEFAULT, ruleAfter(buyer, yuan - 1, scene))).toBeLessThan(goal);
      }),
    );
    expect(reached).toBeGreaterThan(20);
  });

  it('is said to fail only where no amount helps', () => {
    fc.assert(
      fc.property(aBuyer, anEdges, fc.integer({ min: 1, max: 1_000_000 }), (buyer, edges, yuan) => {
        const scene = { policy: DEFAULT, edges };
        const { next } = asked(buyer, null, scene);
        if (!next?.rise || next.rise.order) return;
        expect(rank(DEFAULT, ruleAfter(buyer, yuan, scene))).toBeLessThan(rank(DEFAULT, next.rise.tier));
        if (next.nearest) expect(ruleAfter(buyer, next.nearest.amount / YUAN, scene)).toBe(next.nearest.tier);
      }),
    );
  });
});

const words = (text: string) => ({ en: text, 'zh-CN': text });
const rungs = (...whens: Record<string, unknown>[]) => [
  ...whens.map((when, i) => ({ id: ['gold', 'silver'][i] ?? 'x', name: words(String(i)), when })),
  { id: 'plain', name: words('plain') },
];
/** Tiers straight on features; no score is needed. */
const on = (whens: Record<string, unknown>[], over: Record<string, unknown> = {}) =>
  gradingPolicy({ scores: {}, tiers: rungs(...whens), ...over });
const orders = (take: string, more: Record<string, unknown> = {}) => ({ from: 'orders', take, ...more });

describe('what one more order needs, by hand', () => {
  // One order of 100 yuan a month ago.
  it.each([
    ['a sum that reaches its bound', on([{ netAmount: '>= 400' }]), {}, 300],
    ['a sum that must be above it', on([{ netAmount: '> 400' }]), {}, 301],
    ['any order: it is the count that lacks', on([{ orderCount: '>= 2' }]), {}, 1],
    ['any order: it is the day that lacks', on([{ daysSinceLastOrder: '<= 7' }]), {}, 1],
    ['a mean: (100 + x) / 2 from 250 on', on([{ averageOrder: '>= 250' }]), {}, 400],
    ['two conditions, the dearer counts', on([{ orderCount: '>= 2', lifetimeAmount: '>= 150.5' }]), {}, 51],
    ['one of several blocks', on([{ any: [{ netAmount: '>= 900' }, { orderCount: '>= 3' }] }]), {}, 800],
    [
      'the largest order of half a year',
      on([{ big: '>= 700' }], { features: { big: orders('largest', { days: 180 }) } }),
      { big: 10_000 },
      700,
    ],
    [
      'orders of at least 250 yuan',
      on([{ dear: '>= 1' }], { features: { dear: orders('count', { amountFrom: 250 }) } }),
      { dear: 0 },
      250,
    ],
    [
      'what is reckoned of others: spend over orders',
      on([{ per: '>= 120' }], { features: { per: { divide: ['netAmount', 'orderCount'], as: 'money' } } }),
      {},
      140,
    ],
  ])('%s', (_, policy, measured, yuan) => {
    const { next } = asked(customer({ measured }), null, { policy, edges: {} });
    expect(next?.rise?.order).toMatchObject({ amount: yuan * YUAN, tier: 'gold', any: yuan === 1 });
  });

  it('cannot tell what an order of some category would do, and names what it left as it was', () => {
    const features = { shoes: orders('count', { category: 'shoes' }) };
    const policy = on([{ shoes: '>= 2' }, { netAmount: '>= 200' }], { features });
    const { next } = asked(customer({ measured: { shoes: 1 } }), null, { policy, edges: {} });
    expect(next).toMatchObject({ rise: { tier: 'silver', order: { amount: 10_000 } }, unsure: ['shoes'] });
  });

  it('an order cannot be in a stretch that ended before', () => {
    const features = { before: orders('count', { before: 90 }) };
    const policy = on([{ before: '>= 1' }], { features });
    const { next } = asked(customer({ measured: { before: 0 } }), null, { policy, edges: {} });
    expect(next).toMatchObject({ rise: { tier: 'gold', order: null }, nearest: null, unsure: [] });
  });

  it('the best that can be done is named where the next tier cannot be reached', () => {
    const policy = on([{ lifetimeOrders: '>= 9' }]);
    const best = asked(customer(), null, { policy, edges: {} }).next;
    expect(best).toMatchObject({ rise: { tier: 'gold', order: null }, nearest: null });
  });

  it('more is not always better: a band in the middle is not promised of larger amounts', () => {
    const policy = on([{ netAmount: '200..300' }]);
    const { next } = asked(customer(), null, { policy, edges: {} });
    expect(next?.rise?.order).toMatchObject({ amount: 10_000, any: false, orMore: false });
  });
});

describe('keeping a tier that the rule no longer gives', () => {
  const policy = on([{ netAmount: '>= 1000' }, { netAmount: '>= 500' }], {
    movement: { downAfterMisses: 2 },
  });
  const scene = { policy, edges: {} };
  const held = heldAfterFirst(customer({ netAmount: 60_000, lifetimeNet: 60_000 }), scene);

  it('names both what keeps it and what lifts it', () => {
    const { receipt, next } = asked(customer(), held, scene);
    expect(receipt).toMatchObject({ tier: 'silver', protection: 'misses' });
    expect(next).toMatchObject({
      keep: { tier: 'silver', order: { amount: 40_000, tier: 'silver' } },
      rise: { tier: 'gold', order: { amount: 90_000, tier: 'gold' } },
    });
  });

  it('has nothing to keep where the rule agrees, and nothing to reach at the top', () => {
    const { next } = asked(customer({ netAmount: 100_000 }), held, scene);
    expect(next).toMatchObject({ keep: null, rise: null, nearest: null });
  });

  it('says nothing where the stored facts are no longer those of the receipt', () => {
    const basis = basisOf(scene);
    const receipt = decide(customer(), held, basis);
    expect(nextOrder(customer({ netAmount: 100_000 }), receipt, basis)).toBeNull();
  });
});
