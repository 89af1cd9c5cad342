import { describe, expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/artifacts.ts';
import { policyWith } from '../../support/measured.ts';
import { calibratedOn, feature } from './laid.ts';

const features = {
  country: { from: 'customers', column: 'Country' },
  lessons: { from: 'activity', take: 'count' },
  pace: { divide: ['lessons', 'orderCount'] },
};
const half = { bands: { quantile: 2 } };

describe('scores on anything but what the engine counts', () => {
  const policy = policyWith({
    features,
    scores: {
      learning: { of: 'lessons', better: 'higher', ...half },
      pace: { of: 'pace', better: 'higher', ...half },
      since: { of: 'daysSinceFirstOrder', better: 'lower', ...half },
      gap: { of: 'daysBetweenLastOrders', better: 'lower', ...half },
      order: { of: 'averageOrder', better: 'higher', bands: { edges: [100] } },
    },
  });
  const rows = [
    feature({ x_lessons: 2, order_count: 1, net_amount: 10_000, x_$previousOrderDate: '2026-08-21' }),
    feature({ x_lessons: 8, order_count: 3, net_amount: 20_000, x_$previousOrderDate: '2026-08-01' }),
    // Nothing is known of his lessons, and he ordered before the window alone.
    feature({ order_count: 0, net_amount: 0, first_order_date: '2020-09-30' }),
    feature({ x_lessons: 99, present: false }),
    // Lessons without an order: there is a value, but no pace.
    feature({
      ...{ x_lessons: 5, order_count: 0, net_amount: 0, lifetime_orders: 0, lifetime_net: 0 },
      ...{ first_order_date: null, last_order_date: null },
    }),
  ];

  test('take everybody present of whom the value is known', async () => {
    const model = await calibratedOn({ policy, parts: [rows.slice(0, 2), rows.slice(2)] });
    expect(model.population).toBe(2);
    expect(model.edges).toEqual({
      ...{ learning: [5], pace: [20_000], since: [30], gap: [10], order: [10_000] },
    });
    const bands = Object.fromEntries(model.criteria.map(({ key, bands }) => [key, bands]));
    expect(bands).toEqual({ learning: [2, 1], pace: [1, 1], since: [1, 2], gap: [1, 1], order: [2, 0] });
  });
});

test('cut points per country, however it is written', async () => {
  const policy = policyWith({
    features,
    scores: { often: { of: 'orderCount', better: 'higher', ...half, per: 'country', perAtLeast: 2 } },
  });
  const buyer = (order_count: number, x_country: string | null) => feature({ order_count, x_country });
  const rows = [buyer(1, 'CN'), buyer(9, 'ｃｎ '), buyer(3, 'DE'), buyer(0, 'DE'), buyer(5, null)];
  const { edges } = await calibratedOn({ policy, parts: [rows] });
  expect(edges).toEqual({ often: [3], 'often[cn]': [1] });
});

test.each<[string, number[]]>([
  ['daysSinceLastOrder', [30]],
  ['orderCount', [1]],
  ['netAmount', [100]],
  ['daysSinceFirstOrder', [60]],
  ['lifetimeOrders', [4]],
  ['lifetimeAmount', [600]],
])('%s is counted alike by the engine and one after another', async (of, edges) => {
  const rows = [
    feature({ order_count: 1, net_amount: 100, lifetime_orders: 2, lifetime_net: 500 }),
    feature({
      ...{ order_count: 3, net_amount: 300, lifetime_orders: 4, lifetime_net: 600 },
      ...{ first_order_date: '2026-08-01', last_order_date: '2026-08-02' },
    }),
    // He bought before the window alone, so that of the window nothing is known.
    feature({
      ...{ order_count: 0, net_amount: 0, lifetime_orders: 9, lifetime_net: 900 },
      ...{ first_order_date: '2020-01-01', last_order_date: '2020-01-02' },
    }),
    feature({ present: false, order_count: 99, net_amount: 99_999, lifetime_orders: 99 }),
    feature({ order_count: 0, net_amount: 0, lifetime_orders: 0, lifetime_net: 0 }),
  ];
  const score = { of, better: 'higher', ...half };
  const policy = policyWith({ features, scores: { plain: score, parted: { ...score, per: 'country' } } });
  const model = await calibratedOn({ policy, parts: [rows] });
  expect(model.edges).toEqual({ plain: edges, parted: edges });
});

describe('the review of a periodic run', () => {
  const policy = policyWith({ scores: { often: { of: 'orderCount', better: 'higher', ...half } } });
  const base = (edges: Model['edges']): Model => ({
    ...{ version: 1, calibratedBy: 'base', asOf: '2026-06-30', policyHash: 'older', population: 3, edges },
    ...{ lifetime: null, criteria: [] },
  });
  const rows = [1, 2, 2, 8].map((order_count) => feature({ order_count }));

  test('compares with the periodic run before', async () => {
    const earlier = { model: base({ often: [4] }), policy };
    const { criteria } = await calibratedOn({ policy, parts: [rows], earlier });
    expect(criteria).toMatchObject([{ edges: [2], before: [4], moved: 0.5, drifted: true, bands: [3, 1] }]);
  });

  test('compares nothing where the policy defines the score anew', async () => {
    const scores = { often: { of: 'orderCount', better: 'higher', bands: { quantile: 2, rule: 'type7' } } };
    const earlier = { model: base({ often: [4] }), policy: policyWith({ scores }) };
    const { criteria } = await calibratedOn({ policy, parts: [rows], earlier });
    expect(criteria).toMatchObject([{ before: null, moved: null, drifted: false }]);
  });
});

test('an on-demand run looks at what it has to learn alone', async () => {
  const often = { of: 'orderCount', better: 'higher', ...half };
  const before = policyWith({ features, scores: { often } });
  const policy = policyWith({
    features,
    scores: { often, learning: { of: 'lessons', better: 'higher', ...half } },
  });
  const model: Model = {
    ...{ version: 1, calibratedBy: 'base', asOf: '2026-06-30', policyHash: 'older', population: 3 },
    ...{ edges: { often: [7] }, lifetime: null, criteria: [] },
  };
  const rows = [feature({ x_lessons: 4, order_count: 1 }), feature({ x_lessons: 6, order_count: 2 })];
  const found = await calibratedOn({
    ...{ policy, parts: [rows], over: { mode: 'onDemand' }, earlier: { model, policy: before } },
  });
  expect(found).toMatchObject({ calibratedBy: 'run', edges: { often: [7], learning: [4] }, criteria: [] });
});

describe('an on-demand run and the model of lifetime value', () => {
  const lifetime: Model['lifetime'] = {
    ...{ kind: 'bgnbd', verdict: 'no_churn_signal', behaviour: null, spend: null, standardErrors: null },
    ...{ covariance: null, customers: 900, repeaters: 300, backTest: null, next: null },
    ...{ spendVerdict: 'no_churn_signal', spendTest: null },
  };
  const often = { often: { of: 'orderCount', better: 'higher', ...half } };
  const policyOf = (model: string) => policyWith({ lifetime: { model }, scores: often });
  const earlier = {
    model: {
      ...{ version: 1, calibratedBy: 'base', asOf: '2026-06-30', policyHash: 'older', population: 3 },
      ...{ edges: { often: [7] }, lifetime, criteria: [] },
    },
    policy: policyOf('bgnbd'),
  };
  const run = (model: string) =>
    calibratedOn({
      ...{ policy: policyOf(model), over: { mode: 'onDemand' }, earlier },
      parts: [[feature({ x_$purchaseDays: 2, x_$repeatNet: 500 }), feature({ x_$purchaseDays: 1 })]],
    });

  test('takes that of the last periodic one', async () =>
    expect(await run('bgnbd')).toMatchObject({ calibratedBy: 'base', lifetime }));

  test('learns it anew where the policy asks for another', async () =>
    expect(await run('mbgnbd')).toMatchObject({
      ...{ calibratedBy: 'run', edges: { often: [7] } },
      lifetime: { kind: 'mbgnbd', verdict: 'too_little_data', customers: 2, repeaters: 1 },
    }));
});
