import { describe, expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/artifacts.ts';
import { BASE, calibrated, measured, order, policyWith } from '../../support/measured.ts';

/** Customers 1 to 8: customer i ordered i times, on day i of September, i × 100.00 in all. */
const shop = () =>
  Array.from({ length: 8 }, (_, i) => i + 1).flatMap((i) =>
    Array.from({ length: i }, () =>
      order({ customer_id: `c${i}`, ordered_at: `2026-09-0${i}T00:00:00Z`, amount: 10000 }),
    ),
  );

const exports = () => [
  { kind: 'orders' as const, rows: [...shop(), order({ customer_id: 'none', status: 'unpaid' })] },
];

const BASE_MODEL: Model = {
  ...{ version: 1, calibratedBy: 'base', asOf: '2026-06-30', policyHash: 'older', population: 3 },
  edges: { recency: [1, 2, 3], frequency: [4, 5, 6], monetary: [7, 8, 9] },
  ...{ lifetime: null, criteria: [] },
};
const onDemand = { mode: 'onDemand', base: BASE } as const;

describe('a periodic run', () => {
  test('learns from everyone with an order in the window', async () => {
    const model = await calibrated(await measured({ exports: exports(), customersPerPart: 3 }));
    expect(model).toMatchObject({
      ...{ version: 1, calibratedBy: 'run', asOf: '2026-09-30', policyHash: 'hash', population: 8 },
      edges: { recency: [23, 25, 27], frequency: [2, 4, 6], monetary: [20000, 40000, 60000] },
      lifetime: null,
    });
    const even = {
      bands: [2, 2, 2, 2],
      before: null,
      moved: null,
      drifted: false,
      collapsed: [],
      proposed: null,
    };
    expect(model.criteria).toEqual([
      { key: 'recency', score: 'recency', edges: [23, 25, 27], ...even },
      { key: 'frequency', score: 'frequency', edges: [2, 4, 6], ...even },
      { key: 'monetary', score: 'monetary', edges: [20000, 40000, 60000], ...even },
    ]);
  });

  test('gives the same whatever the order of rows', async () => {
    const rows = shop();
    const there = await calibrated(await measured({ exports: [{ kind: 'orders', rows }] }));
    const back = await calibrated(await measured({ exports: [{ kind: 'orders', rows: rows.toReversed() }] }));
    expect(back).toEqual(there);
  });

  test('of nobody learns nothing', async () => {
    const model = await calibrated(await measured({ exports: [{ kind: 'orders', rows: [] }] }));
    expect(model).toMatchObject({ population: 0, edges: { recency: [], frequency: [], monetary: [] } });
  });
});

describe('an on-demand run', () => {
  test('keeps the cut points of the last periodic one', async () => {
    const world = await measured({ exports: exports() });
    const model = await calibrated(world, onDemand, { model: BASE_MODEL, policy: world.policy });
    expect(model).toEqual({ ...BASE_MODEL, policyHash: 'hash' });
  });

  test('learns only what the policy has defined anew, and fixed bands follow the policy', async () => {
    const before = policyWith();
    const policy = policyWith({
      scores: {
        ...before.scores,
        frequency: { of: 'orderCount', better: 'higher', bands: { quantile: 2 } },
        big: { of: 'netAmount', better: 'higher', bands: { edges: [99.5] } },
      },
    });
    const world = await measured({ exports: exports(), policy });
    const model = await calibrated(world, onDemand, { model: BASE_MODEL, policy: before });
    expect(model).toMatchObject({ calibratedBy: 'run', population: 8, criteria: [] });
    expect(model.edges).toEqual({ recency: [1, 2, 3], frequency: [4], monetary: [7, 8, 9], big: [9950] });
  });
});
