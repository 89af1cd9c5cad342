import { describe, expect, it } from 'vitest';
import { featureValues } from '../../../shared/domain/feature-values.ts';
import type { Cell, Facts } from '../../../shared/domain/features.ts';
import { reached } from '../../../shared/domain/ladder.ts';
import { ladderFor, rulesBehind } from '../../../shared/domain/ladders.ts';
import { scoreAll } from '../../../shared/domain/score-all.ts';
import { bandOf, scoresOf } from '../../../shared/domain/scores.ts';
import { buyer } from '../../support/grading.ts';
import { measuredAll, RICH_EDGES, richPolicy } from '../../support/rich-policy.ts';

const policy = richPolicy();
const graded = (facts: Facts) => {
  const values = featureValues(facts, { policy, currency: 'CNY', asOf: '2026-09-30', lifetime: null });
  const scores = scoreAll(policy, RICH_EDGES, facts, values);
  const { marks, asked } = ladderFor(policy, 'CNY').climb(values, scoresOf(scores));
  return { scores, ...marks, tier: reached(asked), asked };
};
const somebody = (orders: number, over: Record<string, Cell> = {}) =>
  buyer(orders, { measured: measuredAll(over) });

describe('scores', () => {
  it.each<[string, Record<string, Cell>, number, number[]]>([
    ['cut points of the own part', { country: 'CN' }, 2, [2, 5]],
    ['a part is the same however it is written', { country: ' ｃｎ' }, 2, [2, 5]],
    ['those of everybody where the part has none', { country: 'JP' }, 2, [1, 3]],
    ['or where it is unknown', { country: null }, 2, [1, 3]],
  ])('per part: %s', (_, over, value, edges) => {
    expect(graded(somebody(3, over)).scores.orders).toMatchObject({ value, edges, raw: 3 });
  });

  it('say whose cut points they are, and the band of the unknown', () => {
    const { scores } = graded(somebody(3, { assets: null }));
    expect(scores.orders).toMatchObject({ per: 'cn', unit: 'count' });
    expect(scores.wealth).toEqual({
      ...{ of: 'assets', unit: 'money', raw: null, better: 'higher', edges: [10_000_000] },
      ...{ unknown: 2, value: 2 },
    });
    expect(bandOf(null, [1], 'higher')).toBe(1);
  });

  it('give the lowest bands to somebody without an order in the window', () => {
    const { scores } = graded({ ...somebody(0), lifetimeOrders: 4 });
    expect(scoresOf(scores)).toEqual({ orders: 1, fresh: 1, money: 1, wealth: 1, index: 1, third: 1 });
  });
});

describe('marks', () => {
  it.each<[string, Facts, string[], string, string]>([
    ['nothing wrong', somebody(3), [], 'due', 'fine'],
    ['a newcomer is new before he is due', somebody(1), [], 'new', 'fine'],
    ['renewal too far away', somebody(3, { renewal: '2026-10-31' }), [], 'active', 'fine'],
    ['renewal over', somebody(3, { renewal: '2026-09-29' }), [], 'active', 'fine'],
    ['one complaint and a low grade', somebody(3, { complaints: 1, credit: 'C' }), [], 'due', 'fine'],
    ['upset makes risky', somebody(3, { complaints: 2, credit: 'B' }), ['upset', 'risky'], 'due', 'fine'],
    ['silent is not due', somebody(3, { lastLogin: '2026-07-31' }), ['silent'], 'lapsed', 'fine'],
    ['at 60 days not yet silent', somebody(3, { lastLogin: '2026-08-01' }), [], 'due', 'fine'],
    ['another taste', somebody(3, { favourite: '日用' }), [], 'due', 'plain'],
    ['a small basket', { ...somebody(3), netAmount: 23_998 }, [], 'due', 'plain'],
    ['a basket at the bound', { ...somebody(3), netAmount: 24_000 }, [], 'due', 'fine'],
  ])('%s', (_, facts, flags, stage, taste) => {
    const found = graded(facts);
    expect(Object.keys(found.flags).filter((name) => found.flags[name])).toEqual(flags);
    expect(found).toMatchObject({ stage, segments: { taste } });
  });
});

describe('the ladder', () => {
  const poor = { assets: null, member: 'no' };
  it.each<[string, Facts, string]>([
    // Index 0.3·3 + 0.3·2 + 0.4·2 = 2.3 with six orders of 100.00.
    ['scores, a flag and a stage', somebody(7), 'top'],
    ['the flag is up', somebody(7, { complaints: 2, credit: 'B' }), 'high'],
    ['assets and taste instead of value', somebody(2, { complaints: 2 }), 'high'],
    ['a column of yes and no, and a derived feature', somebody(2, { assets: '1' }), 'twin'],
    ['not twice 1.5', somebody(1, { assets: '1' }), 'low'],
    ['a level', buyer(2, { measured: measuredAll({ ...poor, country: 'JP' }) }), 'mid'],
    ['the level is the wrong one', somebody(2, { ...poor, country: 'JP', credit: 'C' }), 'fair'],
    ['raw money', somebody(2, poor), 'fair'],
    ['everybody else', somebody(1, poor), 'low'],
  ])('%s', (_, facts, tier) => {
    expect(graded(facts).tier).toBe(tier);
  });

  it('keeps in a receipt the rules that its rungs lean on, and no more', () => {
    const [top] = [graded(somebody(7)).asked];
    expect(top).toHaveLength(1);
    const behind = rulesBehind(policy, top);
    expect(Object.keys(behind.flags)).toEqual(['upset', 'silent', 'risky']);
    expect(behind.stages).toHaveLength(4);
    expect(behind.segments).toEqual({});
    expect(Object.keys(behind.readables)).toEqual(expect.arrayContaining(['index', 'credit', 'renewal']));
    expect(behind.readables).not.toHaveProperty('perOrder');
  });
});
