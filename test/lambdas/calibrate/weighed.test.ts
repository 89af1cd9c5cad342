import { describe, expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/artifacts.ts';
import { policyWith } from '../../support/measured.ts';
import { calibratedOn, feature } from './laid.ts';

const parts = {
  often: { of: 'orderCount', better: 'higher', bands: { edges: [1, 2] } },
  large: { of: 'netAmount', better: 'higher', bands: { quantile: 2 } },
  index: { weighted: { often: 0.5, large: 1 } },
};
const ofIndex = (bands: Record<string, unknown>, over: Record<string, unknown> = {}) => ({
  ...{ of: 'index', better: 'higher', bands },
  ...over,
});
const half = ofIndex({ quantile: 2 });

/** By the median of 2.00: 0.5 + 1 = 1.5, 1 + 2 = 3, 1.5 + 1 = 2.5, 1.5 + 2 = 3.5, and one of whom nothing is known. */
const rows = () => [
  feature({ order_count: 1, net_amount: 100, x_country: 'CN' }),
  feature({ order_count: 2, net_amount: 400, x_country: 'cn' }),
  feature({ order_count: 3, net_amount: 200, x_country: 'DE' }),
  feature({ order_count: 4, net_amount: 300, x_country: null }),
  feature({ order_count: 0, net_amount: 0, x_country: 'DE' }),
  feature({ present: false, order_count: 9, net_amount: 900 }),
];

describe('cut points of a weighted score', () => {
  const policy = policyWith({
    features: { country: { from: 'customers', column: 'Country' } },
    scores: {
      ...{ half, best: ofIndex({ top: [25] }), fixed: ofIndex({ edges: [2.5] }), ...parts },
      local: ofIndex({ quantile: 2 }, { per: 'country', perAtLeast: 2 }),
      worst: ofIndex({ top: [25] }, { better: 'lower' }),
    },
  });

  test('come after those of its parts', async () => {
    const { edges, criteria, population } = await calibratedOn({ policy, parts: [rows()] });
    expect(population).toBe(4);
    expect(edges).toEqual({
      ...{ often: [1, 2], large: [200], half: [25_000], best: [30_000], fixed: [25_000] },
      ...{ local: [25_000], 'local[cn]': [15_000], worst: [24_999] },
    });
    const bands = Object.fromEntries(criteria.map(({ key, bands }) => [key, bands]));
    expect(bands).toMatchObject({ half: [2, 2], best: [3, 1], fixed: [2, 2], 'local[cn]': [1, 1] });
  });

  test('are the same whatever the order of rows and their parts', async () => {
    const there = await calibratedOn({ policy, parts: [rows()] });
    const back = rows().reverse();
    const again = await calibratedOn({ policy, parts: [back.slice(0, 2), back.slice(2)] });
    expect(again).toEqual(there);
  });
});

describe('an on-demand run', () => {
  const model = (edges: Model['edges']): Model => ({
    ...{ version: 1, calibratedBy: 'base', asOf: '2026-06-30', policyHash: 'older', population: 3, edges },
    ...{ lifetime: null, criteria: [] },
  });
  const policy = policyWith({ scores: { ...parts, half } });
  const run = (before: Record<string, unknown>, edges: Model['edges']) =>
    calibratedOn({
      ...{ policy, parts: [rows()], over: { mode: 'onDemand' } },
      earlier: { model: model(edges), policy: policyWith({ scores: before }) },
    });

  test('bands by the kept cut points of the parts', async () => {
    // All spend more than 0.50: 2.5, 3, 3.5, 3.5.
    const found = await run(parts, { often: [1, 2], large: [50] });
    expect(found.edges).toEqual({ often: [1, 2], large: [50], half: [30_000] });
  });

  test('keeps its cut points with those of the parts', async () => {
    const found = await run({ ...parts, half }, { often: [1, 2], large: [50], half: [7] });
    expect(found).toMatchObject({ calibratedBy: 'base', edges: { large: [50], half: [7] } });
  });

  test('learns both where a part is another one', async () => {
    const large = { ...parts.large, of: 'lifetimeAmount' };
    const found = await run({ ...parts, large, half }, { often: [1, 2], large: [50], half: [7] });
    expect(found.edges).toEqual({ often: [1, 2], large: [200], half: [25_000] });
  });
});
