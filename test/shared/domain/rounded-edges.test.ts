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
    [120, 130, 140],
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
