import { describe, expect, test } from 'vitest';
import { reviewCriteria } from '../../../shared/domain/criteria-review.ts';
import type { Histogram } from '../../../shared/domain/edges.ts';
import { policyWith } from '../../support/measured.ts';

/** One score of the orders; ten customers with 1 to 10 of them unless `all` says otherwise. */
function reviewOne(
  score: Record<string, unknown>,
  edges: number[],
  { all = oneToTen, before = {} }: { all?: Histogram; before?: Record<string, number[]> } = {},
) {
  const policy = policyWith({ scores: { often: { of: 'orderCount', better: 'higher', ...score } } });
  const values = new Map([['often', { all, parts: new Map() }]]);
  const [only] = reviewCriteria({ policy, edges: { often: edges }, values, before });
  return only;
}

const oneToTen: Histogram = Array.from({ length: 10 }, (_, i) => [i + 1, 1]);
const quartiles = { bands: { quantile: 4 } };

test('a score by its bands', () => {
  expect(reviewOne(quartiles, [3, 5, 8], { before: { often: [3, 4, 8] } })).toEqual({
    ...{ key: 'often', score: 'often', bands: [3, 2, 3, 2], edges: [3, 5, 8], before: [3, 4, 8] },
    ...{ moved: 0.25, drifted: false, collapsed: [], proposed: null },
  });
});

test('bands are counted from the worst, also where fewer is better', () =>
  expect(reviewOne({ ...quartiles, better: 'lower' }, [1, 5, 8])?.bands).toEqual([2, 3, 4, 1]));

test.each<[string, number[], number[] | null, number | null, boolean]>([
  ['nothing before', [3, 5, 8], null, null, false],
  ['nothing moved', [3, 5, 8], [3, 5, 8], 0, false],
  ['the share itself is not above it', [3, 5, 8], [4, 5, 8], 0.25, false],
  ['above the share', [3, 5, 8], [5, 5, 8], 0.4, true],
  ['from nought: counted in units', [3, 5, 8], [0, 5, 8], 3, true],
  ['below nought', [-3, 5, 8], [-4, 5, 8], 0.25, false],
  ['another number of cut points', [3, 5, 8], [5], null, false],
])('%s', (_, now, before, moved, drifted) =>
  expect(reviewOne(quartiles, now, before ? { before: { often: before } } : {})).toMatchObject({
    moved,
    drifted,
  }),
);

test.each<[string, 'higher' | 'lower', number[], number[]]>([
  ['none', 'higher', [1, 2, 3], []],
  ['between equal cut points', 'higher', [1, 1, 3], [2]],
  ['from the other end', 'lower', [1, 1, 3], [3]],
  ['two', 'lower', [2, 2, 2], [2, 3]],
  ['nobody to learn from', 'higher', [], [2, 3, 4]],
])('collapsed bands: %s', (_, better, edges, collapsed) =>
  expect(reviewOne({ ...quartiles, better }, edges)?.collapsed).toEqual(collapsed),
);

describe('cut points that the policy fixes', () => {
  const fixed = (edges: number[]) => ({ bands: { edges } });
  test('equal bands would need others', () =>
    expect(reviewOne(fixed([1, 2]), [1, 2])).toMatchObject({ bands: [1, 1, 8], proposed: [4, 7] }));
  test('too few customers to tell', () =>
    expect(reviewOne(fixed([1, 2, 3, 4]), [1, 2, 3, 4])).toMatchObject({
      bands: [1, 1, 1, 1, 6],
      proposed: null,
    }));
  test('they lie right', () => expect(reviewOne(fixed([4, 7]), [4, 7])?.proposed).toBeNull());
  test('nobody to propose for', () => expect(reviewOne(fixed([4]), [4], { all: [] })?.proposed).toBeNull());
  test('in round numbers', () =>
    expect(
      reviewOne(fixed([4]), [4], {
        all: [
          [1190, 5],
          [5678, 4],
        ],
      })?.proposed,
    ).toEqual([1200]));
  test('that would leave the bands as uneven as they are', () =>
    expect(
      reviewOne(fixed([4]), [4], {
        all: [
          [1234, 5],
          [5678, 4],
        ],
      })?.proposed,
    ).toBeNull());
  test('close together, none of the bands falls away', () => {
    const all = Array.from({ length: 99 }, (_, i) => [1001 + i, 1] as const);
    expect(reviewOne(fixed([1010, 1020, 1030]), [1010, 1020, 1030], { all })?.proposed).toEqual([
      ...[1025, 1050, 1075],
    ]);
  });
});

test('who has cut points of his own part is counted there alone', () => {
  const policy = policyWith({
    features: { country: { from: 'customers', column: 'Country' } },
    scores: { often: { of: 'orderCount', better: 'higher', bands: { quantile: 2 }, per: 'country' } },
  });
  const parts = new Map<string, Histogram>([
    [
      'de',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'cn',
      [
        [2, 3],
        [9, 3],
      ],
    ],
    ['fr', [[9, 1]]],
  ]);
  const values = new Map([
    [
      'often',
      {
        all: [
          [1, 2],
          [2, 4],
          [9, 5],
        ] satisfies Histogram,
        parts,
      },
    ],
  ]);
  const edges = { often: [2], 'often[de]': [1], 'often[cn]': [2] };
  const found = reviewCriteria({ policy, edges, values, before: { 'often[cn]': [4] } });
  expect(found.map(({ key, bands, moved }) => [key, bands, moved])).toEqual([
    ['often', [0, 2], null],
    ['often[cn]', [3, 3], 0.5],
    ['often[de]', [2, 1], null],
  ]);
});
