import { describe, expect, it } from 'vitest';
import { gradesAlike, measuresAlike, sharesScores } from '../../../../shared/domain/policy/difference.ts';
import { gradingPolicy } from '../../../support/grading.ts';

const name = (text: string) => ({ en: text, 'zh-CN': text });
const visits = (days: number) => ({ from: 'activity', take: 'count', days });
const tiers = (when: object, label = 'a') => [
  { id: 'a', name: name(label), when },
  { id: 'b', name: name('b') },
];

describe('figures are alike', () => {
  const reads = { tiers: tiers({ visits: '>= 1' }) };
  it.each<[string, object, object, boolean]>([
    ['when nothing changed', {}, {}, true],
    ['not of another window', {}, { window: { days: 90 } }, false],
    [
      'not where a feature that was read is defined anew',
      { ...reads, features: { visits: visits(30) } },
      { ...reads, features: { visits: visits(60) } },
      false,
    ],
    ['not where a feature that was read is gone', { ...reads, features: { visits: visits(30) } }, {}, false],
    [
      'where a feature came that was not read before',
      {},
      { ...reads, features: { visits: visits(30) } },
      true,
    ],
    [
      'where a feature changed that nobody read',
      { features: { visits: visits(30) } },
      { features: { visits: visits(60) } },
      true,
    ],
    ['not of another lifetime', { lifetime: { model: 'historic' } }, { lifetime: { model: 'bgnbd' } }, false],
    [
      'not where the day before the last order is not measured any more',
      { tiers: tiers({ daysBetweenLastOrders: '> 90' }) },
      {},
      false,
    ],
  ])('%s', (_, a, b, alike) => {
    expect(measuresAlike(gradingPolicy({ ...a }), gradingPolicy({ ...b }))).toBe(alike);
  });
});

describe('grading is alike', () => {
  const flags = (bound: string) => ({ flags: { f: { name: name('f'), when: { orderCount: bound } } } });
  const rungs = (bound: string, label = 'x') => [
    { id: 'x', name: name(label), when: { orderCount: bound } },
    { id: 'y', name: name('y') },
  ];
  it.each<[string, object, object, boolean]>([
    ['when nothing changed', {}, {}, true],
    [
      'under another name of a tier',
      { tiers: tiers({ orders: '= 3' }) },
      { tiers: tiers({ orders: '= 3' }, 'A') },
      true,
    ],
    [
      'not with another condition',
      { tiers: tiers({ orders: '= 3' }) },
      { tiers: tiers({ orders: '= 2' }) },
      false,
    ],
    ['not with another flag', flags('>= 1'), flags('>= 2'), false],
    ['not with another stage', { stages: rungs('>= 1') }, { stages: rungs('>= 2') }, false],
    ['under another name of a stage', { stages: rungs('>= 1') }, { stages: rungs('>= 1', 'X') }, true],
    [
      'not with another segment',
      { segments: { s: rungs('>= 1') } },
      { segments: { s: rungs('>= 2') } },
      false,
    ],
    ['not with another movement', {}, { movement: { downAfterMisses: 2 } }, false],
  ])('%s', (_, a, b, alike) => {
    expect(gradesAlike(gradingPolicy({ ...a }), gradingPolicy({ ...b }))).toBe(alike);
  });
});

it('scores are shared where each of the first stands in the second alike', () => {
  const { scores } = gradingPolicy();
  const more = gradingPolicy({
    scores: { ...scores, m: { of: 'netAmount', better: 'higher', bands: { quantile: 4 } } },
  });
  expect(sharesScores(gradingPolicy(), more)).toBe(true);
  expect(sharesScores(more, gradingPolicy())).toBe(false);
});

it('bands of a weighted score are shared where its weights are alike', () => {
  const { scores } = gradingPolicy();
  const half = { of: 'index', better: 'higher', bands: { quantile: 2 } };
  const policyOf = (fresh: number, outer: object = { half }) =>
    gradingPolicy({ scores: { ...scores, index: { weighted: { orders: 1, fresh } }, ...outer } });
  expect(sharesScores(policyOf(1), policyOf(1))).toBe(true);
  expect(sharesScores(policyOf(1), policyOf(2))).toBe(false);
  expect(sharesScores(policyOf(1, {}), policyOf(2, {}))).toBe(true);
});
