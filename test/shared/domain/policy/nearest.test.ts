import { expect, it } from 'vitest';
import { nearest } from '../../../../shared/domain/policy/nearest.ts';

const KNOWN = ['orderCount', 'netAmount', 'recency', 'rfm', 'stage'];

it.each<[string, string | undefined]>([
  ['netAmout', 'netAmount'],
  ['ordercount', 'orderCount'],
  ['order_count', 'orderCount'],
  ['recnecy', 'recency'],
  ['rmf', 'rfm'],
  ['stages', 'stage'],
  ['loyalty', undefined],
  ['x', undefined],
  ['', undefined],
])('%s is meant as %s', (written, meant) => {
  expect(nearest(written, KNOWN)).toBe(meant);
});
