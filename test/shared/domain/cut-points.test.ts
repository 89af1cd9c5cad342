import { expect, test } from 'vitest';
import { edgesOf, type Values } from '../../../shared/domain/cut-points.ts';
import type { Histogram } from '../../../shared/domain/edges.ts';
import { policyWith } from '../../support/measured.ts';

const everybody = (all: Histogram, parts: Record<string, Histogram> = {}): Values => ({
  all,
  parts: new Map(Object.entries(parts)),
});

test.each([
  ['netAmount', [19.99, 100], 'CNY', [1999, 10000]],
  ['netAmount', [1000.5], 'JPY', [1000]],
  ['netAmount', [1.2345], 'KWD', [1234]],
  ['orderCount', [1, 2.5], 'CNY', [1, 2]],
  ['daysSinceLastOrder', [30, 90], 'CNY', [30, 90]],
  ['ratio', [0.25, 1.5], 'CNY', [2500, 15000]],
] as const)('fixed edges of %s %j in %s', (of, edges, currency, units) => {
  const policy = policyWith({
    features: { ratio: { divide: ['netAmount', 'lifetimeAmount'] } },
    scores: { one: { of, better: 'higher', bands: { edges } } },
  });
  expect(edgesOf(policy, currency, {}, new Map())).toEqual({ one: units });
});

const perCountry = {
  ...{ of: 'orderCount', better: 'higher', bands: { quantile: 2 } },
  ...{ per: 'country', perAtLeast: 3 },
};

test('parts that enough customers share have cut points of their own', () => {
  const policy = policyWith({
    features: { country: { from: 'customers', column: 'Country' } },
    scores: { often: perCountry },
  });
  const all: Histogram = [
    [1, 4],
    [10, 4],
  ];
  const parts: Record<string, Histogram> = { cn: [[10, 3]], de: [[1, 3]], fr: [[1, 2]] };
  const edges = edgesOf(policy, 'CNY', {}, new Map([['often', everybody(all, parts)]]));
  expect(edges).toEqual({ often: [1], 'often[cn]': [10], 'often[de]': [1] });
});

test('fixed cut points are the same in every part', () => {
  const policy = policyWith({
    features: { country: { from: 'customers', column: 'Country' } },
    scores: { often: { ...perCountry, bands: { edges: [4] } } },
  });
  const values = new Map([['often', everybody([[5, 9]], { cn: [[5, 9]] })]]);
  expect(edgesOf(policy, 'CNY', {}, values)).toEqual({ often: [4] });
});

test('what is kept is not learnt again, its parts neither', () => {
  const policy = policyWith({
    features: { country: { from: 'customers', column: 'Country' } },
    scores: { often: perCountry },
  });
  const values = new Map([['often', everybody([[5, 9]], { cn: [[5, 9]] })]]);
  const kept = { often: [2], 'often[de]': [3] };
  expect(edgesOf(policy, 'CNY', kept, values)).toEqual(kept);
});

test('R’s rule counts in whole units: one yuan, one day', () => {
  const bands = { quantile: 2, rule: 'type7' };
  const policy = policyWith({
    scores: {
      money: { of: 'netAmount', better: 'higher', bands },
      days: { of: 'daysSinceLastOrder', better: 'lower', bands },
    },
  });
  const values = everybody([
    [1000, 1],
    [2000, 1],
  ]);
  const edges = edgesOf(
    policy,
    'CNY',
    {},
    new Map([
      ['money', values],
      ['days', values],
    ]),
  );
  expect(edges).toEqual({ money: [1599], days: [1500] });
});

test('fixed edges of a weighted score are as people read it', () => {
  const policy = policyWith({
    scores: {
      often: { of: 'orderCount', better: 'higher', bands: { edges: [3] } },
      index: { weighted: { often: 1.5 } },
      grade: { of: 'index', better: 'higher', bands: { edges: [1.5, 2.25] } },
    },
  });
  expect(edgesOf(policy, 'CNY', {}, new Map())).toEqual({ often: [3], grade: [15_000, 22_500] });
});
