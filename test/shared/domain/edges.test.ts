import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedEdges, type Histogram, keptEdges, quantileEdges } from '../../../shared/domain/edges.ts';
import { bandOf } from '../../../shared/domain/scores.ts';
import { policyWith } from '../../support/measured.ts';

const histogramOf = (values: readonly number[]): Histogram => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
};

describe('quantile edges', () => {
  test.each([
    [[1, 2, 3, 4, 5], 5, [1, 2, 3, 4]],
    [[1, 2, 3, 4], 4, [1, 2, 3]],
    [[1, 2, 3], 2, [2]],
    [[7], 4, [7, 7, 7]],
    [[1, 1, 1, 1, 9], 5, [1, 1, 1, 1]],
    [[0, 0, 5, 5], 2, [0]],
    [[-5, 3, 3, 8], 4, [-5, 3, 3]],
    [[], 5, []],
  ])('%j in %i', (values, q, edges) => expect(quantileEdges(histogramOf(values), q)).toEqual(edges));

  const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
  const bandCount = fc.integer({ min: 2, max: 10 });

  test('each edge is the smallest value that reaches its share', () => {
    fc.assert(
      fc.property(values, bandCount, (drawn, q) => {
        const sorted = drawn.toSorted((a, b) => a - b);
        const expected = Array.from(
          { length: q - 1 },
          (_, i) => sorted[Math.ceil(((i + 1) * drawn.length) / q) - 1],
        );
        expect(quantileEdges(histogramOf(drawn), q)).toEqual(expected);
      }),
    );
  });

  test('no band holds more than its share but for values that are equal', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 200 }), bandCount, (drawn, q) => {
        const edges = quantileEdges(histogramOf(drawn), q);
        const sizes = new Map<number, number>();
        for (const value of drawn) {
          const band = bandOf(value, edges, 'higher');
          sizes.set(band, (sizes.get(band) ?? 0) + 1);
        }
        for (const size of sizes.values()) expect(size).toBeLessThanOrEqual(Math.ceil(drawn.length / q));
      }),
    );
  });
});

test.each([
  ['netAmount', [19.99, 100], 'CNY', [1999, 10000]],
  ['netAmount', [1000.5], 'JPY', [1000]],
  ['netAmount', [1.2345], 'KWD', [1234]],
  ['orderCount', [1, 2.5], 'CNY', [1, 2]],
  ['daysSinceLastOrder', [30, 90], 'CNY', [30, 90]],
] as const)('fixed edges of %s %j in %s', (of, edges, currency, units) =>
  expect(fixedEdges(of, edges, currency)).toEqual(units),
);

describe('edges that an on-demand run keeps', () => {
  const edges = { recency: [1], frequency: [2], monetary: [3] };
  const learnt = { policy: policyWith(), currency: 'CNY', edges };
  const scores = policyWith().scores;
  test.each<[string, Record<string, unknown>, string, string[]]>([
    ['nothing changed', {}, 'CNY', ['recency', 'frequency', 'monetary']],
    ['something else changed', { approval: 'always' }, 'CNY', ['recency', 'frequency', 'monetary']],
    ['another currency', {}, 'EUR', ['recency', 'frequency']],
    ['another window', { window: { days: 90 } }, 'CNY', []],
    ['zero amounts count', { zeroCounts: true }, 'CNY', []],
    [
      'another number of bands',
      {
        scores: { ...scores, recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 5 } } },
      },
      'CNY',
      ['frequency', 'monetary'],
    ],
    [
      'a new score',
      { scores: { ...scores, often: { of: 'orderCount', better: 'higher', bands: { quantile: 4 } } } },
      'CNY',
      ['recency', 'frequency', 'monetary'],
    ],
  ])('%s', (_, over, currency, names) =>
    expect(Object.keys(keptEdges(policyWith(over), currency, learnt))).toEqual(names),
  );
});
