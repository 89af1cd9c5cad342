import { describe, expect, it } from 'vitest';
import { featureValues } from '../../../shared/domain/feature-values.ts';
import { easedEdges, rescored } from '../../../shared/domain/rescored.ts';
import { scoreAll } from '../../../shared/domain/score-all.ts';
import { weightedRaw } from '../../../shared/domain/scores.ts';
import { buyer, gradingPolicy } from '../../support/grading.ts';

const index = { weighted: { orders: 1, visited: 0.5 } };
const policyOf = (outer: Record<string, unknown>) =>
  gradingPolicy({
    features: { visits: { from: 'activity', take: 'count' }, country: { from: 'customers', column: 'land' } },
    scores: {
      // Before its parts: the order in the file says nothing.
      outer: { of: 'index', better: 'higher', bands: { edges: [2.5, 3.5] }, ...outer },
      index,
      orders: { of: 'orderCount', better: 'higher', bands: { edges: [2, 5] } },
      visited: { of: 'visits', better: 'higher', bands: { edges: [10] } },
    },
  });
const EDGES = { orders: [2, 5], visited: [10], outer: [25_000, 35_000] };

function scored(
  orders: number,
  visits: number | null,
  outer: Record<string, unknown> = {},
  edges: Record<string, number[]> = EDGES,
) {
  const facts = buyer(orders, { measured: { visits, country: 'US' } });
  const policy = policyOf(outer);
  const ground = { policy, currency: 'CNY', asOf: '2026-09-30', lifetime: null };
  return scoreAll(policy, edges, facts, featureValues(facts, ground));
}

describe('bands of a weighted score', () => {
  it.each<[string, number, number | null, number | null, number]>([
    ['1 + 0.5 × 1 = 1.5', 1, 3, 15_000, 1],
    ['a value equal to the edge stays below: 2 + 0.5 × 1 = 2.5', 4, 3, 25_000, 1],
    ['2 + 0.5 × 2 = 3', 4, 11, 30_000, 2],
    ['3 + 0.5 × 2 = 4', 6, 11, 40_000, 3],
    ['one part unknown counts with its band: 3 + 0.5 × 1 = 3.5', 6, null, 35_000, 2],
    ['the other one: 1 + 0.5 × 2 = 2', 0, 11, 20_000, 1],
    ['all parts unknown', 0, null, null, 1],
  ])('%s', (_, orders, visits, raw, value) => {
    const { outer } = scored(orders, visits);
    expect(outer).toEqual({
      ...{ of: 'index', unit: 'number', raw, better: 'higher', edges: [25_000, 35_000], value },
    });
  });

  it.each<[string, number, number | null, Record<string, unknown>, number]>([
    ['less is better', 1, 3, { better: 'lower' }, 3],
    ['the band of the unknown', 0, null, { unknown: 2 }, 2],
    ['which is for nobody else', 1, 3, { unknown: 2 }, 1],
  ])('%s', (_, orders, visits, over, value) =>
    expect(scored(orders, visits, over).outer).toMatchObject({ value }),
  );

  it('by the cut points of the own part', () => {
    const per = { per: 'country', bands: { quantile: 3 } };
    const own = scored(4, 11, per, { ...EDGES, 'outer[us]': [10_000, 20_000] });
    expect(own.outer).toMatchObject({ per: 'us', raw: 30_000, edges: [10_000, 20_000], value: 3 });
  });

  it('are counted again from the traces alone', () => {
    const traces = scored(4, 3);
    expect(rescored(traces)).toEqual({ outer: 1, index: 2.5, orders: 2, visited: 1 });
    // 4 orders pass 5 less a fifth no more than 4 does: the band stays 2, and 2.5 passes 2.5 less a fifth.
    expect(rescored(traces, easedEdges(20))).toEqual({ outer: 2, index: 2.5, orders: 2, visited: 1 });
    // 4 orders pass 5 less a quarter: 3 + 0.5 = 3.5, above 3.5 less a quarter.
    expect(rescored(traces, easedEdges(25))).toEqual({ outer: 3, index: 3.5, orders: 3, visited: 1 });
  });

  it('follow a part that becomes known or unknown', () => {
    expect(rescored(scored(0, null), undefined, { visits: 11 })).toMatchObject({ index: 2, outer: 1 });
    const nobody = rescored(scored(0, 11, { unknown: 3 }), undefined, { visits: null });
    expect(nobody).toMatchObject({ index: 1.5, outer: 3 });
  });
});

it('a weighted score to be banded is exact in ten-thousandths', () => {
  const part = (value: number) => ({ raw: 0, value });
  const parts = { r: part(4), f: part(4), m: part(5) };
  expect(weightedRaw({ r: 0.3, f: 0.3, m: 0.4 }, parts)).toBe(44_000);
});
