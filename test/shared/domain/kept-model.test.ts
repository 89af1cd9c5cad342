import { describe, expect, test } from 'vitest';
import { keptOf, type Learnt, mustLearn } from '../../../shared/domain/kept-model.ts';
import type { LearntLifetime } from '../../../shared/domain/learnt.ts';
import { policyWith } from '../../support/measured.ts';

const features = {
  country: { from: 'customers', column: 'Country' },
  lessons: { from: 'activity', take: 'count', days: 90 },
  large: { from: 'orders', take: 'count', amountFrom: 100 },
  pace: { divide: ['lessons', 'orderCount'] },
};
const half = { bands: { quantile: 2 } };
const scores = {
  recency: { of: 'daysSinceLastOrder', better: 'lower', ...half },
  frequency: { of: 'orderCount', better: 'higher', ...half, per: 'country' },
  monetary: { of: 'netAmount', better: 'higher', ...half },
  pace: { of: 'pace', better: 'higher', ...half },
  large: { of: 'large', better: 'higher', ...half },
  alive: { of: 'aliveProbability', better: 'higher', ...half },
  fixed: { of: 'orderCount', better: 'higher', bands: { edges: [3] } },
};
const lifetime = { model: 'bgnbd' };
const before = policyWith({ features, scores, lifetime });

const model: LearntLifetime = {
  ...{ kind: 'bgnbd', verdict: 'too_little_data', behaviour: null, spend: null, standardErrors: null },
  ...{ covariance: null, customers: 9, repeaters: 3, backTest: null, next: null },
  ...{ spendVerdict: 'too_little_data', spendTest: null },
};
const edges = {
  ...{ recency: [1], frequency: [2], 'frequency[cn]': [3], monetary: [4], pace: [5], large: [6], alive: [7] },
  ...{ fixed: [3], gone: [8] },
};
const learnt: Learnt = { policy: before, currency: 'CNY', edges, lifetime: model };
const ALL = ['recency', 'frequency', 'frequency[cn]', 'monetary', 'pace', 'large', 'alive'];
const without = (...names: string[]) => ALL.filter((key) => !names.includes(key));

describe('what an on-demand run keeps', () => {
  test.each<[string, Record<string, unknown>, string, string[], boolean]>([
    ['nothing changed', {}, 'CNY', ALL, true],
    ['something else changed', { approval: 'always', mail: { cooldownDays: 5 } }, 'CNY', ALL, true],
    [
      'a fixed cut point changed',
      { scores: { ...scores, fixed: { ...scores.fixed, bands: { edges: [9] } } } },
      'CNY',
      ALL,
      true,
    ],
    ['another currency', {}, 'EUR', without('monetary', 'large', 'alive'), false],
    [
      'other rates',
      { currency: { code: 'CNY', rates: { USD: 7 } } },
      'CNY',
      without('monetary', 'large', 'alive'),
      false,
    ],
    ['another window', { window: { days: 90 } }, 'CNY', [], true],
    ['zero amounts count', { zeroCounts: true }, 'CNY', [], false],
    ['another zone', { timeZone: 'Europe/Berlin' }, 'CNY', [], false],
    ['other keys of identity', { identity: ['email'] }, 'CNY', [], false],
    [
      'another schedule, whose periods are foretold',
      { schedule: { every: 'month', at: '06:00' } },
      'CNY',
      without('alive'),
      false,
    ],
    ['another model', { lifetime: { model: 'mbgnbd' } }, 'CNY', without('alive'), false],
    [
      'another tail to test on',
      { lifetime: { ...lifetime, holdoutDays: 30 } },
      'CNY',
      without('alive'),
      false,
    ],
    ['another margin', { lifetime: { ...lifetime, margin: 0.5 } }, 'CNY', without('alive'), true],
    [
      'what a reckoned feature is reckoned from',
      { features: { ...features, lessons: { ...features.lessons, days: 30 } } },
      'CNY',
      without('pace'),
      true,
    ],
    [
      'the column of the parts',
      { features: { ...features, country: { ...features.country, column: 'Land' } } },
      'CNY',
      without('frequency', 'frequency[cn]'),
      true,
    ],
    [
      'another number of bands',
      { scores: { ...scores, recency: { ...scores.recency, bands: { quantile: 5 } } } },
      'CNY',
      without('recency'),
      true,
    ],
    [
      'R’s rule',
      { scores: { ...scores, recency: { ...scores.recency, bands: { quantile: 2, rule: 'type7' } } } },
      'CNY',
      without('recency'),
      true,
    ],
  ])('%s', (_, over, currency, names, model) => {
    const policy = policyWith({ features, scores, lifetime, ...over });
    const kept = keptOf(policy, currency, learnt);
    expect(Object.keys(kept.edges)).toEqual(names);
    expect(kept.lifetime !== undefined).toBe(model);
    expect(mustLearn(policy, kept)).toBe(names.length < ALL.length || !model);
  });

  test('a model that an earlier program did not learn is learnt', () => {
    const kept = keptOf(before, 'CNY', { ...learnt, lifetime: null });
    expect(kept.lifetime).toBeUndefined();
    expect(mustLearn(before, kept)).toBe(true);
  });

  test('a policy that asks for no model any more has none', () => {
    const { alive: _, ...rest } = scores;
    expect(keptOf(policyWith({ features, scores: rest }), 'CNY', learnt).lifetime).toBeNull();
  });
});

describe('bands of a weighted score are kept', () => {
  const parts = {
    often: { of: 'orderCount', better: 'higher', bands: { quantile: 2 } },
    active: { of: 'lessons', better: 'higher', bands: { edges: [3] } },
  };
  const index = { weighted: { often: 0.5, active: 1 } };
  const half = { of: 'index', better: 'higher', bands: { quantile: 2 } };
  const policyOf = (over: object) => policyWith({ features, scores: { ...parts, index, half, ...over } });
  const model = { edges: { often: [2], active: [3], half: [15_000] }, lifetime: null };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['where nothing changed', {}, ['often', 'half']],
    [
      'with the weights in another order',
      { index: { weighted: { active: 1, often: 0.5 } } },
      ['often', 'half'],
    ],
    ['unless a weight changed', { index: { weighted: { often: 0.6, active: 1 } } }, ['often']],
    [
      'unless a fixed band of a part changed',
      { active: { ...parts.active, bands: { edges: [4] } } },
      ['often'],
    ],
    ['unless a part’s band of the unknown changed', { often: { ...parts.often, unknown: 2 } }, ['often']],
    ['unless a part is learnt anew', { often: { ...parts.often, bands: { quantile: 3 } } }, []],
    ['unless they are other bands', { half: { ...half, bands: { quantile: 3 } } }, ['often']],
  ])('%s', (_, over, names) => {
    const earlier = { policy: policyOf({}), currency: 'CNY', ...model };
    expect(Object.keys(keptOf(policyOf(over), 'CNY', earlier).edges)).toEqual(names);
  });
});
