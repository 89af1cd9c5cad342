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
    [
      'what every object has',
      {
        features: { valueOf: { from: 'orders', take: 'count' } },
        scores: { hasOwnProperty: { of: 'valueOf', better: 'higher', bands: { edges: [1] } } },
        flags: { constructor: { name: name('flag'), when: { hasOwnProperty: 2 } } },
        segments: {
          toString: [
            { id: 'some', name: name('some'), when: { constructor: 'yes' } },
            { id: 'rest', name: name('rest') },
          ],
        },
        tiers: [tier('a', { toString: 'some' }), tier('b')],
      },
      ['features.valueOf', 'scores.hasOwnProperty', 'flags.constructor', 'segments.toString'],
    ],
    ['a campaign for an unknown tier', { campaigns: [campaign({ tier: 'gold' })] }, ['campaigns.0.tier']],
    ['an unknown template', { campaigns: [campaign({ template: 'bye' })] }, ['campaigns.0.template']],
    [
      'a stage that is not there',
      {
        stages: [tier('new', { orders: '= 1' }), tier('old')],
        campaigns: [
          campaign({ kind: 'movement', on: ['stage'], stage: 'knew' }),
          campaign({ rule: 's', kind: 'movement', on: ['stage'], stage: ['old', 'lost'] }),
          campaign({ rule: 't', kind: 'movement', on: ['stage'], tier: 'mid' }),
        ],
      },
      ['campaigns.0.stage', 'campaigns.1.stage.1'],
    ],
    [
      'stages that nobody has',
      { campaigns: [campaign({ kind: 'movement', on: ['joined', 'stage'] })] },
      ['campaigns.0.on.1'],
    ],
    [
      'a stage for a campaign about tiers',
      {
        stages: [tier('new', { orders: '= 1' }), tier('old')],
        campaigns: [campaign({ kind: 'movement', on: ['joined'], stage: 'new' })],
      },
      ['campaigns.0.stage'],
    ],
    [
      'a hold-out of an unknown tier',
      { mail: { holdOut: { share: 0.1, tiers: { high: 0.2, gold: 0.1 } } } },
      ['mail.holdOut.tiers.gold'],
    ],
    [
      'quiet hours of which nobody can say whether they are a day or nothing',
      { mail: { quietHours: { from: '08:00', to: '08:00' } } },
      ['mail.quietHours'],
    ],
    ['quiet hours over midnight', { mail: { quietHours: { from: '21:00', to: '08:00' } } }, []],
    ['a reserve that leaves nothing', { mail: { reserve: 1 } }, ['mail.reserve']],
    ['a rule twice', { campaigns: [campaign({}), campaign({})] }, ['campaigns.1.rule']],
  ])('names %s', (_, over, paths) => {
    expect(faultsOf(over)).toEqual(paths);
  });

  it('says why such a name will not do', () => {
    const flags = { constructor: { name: name('flag'), when: { orders: 2 } } };
    expect(checkPolicy(gradingPolicy({ flags }))).toContainEqual({
      path: ['flags', 'constructor'],
      message: {
        en: 'the name constructor is taken: it is a word that programs use themselves; choose another',
        'zh-CN': '名称 constructor 已被占用（程序自身使用的词），请换一个',
      },
    });
  });

  const counting = (feature: object, currency: object = { code: 'CNY' }) =>
    faultsOf({ currency, features: { few: { from: 'orders', take: 'count', ...feature } } });

  it.each<[string, object, object | undefined, string[]]>([
    ['a hundred years', { days: 36_500 }, undefined, []],
    ['a hundred years before a day', { days: 36_499, before: 1 }, undefined, []],
    ['more than that together', { days: 36_499, before: 2 }, undefined, ['features.few.days']],
    // 2^53 − 1 is 9,007,199,254,740,991: two digits of it are fen, none are yen, three are fils.
    ['whole fen', { amountTo: 90_071_992_547_409 }, undefined, []],
    ['more than whole fen', { amountTo: 90_071_992_547_410 }, undefined, ['features.few.amountTo']],
    ['whole yen', { amountTo: 9_007_199_254_740_991 }, { code: 'JPY' }, []],
    ['whole fils, for all that is known', { amountTo: 9_007_199_254_740 }, {}, []],
    ['more than whole fils', { amountTo: 9_007_199_254_741 }, {}, ['features.few.amountTo']],
    ['a debt beyond whole fen', { amountFrom: -90_071_992_547_410 }, undefined, ['features.few.amountFrom']],
    ['a count', { otherwise: 9_007_199_254_740_991 }, undefined, []],
    ['more than any count', { otherwise: 9_007_199_254_740_992 }, undefined, ['features.few.otherwise']],
  ])('counts exactly: %s', (_, feature, currency, paths) => {
    expect(counting(feature, currency)).toEqual(paths);
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
