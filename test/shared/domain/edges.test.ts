import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Histogram, quantileEdges, topEdges, type7Edges } from '../../../shared/domain/edges.ts';
import { bandOf } from '../../../shared/domain/scores.ts';

const histogramOf = (values: readonly number[]): Histogram => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
};

const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
const bandCount = fc.integer({ min: 2, max: 10 });

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
  ])('%j in %i', (drawn, q, edges) => expect(quantileEdges(histogramOf(drawn), q)).toEqual(edges));

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

describe('edges by R’s rule', () => {
  // quantile(c(1, 2, 3, 4), 0.5, type = 7) is 2.5; plus one it is 3.5, so that 4 is above and the edge is 3.
  test.each([
    [[1, 2, 3, 4], 2, 1, [3]],
    [[1, 2, 3], 2, 1, [2]],
    [[10, 20, 30, 40, 50], 5, 1, [18, 26, 34, 42]],
    [[10, 20], 4, 1, [13, 15, 18]],
    [[7], 3, 1, [7, 7]],
    [[100, 200], 2, 100, [249]],
    [[-3, -2], 2, 1, [-2]],
    [[], 4, 1, []],
  ])('%j in %i, a whole one is %i', (drawn, q, whole, edges) =>
    expect(type7Edges(histogramOf(drawn), q, whole)).toEqual(edges),
  );

  test('a value is above where it reaches the quantile plus one', () => {
    fc.assert(
      fc.property(values, bandCount, (drawn, q) => {
        const sorted = drawn.toSorted((a, b) => a - b);
        const edges = type7Edges(histogramOf(drawn), q, 1);
        edges.forEach((edge, i) => {
          // In q-ths, so that no fraction is rounded: q · quantile = q · low + rest · (high − low).
          const step = (drawn.length - 1) * (i + 1);
          const [place, rest] = [Math.floor(step / q), step % q];
          const low = sorted[place] ?? 0;
          const bound = q * low + rest * ((sorted[place + 1] ?? low) - low) + q;
          for (const value of drawn) expect(value > edge).toBe(q * value >= bound);
        });
      }),
    );
  });
});

describe('shares from the best on', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  test.each([
    ['five and twenty of a hundred', hundred, [5, 20], 'higher', [80, 95]],
    ['the same from the low side', hundred, [5, 20], 'lower', [5, 20]],
    ['a tie at the top is more than its share: nobody', [1, 2, 3, 9, 9], [20], 'higher', [9]],
    ['a tie at the low side is more than its share: nobody', [1, 1, 5, 6, 7], [20], 'lower', [0]],
    ['a tie that fits is in', [1, 1, 5, 6, 7], [40], 'lower', [4]],
    ['a tie that fits at the top', [1, 2, 3, 9, 9], [40], 'higher', [3]],
    ['half a per cent of a hundred is nobody', hundred, [0.5], 'higher', [100]],
    ['a third of three, by four decimals', [1, 2, 3], [33.3334], 'higher', [2]],
    ['just less than a third of three', [1, 2, 3], [33.3333], 'higher', [3]],
    ['below zero', [-9, -5, 0, 4], [25], 'lower', [-6]],
    ['all alike', [4, 4, 4], [10, 50], 'higher', [4, 4]],
    ['of nobody', [], [10], 'higher', []],
  ] as const)('%s', (_, drawn, shares, better, edges) =>
    expect(topEdges(histogramOf(drawn), shares, better)).toEqual(edges),
  );

  test('never more than the share, and not one more value would fit', () => {
    const side = fc.constantFrom('higher' as const, 'lower' as const);
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 99 }), side, (drawn, share, better) => {
        const edges = topEdges(histogramOf(drawn), [share], better);
        const isIn = (value: number) => bandOf(value, edges, better) === 2;
        const out = drawn.filter((value) => !isIn(value));
        expect((drawn.length - out.length) * 100).toBeLessThanOrEqual(share * drawn.length);
        const next = better === 'higher' ? Math.max(...out) : Math.min(...out);
        const withNext = drawn.filter((value) => isIn(value) || value === next).length;
        expect(withNext * 100).toBeGreaterThan(share * drawn.length);
      }),
    );
  });
});
