import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climb, rungsOf } from '../../../../shared/domain/ladder.ts';
import { checkPolicy } from '../../../../shared/domain/policy/check.ts';
import { scoreAll, valuesOf } from '../../../../shared/domain/scores.ts';
import { buyer, EDGES, gradingPolicy } from '../../../support/grading.ts';

const name = (text: string) => ({ en: text, 'zh-CN': text });
const tier = (id: string, when?: Record<string, string>) => ({
  id,
  name: name(id),
  ...(when ? { when } : {}),
});
const campaign = (over: object) => ({
  rule: 'r',
  kind: 'membership',
  tier: 'low',
  template: 'hello',
  ...over,
});

const faultsOf = (over: Record<string, unknown>) =>
  checkPolicy(gradingPolicy(over), ['hello']).map(({ path }) => path.join('.'));

describe('the checker of policies', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, []],
    ['an unknown zone', { timeZone: 'Asia/Atlantis' }, ['timeZone']],
    ['an offset, which the scheduler does not take', { timeZone: '+08:00' }, ['timeZone']],
    ['rates that lead nowhere', { currency: { rates: { USD: 7 } } }, ['currency.rates']],
    [
      'a weight of a score that is not there',
      {
        scores: { orders: gradingPolicy().scores.orders, all: { weighted: { orders: 1, constructor: 1 } } },
        tiers: [tier('a', { all: '>= 2' }), tier('b')],
      },
      ['scores.all.weighted.constructor'],
    ],
    [
      'edges that fall',
      {
        scores: { orders: { of: 'orderCount', better: 'higher', bands: { edges: [5, 5] } } },
        tiers: [tier('a', { orders: '= 3' }), tier('b')],
      },
      ['scores.orders.bands.edges'],
    ],
    [
      'a condition on an unknown score',
      { tiers: [tier('a', { clv: '> 1' }), tier('b')] },
      ['tiers.0.when.clv'],
    ],
    [
      'no rung for everyone else',
      { tiers: [tier('a', { orders: '= 3' }), tier('b', { orders: '= 2' })] },
      ['tiers.1.when'],
    ],
    ['an open rung above others', { tiers: [tier('a'), tier('b')] }, ['tiers.0']],
    ['an id twice', { tiers: [tier('a', { orders: '= 3' }), tier('a')] }, ['tiers.1.id']],
    [
      'a rank for some only',
      { tiers: [{ ...tier('a', { orders: '= 3' }), rank: 1 }, tier('b')] },
      ['tiers.1'],
    ],
    ['a condition beyond the bands', { tiers: [tier('a', { orders: '>= 4' }), tier('b')] }, ['tiers.0']],
    [
      'a tier that one above always takes',
      { tiers: [tier('a', { orders: '>= 2' }), tier('b', { orders: '= 3' }), tier('c')] },
      ['tiers.1'],
    ],
    [
      'a last tier that nobody is left for',
      { tiers: [tier('a', { orders: '>= 1' }), tier('b')] },
      ['tiers.1'],
    ],
    ['a campaign for an unknown tier', { campaigns: [campaign({ tier: 'gold' })] }, ['campaigns.0.tier']],
    ['an unknown template', { campaigns: [campaign({ template: 'bye' })] }, ['campaigns.0.template']],
    ['a rule twice', { campaigns: [campaign({}), campaign({})] }, ['campaigns.1.rule']],
  ])('names %s', (_, over, paths) => {
    expect(faultsOf(over)).toEqual(paths);
  });

  it('takes any template when it does not know them', () => {
    expect(checkPolicy(gradingPolicy({ campaigns: [campaign({ template: 'bye' })] }))).toEqual([]);
  });

  it('leaves a grid alone that is too large to walk', () => {
    const score = { of: 'orderCount', better: 'higher', bands: { quantile: 10 } };
    const scores = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`s${i}`, score]));
    expect(faultsOf({ scores, tiers: [tier('a', { s0: '>= 99' }), tier('b')] })).toEqual([]);
  });
});

const anyCondition = fc
  .tuple(fc.constantFrom('>=', '<=', '>', '<', '='), fc.integer({ min: 1, max: 3 }))
  .map(([operator, band]) => `${operator} ${band}`);
const anyLadder = fc
  .array(fc.dictionary(fc.constantFrom('orders', 'fresh'), anyCondition, { minKeys: 1 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rungs) => [...rungs.map((when, i) => tier(`t${i}`, { ...when })), tier('rest')]);

describe('any policy that passes', () => {
  it('gives every customer exactly one tier', () => {
    const facts = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(anyLadder, facts, (tiers, [orders, days]) => {
        const policy = gradingPolicy({ tiers });
        fc.pre(checkPolicy(policy).length === 0);
        const row = buyer(orders, { lastOrderDate: orders === 0 ? null : '2026-03-01' });
        const asOf = new Date(Date.parse('2026-03-01') + days * 86_400_000).toISOString().slice(0, 10);
        const asked = climb(rungsOf(policy), valuesOf(scoreAll(policy, EDGES, row, asOf)));
        expect(policy.tiers.map(({ id }) => id)).toContain(asked.at(-1)?.tier);
      }),
    );
  });
});
