import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../shared/domain/policy/check.ts';
import { gradingPolicy } from '../../../support/grading.ts';

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
    [
      'a condition beyond the bands',
      { tiers: [tier('a', { orders: '>= 4' }), tier('b')] },
      ['tiers.0.when.orders'],
    ],
    [
      'a score whose feature says the opposite',
      { tiers: [tier('a', { orders: '= 3', orderCount: '<= 5' }), tier('b')] },
      ['tiers.0'],
    ],
    [
      'a limit of steps where there is one step',
      { tiers: [tier('a', { orders: '= 3' }), tier('b')], movement: { maxStepsDown: 1 } },
      ['movement.maxStepsDown'],
    ],
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

  it('asks a grid that is too large to walk rung by rung', () => {
    const score = { of: 'orderCount', better: 'higher', bands: { quantile: 10 } };
    const scores = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`s${i}`, score]));
    const all = Object.fromEntries(Object.keys(scores).map((name) => [name, '>= 2']));
    const tiers = [tier('a', { s0: '>= 2' }), tier('b', { s0: '>= 3' }), tier('c', all), tier('d')];
    expect(faultsOf({ scores, tiers })).toEqual(['tiers.1']);
  });
});
