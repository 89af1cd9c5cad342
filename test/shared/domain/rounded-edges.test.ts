import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedEdges } from '../../../shared/domain/rounded-edges.ts';

test.each([
  [
    [12_345, 98_765],
    [12_000, 99_000],
  ],
  [
    [7, 123, 996],
    [7, 120, 1000],
  ],
  [
    [1, 1, 1, 2],
    [1, 2, 3, 4],
  ],
  [
    [121, 122, 123],
    [121, 122, 123],
  ],
  [
    [99, 99],
    [99, 100],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [
    [-120, -121],
    [-120, -110],
  ],
  // A fifth of 10 is 2, of 25 is 5.
  [
    [1010, 1021, 1031],
    [1010, 1022, 1032],
  ],
  [
    [1023, 1048, 1073],
    [1025, 1050, 1075],
  ],
  [
    [1013, 1013, 1023],
    [1014, 1016, 1024],
  ],
  [
    [1011, 1018],
    [1011, 1018],
  ],
  [
    [1010, 1020, 98_765],
    [1010, 1020, 99_000],
  ],
  [[], []],
])('%j is proposed as %j', (edges, rounded) => expect(roundedEdges(edges)).toEqual(rounded));

test('always as many, strictly ascending, whole', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 9 }), (drawn) => {
      const rounded = roundedEdges(drawn.toSorted((a, b) => a - b));
      expect(rounded).toHaveLength(drawn.length);
      expect(rounded.every(Number.isSafeInteger)).toBe(true);
      expect(rounded.every((edge, i) => i === 0 || edge > (rounded[i - 1] ?? edge))).toBe(true);
    }),
  );
});

test('nobody who stands between two cut points by more than a tenth of the way changes sides', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 2, maxLength: 9 }),
      (drawn) => {
        const edges = drawn.toSorted((a, b) => a - b);
        const gaps = edges.slice(1).map((edge, i) => edge - (edges[i] ?? edge));
        roundedEdges(edges).forEach((edge, i) => {
          const gap = Math.min(gaps[i - 1] ?? Number.POSITIVE_INFINITY, gaps[i] ?? Number.POSITIVE_INFINITY);
          expect(Math.abs(edge - (edges[i] ?? edge))).toBeLessThanOrEqual(gap / 10);
        });
      },
    ),
  );
});
