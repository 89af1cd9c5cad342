import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../shared/domain/policy/check.ts';
import { proofOf } from '../../../../shared/domain/policy/scheme.ts';
import { answerTo } from '../../../../shared/domain/policy/spend.ts';
import { gradingPolicy } from '../../../support/grading.ts';

const name = (text: string) => ({ en: text, 'zh-CN': text });
const tier = (id: string, when?: object, rank?: number) => ({
  ...{ id, name: name(id) },
  ...(when ? { when } : {}),
  ...(rank === undefined ? {} : { rank }),
});
const quantile = (of: string, better = 'higher') => ({ of, better, bands: { quantile: 5 } });

const proven = (over: Record<string, unknown>) => {
  const policy = gradingPolicy(over);
  expect(checkPolicy(policy)).toEqual([]);
  return proofOf(policy);
};

describe('the proof of a scheme', () => {
  it('counts the combinations that matter, and no others', () => {
    const scores = {
      r: quantile('daysSinceLastOrder', 'lower'),
      m: quantile('netAmount'),
      idle: quantile('orderCount'),
    };
    const proof = proven({ scores, tiers: [tier('a', { r: '>= 4', m: '>= 4' }), tier('b')] });
    expect(proof).toMatchObject({ proven: true, cells: 25, neverWins: [] });
    expect(proof.monotone).toEqual({ daysSinceLastOrder: true, netAmount: true });
  });

  it.each<[string, object[], boolean]>([
    ['more is better all the way', [tier('a', { m: '>= 4' }), tier('b', { m: '>= 2' }), tier('c')], true],
    ['the middle is best', [tier('a', { m: '2..3' }), tier('b')], false],
    ['one band is left out', [tier('a', { m: '!= 4' }), tier('b')], false],
    ['the tiers are equals', [tier('a', { m: '2..3' }, 1), tier('b', undefined, 1)], true],
    ['the ranks turn the ladder round', [tier('a', { m: '>= 4' }, 1), tier('b', undefined, 2)], false],
    ['a bound on the amount itself', [tier('a', { netAmount: '>= 500' }), tier('b')], true],
    ['a range of the amount itself', [tier('a', { netAmount: '100..500' }), tier('b')], false],
    [
      'each order is small, which many orders make better',
      [tier('a', { any: [{ averageOrder: '< 50' }, { m: '= 5' }] }), tier('b')],
      false,
    ],
  ])('tells whether spending more can lower a tier: %s', (_, tiers, never) => {
    expect(proven({ scores: { m: quantile('netAmount') }, tiers }).spendNeverLowers).toBe(never);
  });

  it('follows flags, stages and segments down to what they read', () => {
    const proof = proven({
      flags: { big: { name: name('big'), when: { netAmount: '>= 1000' } } },
      stages: [
        { id: 'calm', name: name('calm'), when: { big: 'no' } },
        { id: 'other', name: name('other') },
      ],
      segments: {
        part: [
          { id: 'x', name: name('x'), when: { stage: 'calm' } },
          { id: 'y', name: name('y') },
        ],
      },
      tiers: [tier('a', { part: 'x' }), tier('b')],
    });
    expect(proof.monotone).toEqual({ netAmount: false });
  });

  it('lets a score with fixed edges follow its feature', () => {
    const score = { of: 'netAmount', better: 'higher', bands: { edges: [100, 1000] } };
    const low = { m: '= 3', netAmount: '<= 1000' };
    const rich = { m: '= 3', netAmount: '> 1000' };
    const over = { scores: { m: score } };
    const faults = (when: object) =>
      checkPolicy(gradingPolicy({ ...over, tiers: [tier('a', when), tier('b')] })).map(({ path }) => path);
    expect(faults(low)).toEqual([['tiers', 0]]);
    expect(faults(rich)).toEqual([]);
  });

  describe('of bands of a weighted score', () => {
    const features = {
      visits: { from: 'activity', take: 'count' },
      sure: { from: 'activity', take: 'count', otherwise: 0 },
    };
    const money = { of: 'netAmount', better: 'higher', bands: { edges: [100, 1000] } };
    const visited = { of: 'visits', better: 'higher', bands: { quantile: 2 } };
    const scoresOf = (
      good: object,
      weighted: Record<string, number> = { money: 2 },
      parts: object = { money },
    ) => ({
      ...parts,
      ...{ index: { weighted }, good: { of: 'index', better: 'higher', ...good } },
    });
    const fixed = (...edges: number[]) => ({ bands: { edges } });

    it.each<[string, object, object, string[]]>([
      ['they follow the feature', scoresOf(fixed(3)), { good: '= 2', netAmount: '<= 100' }, ['tiers.0']],
      ['they follow it upwards', scoresOf(fixed(3)), { good: '= 2', netAmount: '> 100' }, []],
      ['they follow the bands of the part', scoresOf(fixed(3)), { good: '= 1', money: '>= 2' }, ['tiers.0']],
      ['no sum is so large', scoresOf(fixed(6)), { good: '= 2' }, ['tiers.0.when.good']],
      ['only somebody unknown is so low', scoresOf(fixed(0.5)), { good: '= 1' }, []],
      [
        'where nobody is unknown, nobody is',
        scoresOf(fixed(0.5), { money: 2 }, { money: { ...money, of: 'sure' } }),
        { good: '= 1' },
        ['tiers.0.when.good'],
      ],
      [
        'the unknown have a band of their own',
        scoresOf({ ...fixed(3), unknown: 2 }),
        { good: '= 2', money: '= 1' },
        [],
      ],
      [
        'learnt ones may lie anywhere',
        scoresOf({ bands: { quantile: 4 } }),
        { good: '= 4', money: '= 1' },
        [],
      ],
      ['but are so many', scoresOf({ bands: { quantile: 4 } }), { good: '= 5' }, ['tiers.0.when.good']],
    ])('%s', (_, scores, when, paths) => {
      const policy = gradingPolicy({ features, scores, tiers: [tier('a', when), tier('b')] });
      expect(checkPolicy(policy).map(({ path }) => path.join('.'))).toEqual(paths);
    });

    it.each<[string, object, string, boolean]>([
      ['learnt, more is better', { bands: { quantile: 4 } }, '>= 3', true],
      ['learnt, less is better', { bands: { quantile: 4 }, better: 'lower' }, '>= 3', false],
      ['learnt, the middle is best', { bands: { quantile: 4 } }, '2..3', false],
      ['fixed', fixed(3.5, 5), '>= 2', true],
      ['fixed, less is better', { ...fixed(3.5, 5), better: 'lower' }, '>= 2', false],
    ])('tell what bettering a part does: %s', (_, good, condition, never) => {
      const scores = scoresOf(good, { money: 2, visited: 1 }, { money, visited });
      const proof = proven({ features, scores, tiers: [tier('a', { good: condition }), tier('b')] });
      expect(proof.monotone).toEqual({ netAmount: never, visits: never });
      expect(proof.spendNeverLowers).toBe(never);
    });
  });

  const [recent, many] = [quantile('daysSinceLastOrder', 'lower'), quantile('orderCount')];
  it.each<[string, object, object, boolean]>([
    ['lately and often', { recent, many }, { recent: '>= 4', many: '>= 4' }, true],
    ['learnt bands of amounts', { m: quantile('netAmount') }, { m: '>= 3' }, true],
    ['who never ordered', {}, { lifetimeOrders: 0 }, false],
    ['who was long away', { recent }, { recent: '<= 2' }, false],
    ['the mean amount, which a small order brings down', {}, { averageOrder: '>= 100' }, false],
    ['the band of the unknown is high', { m: { ...recent, unknown: 4 } }, { m: '>= 3' }, false],
    ['few orders are better', { m: quantile('orderCount', 'lower') }, { m: '>= 3' }, false],
    ['what is unknown until the first order', {}, { daysSinceLastOrder: 'unknown' }, false],
    ['what no order changes', {}, { dear: '>= 100' }, true],
    ['the largest order', {}, { largest: '>= 100' }, true],
    ['the largest order, or a good word for those without', {}, { hoped: '>= 100' }, false],
    ['what is bought most', {}, { likes: 'coats' }, false],
    ['cut points of those who buy the same', { m: { ...many, per: 'likes' } }, { m: '>= 3' }, false],
  ])('tells whether one more order can lower a tier: %s', (_, scores, when, never) => {
    const features = {
      dear: { from: 'orders', take: 'amount', days: 30, before: 30 },
      largest: { from: 'orders', take: 'largest' },
      hoped: { from: 'orders', take: 'largest', otherwise: 500 },
      likes: { from: 'orders', favourite: 'category' },
    };
    const tiers = [tier('a', when), tier('b')];
    expect(proven({ features, scores, tiers }).orderNeverLowers).toBe(never);
  });

  it('knows that nobody without an order has a band by its count', () => {
    const score = { of: 'orderCount', better: 'higher', bands: { edges: [2] }, unknown: 2 };
    const tiers = [tier('a', { n: '= 2', orderCount: '= 0' }), tier('b')];
    expect(proven({ scores: { n: score }, tiers }).monotone).toEqual({ orderCount: false });
  });

  it('proves a large grid by the rungs that read little', () => {
    const scores = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => [key, quantile('netAmount')]),
    );
    const all = Object.fromEntries(Object.keys(scores).map((key) => [key, '>= 4']));
    const proof = proven({ scores, tiers: [tier('one', { a: '>= 5' }), tier('two', all), tier('rest')] });
    expect(proof).toMatchObject({ proven: true, spendNeverLowers: false });
  });

  it('says so when it can neither prove nor find an example', () => {
    const keys = Array.from({ length: 12 }, (_, i) => `s${i}`);
    const ten = { of: 'netAmount', better: 'higher', bands: { quantile: 10 } };
    const scores = Object.fromEntries(keys.map((key) => [key, ten]));
    const all = Object.fromEntries(keys.map((key) => [key, '= 10']));
    const proof = proven({ scores, tiers: [tier('top', all), tier('rest')] });
    expect(proof).toMatchObject({ proven: false, neverWins: [] });
    expect(proof.reason?.en).toMatch(/^1 rungs? /);
    expect(proof.reason?.['zh-CN']).toContain('1 项');
  });
});

