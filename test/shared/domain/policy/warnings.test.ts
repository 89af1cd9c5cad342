import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../../shared/domain/policy/check.ts';
import { warningsOf } from '../../../../shared/domain/policy/warnings.ts';
import { gradingPolicy } from '../../../support/grading.ts';

const campaign = (on: string, tier: string) => ({
  rule: 'r',
  kind: 'movement',
  on: [on],
  tier,
  template: 'x',
});
const { scores, tiers } = gradingPolicy();
/** A policy whose tier `high` has this budget. */
const budgeted = (budget: object, over: Record<string, unknown> = {}) => ({
  tiers: tiers.map((tier) => (tier.id === 'high' ? { ...tier, budget } : tier)),
  ...over,
});
const offering = (cost: string) => ({
  campaigns: [{ rule: 'r', kind: 'membership', template: 'x', offer: { list: 'autumn', cost } }],
});
const learnt = { of: 'netAmount', better: 'higher', bands: { quantile: 4 } };
const name = (text: string) => ({ en: text, 'zh-CN': text });

describe('remarks on a valid policy', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, []],
    ['a score that nothing reads', { scores: { ...scores, idle: learnt } }, ['scores.idle']],
    [
      'a weighted score that only bands read, and bands of it that nothing does',
      {
        scores: {
          ...scores,
          index: { weighted: { orders: 1 } },
          idle: { of: 'index', better: 'higher', bands: { quantile: 2 } },
        },
      },
      ['scores.idle'],
    ],
    [
      'a feature that nothing reads',
      { features: { v: { from: 'activity', take: 'count' } } },
      ['features.v'],
    ],
    ['a model that nothing reads', { lifetime: { model: 'bgnbd' } }, ['lifetime']],
    ['as many steps as there are', { movement: { maxStepsDown: 2 } }, ['movement.maxStepsDown']],
    ['one step of two', { movement: { maxStepsDown: 1 } }, []],
    ['protection from nobody', { movement: { protectFromOthers: true } }, ['movement.protectFromOthers']],
    ['guard rails where each plan is approved by a person', { approval: 'always', guards: { cost: 9 } }, []],
    ['guard rails that may stop a plan', { approval: 'guarded', guards: { moved: 0.3 } }, []],
    ['guard rails of files alone', { approval: 'guarded', guards: { missing: ['orders'] } }, []],
    ['guarded by nothing', { approval: 'guarded' }, ['approval']],
    ['guarded by an empty list', { approval: 'guarded', guards: { missing: [] } }, ['approval']],
    ['guard rails that stop nothing', { approval: 'never', guards: { moved: 0.3 } }, ['guards']],
    [
      'guard rails that never trip',
      {
        ...{ approval: 'guarded', campaigns: [] },
        guards: { ordersFell: 1, moved: 1, mails: 10, cutsMoved: 0.5, cost: 9 },
      },
      ['guards.ordersFell', 'guards.moved', 'guards.mails', 'guards.cutsMoved'],
    ],
    ['a rise into the lowest tier', { campaigns: [campaign('promoted', 'low')] }, ['campaigns.0.on']],
    ['a fall into the highest tier', { campaigns: [campaign('demoted', 'high')] }, ['campaigns.0.on']],
    [
      'a tier of the lost on top, without ranks',
      {
        tiers: [
          { id: 'lost', name: name('l'), when: { daysSinceLastOrder: '> 120' } },
          { id: 'b', name: name('b') },
        ],
      },
      ['scores.orders', 'scores.fresh', 'tiers.0.when.daysSinceLastOrder'],
    ],
    [
      'nothing where the tiers have ranks',
      {
        tiers: [
          {
            id: 'lost',
            name: name('l'),
            rank: 1,
            when: { daysSinceLastOrder: '> 120', orders: '<= 3', fresh: '= 1' },
          },
          { id: 'b', name: name('b'), rank: 2 },
        ],
      },
      ['tiers.0.when.orders'],
    ],
    [
      'weights that nearly add up to 1',
      {
        scores: { ...scores, index: { weighted: { orders: 0.6, fresh: 0.5 } } },
        tiers: [
          { id: 'a', name: name('a'), when: { index: '>= 2' } },
          { id: 'b', name: name('b') },
        ],
      },
      ['scores.index.weighted'],
    ],
    [
      'nothing of weights that are points',
      {
        scores: { ...scores, index: { weighted: { orders: 2, fresh: 3 } } },
        tiers: [
          { id: 'a', name: name('a'), when: { index: '>= 8' } },
          { id: 'b', name: name('b') },
        ],
      },
      [],
    ],
    [
      'a miss of the lowest tier, and misses that nobody survives',
      { campaigns: [campaign('missed', 'low'), { ...campaign('missed', 'high'), rule: 's' }] },
      ['campaigns.0.on', 'campaigns.1.on'],
    ],
    [
      'nothing of misses that are waited for',
      { movement: { downAfterMisses: 2 }, campaigns: [campaign('missed', 'high')] },
      [],
    ],
    [
      'caps beside stricter ones',
      {
        mail: {
          caps: [
            ...[
              { mails: 2, days: 7 },
              { mails: 2, days: 7 },
            ],
            ...[
              { mails: 3, days: 7 },
              { mails: 2, days: 3 },
              { mails: 5, days: 30 },
            ],
          ],
        },
      },
      ['mail.caps.1', 'mail.caps.2', 'mail.caps.3'],
    ],
    [
      'quiet hours of nearly a day',
      { mail: { quietHours: { from: '09:00', to: '08:30' } } },
      ['mail.quietHours'],
    ],
    ['nothing of a quiet night', { mail: { quietHours: { from: '21:00', to: '08:00' } } }, []],
    [
      'groups that hold out everybody',
      {
        mail: { holdOut: { share: 1 } },
        campaigns: [{ rule: 'r', kind: 'membership', template: 'x', holdOut: 1 }],
      },
      ['mail.holdOut.share', 'campaigns.0.holdOut'],
    ],
    [
      'codes that a template does not show',
      {
        campaigns: [
          {
            ...{ rule: 'r', kind: 'membership', template: 'vip', offer: { list: 'autumn' } },
            variants: [
              { when: { orders: 3 }, template: 'exclusive-offer' },
              { when: { orders: 2 }, template: 'care' },
              { when: { orders: 1 }, template: 'our-own' },
            ],
          },
        ],
      },
      ['campaigns.0.template', 'campaigns.0.variants.1.template'],
    ],
    ['a budget without limits', budgeted({}), ['tiers.0.budget']],
    ['a budget of offers that nobody makes', budgeted({ offers: 5 }), ['tiers.0.budget.offers']],
    ['a budget of mails', budgeted({ mails: 5 }), []],
    ['a budget of money where nothing costs any', budgeted({ cost: 5 }), ['tiers.0.budget.cost']],
    [
      'nothing of a budget of money and offers that cost',
      budgeted({ cost: 5, offers: 2 }, offering('1.5')),
      [],
    ],
    [
      'costs in a currency that only the first file tells, once',
      budgeted({ cost: 5 }, { ...offering('1.5'), currency: {}, mail: { costPerMail: '0.0007' } }),
      ['mail.costPerMail'],
    ],
    ['a fall into the lowest tier', { campaigns: [campaign('demoted', 'low')] }, []],
    [
      'a condition that holds for everybody',
      {
        tiers: [
          { id: 'a', name: name('a'), when: { orders: '= 3', fresh: '>= 1' } },
          { id: 'b', name: name('b') },
        ],
      },
      ['tiers.0.when.fresh'],
    ],
  ])('name %s', (_, over, paths) => {
    const policy = gradingPolicy(over);
    expect(checkPolicy(policy)).toEqual([]);
    expect(warningsOf(policy).map(({ path }) => path.join('.'))).toEqual(paths);
  });
});