describe('what dearer orders do to a feature', () => {
  const orders = { from: 'orders', take: 'count' };
  it.each<[string, object, number | undefined]>([
    ['the number of orders stays', orders, 0],
    ['orders above an amount become more', { ...orders, amountFrom: 100 }, 1],
    ['orders up to an amount may become fewer', { ...orders, amountTo: 100 }, undefined],
    ['the last large order comes nearer', { ...orders, take: 'daysSinceLast', amountFrom: 100 }, -1],
    ['the largest order rises', { ...orders, take: 'largest' }, 1],
    ['the mean of large orders may fall', { ...orders, take: 'average', amountFrom: 100 }, undefined],
    ['visits stay', { from: 'activity', take: 'count' }, 0],
    ['the amount for each order rises', { divide: ['netAmount', 'orderCount'] }, 1],
    ['orders for an amount cannot be told', { divide: ['orderCount', 'netAmount'] }, undefined],
    ['what is taken off falls', { subtract: ['orderCount', 'netAmount'] }, -1],
    ['two that rise, rise', { add: ['netAmount', 'averageOrder'] }, 1],
    ['rise less rise cannot be told', { subtract: ['netAmount', 'averageOrder'] }, undefined],
    ['a negative factor cannot be told', { multiply: ['netAmount', -1] }, undefined],
  ])('%s', (_, definition, answer) => {
    expect(answerTo('dearer', gradingPolicy({ features: { it: definition } }), 'it')).toBe(answer);
  });
});
