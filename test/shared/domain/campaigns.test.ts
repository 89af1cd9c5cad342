import { describe, expect, it } from 'vitest';
import { addressFault } from '../../../shared/domain/address.ts';
import { languageOf } from '../../../shared/domain/campaigns.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import {
  basisOf,
  buyer,
  FIRST_RUN,
  gradingPolicy,
  heldAfterFirst,
  type Scene,
} from '../../support/grading.ts';

const campaigns = [
  { rule: 'each-high', kind: 'membership', tier: 'high', template: 'high' },
  { rule: 'up-high', kind: 'movement', on: ['promoted'], tier: 'high', template: 'up' },
  { rule: 'down-low', kind: 'movement', on: ['demoted'], tier: 'low', template: 'down' },
  { rule: 'welcome', kind: 'movement', on: ['joined'], tier: 'low', template: 'hello' },
];
const policy = gradingPolicy({ campaigns });

const mails = (row: Measured, scene: Scene = {}) =>
  planPart([row], basisOf({ policy, ...scene }), new Set()).mails;
const ids = (row: Measured, scene?: Scene) => mails(row, scene).map(({ campaignId }) => campaignId);
const held = (orders: number) => heldAfterFirst(buyer(orders));

describe('campaigns', () => {
  it('membership writes once a period from the first periodic run on, movement not yet', () => {
    expect(ids(buyer(6), { run: FIRST_RUN })).toEqual(['each-high@2026-Q2']);
    expect(ids(buyer(1), { run: FIRST_RUN })).toEqual([]);
  });

  it('answer a change after a base, and say which', () => {
    expect(ids(buyer(6, { held: held(3) }))).toEqual(['each-high@2026-Q3', 'up-high@after-1']);
    expect(ids(buyer(1, { held: held(3) }))).toEqual(['down-low@after-1']);
    expect(ids(buyer(1))).toEqual(['welcome@after-1']);
    expect(ids(buyer(6, { held: held(6) }))).toEqual(['each-high@2026-Q3']);
  });

  it('say of what kind they are', () => {
    expect(mails(buyer(6, { held: held(3) })).map(({ kind }) => kind)).toEqual(['membership', 'movement']);
  });

  it('of membership are silent on demand', () => {
    expect(ids(buyer(6, { held: held(3) }), { run: { mode: 'onDemand' } })).toEqual(['up-high@after-1']);
  });

  it('of movement are silent when the policy moved him, unless they say otherwise', () => {
    const loud = gradingPolicy({
      campaigns: campaigns.map((c) => (c.kind === 'movement' ? { ...c, whenPolicyChanged: true } : c)),
    });
    const strict = (campaign: typeof loud.campaigns) =>
      gradingPolicy({
        campaigns: campaign,
        tiers: gradingPolicy().tiers.map((tier) =>
          tier.id === 'mid' ? { ...tier, when: { orders: '= 3' } } : tier,
        ),
      });
    const row = buyer(3, { held: held(3) });
    expect(ids(row, { policy: strict(policy.campaigns), before: { policy } })).toEqual([]);
    expect(ids(row, { policy: strict(loud.campaigns), before: { policy } })).toEqual(['down-low@after-1']);
    expect(ids(buyer(1), { policy: loud, run: FIRST_RUN })).toEqual(['welcome@after-0']);
  });

  it('reach several tiers, or everybody', () => {
    const wide = gradingPolicy({
      campaigns: [
        { rule: 'some', kind: 'membership', tier: ['high', 'low'], template: 'some' },
        { rule: 'all', kind: 'membership', template: 'all' },
      ],
    });
    const of = (orders: number) => ids(buyer(orders), { policy: wide, run: FIRST_RUN });
    expect(of(6)).toEqual(['some@2026-Q2', 'all@2026-Q2']);
    expect(of(3)).toEqual(['all@2026-Q2']);
    expect(of(1)).toEqual(['some@2026-Q2', 'all@2026-Q2']);
  });

  it('pick and vary by what was decided of somebody: scores, features, flags, stage, segments', () => {
    const picking = gradingPolicy({
      flags: { big: { name: { en: 'Big', 'zh-CN': '大' }, when: { netAmount: '>= 500' } } },
      stages: [
        { id: 'new', name: { en: 'New', 'zh-CN': '新' }, when: { lifetimeOrders: '<= 1' } },
        { id: 'known', name: { en: 'Known', 'zh-CN': '老' } },
      ],
      segments: {
        size: [
          { id: 'few', name: { en: 'Few', 'zh-CN': '少' }, when: { orders: '= 1' } },
          { id: 'many', name: { en: 'Many', 'zh-CN': '多' } },
        ],
      },
      campaigns: [
        { rule: 'big', kind: 'membership', when: { big: 'yes' }, template: 'big' },
        { rule: 'new', kind: 'membership', when: { stage: 'new' }, template: 'new' },
        {
          ...{ rule: 'up', kind: 'movement', on: ['promoted'], when: { size: 'many' }, template: 'plain' },
          variants: [
            { when: { netAmount: '>= 600' }, template: 'rich' },
            { when: { orders: '>= 2' }, template: 'good' },
          ],
        },
      ],
    });
    const sent = (row: Measured, scene: Scene = {}) =>
      mails(row, { policy: picking, ...scene }).map(({ rule, template }) => [rule, template]);
    const holding = (orders: number) => heldAfterFirst(buyer(orders), { policy: picking });
    expect(sent(buyer(1))).toEqual([['new', 'new']]);
    expect(sent(buyer(2))).toEqual([]);
    expect(sent(buyer(5))).toEqual([['big', 'big']]);
    expect(sent(buyer(6, { held: holding(1) }))).toEqual([
      ['big', 'big'],
      ['up', 'rich'],
    ]);
    expect(sent(buyer(3, { held: holding(1) }))).toEqual([['up', 'good']]);
    // A yen has no hundredths.
    expect(sent(buyer(2, { netAmount: 500 }), { run: { currency: 'JPY' } })).toEqual([['big', 'big']]);
  });

  it.each([
    [{}, null],
    [{ consent: false }, 'refused_consent'],
    [{ consent: null }, 'no_consent'],
    [{ email: null }, 'no_address'],
    [{ email: null, consent: false }, 'no_address'],
    [{ email: 'a b@example.com', consent: null }, 'bad_address'],
    [{ email: 'x9@marketplace.amazon.co.jp', consent: null }, 'placeholder_address'],
  ] as const)('list everyone of the audience; %o is skipped for %s', (over, skip) => {
    expect(mails(buyer(6, over), { run: FIRST_RUN })).toMatchObject([
      { customerId: 'c1', tier: 'high', skip },
    ]);
  });

  it.each([
    ['zh-TW', 'zh-CN'],
    ['ZH', 'zh-CN'],
    ['en_GB', 'en'],
    ['fr', 'zh-CN'],
    [null, 'zh-CN'],
  ] as const)('write to someone of language %s in %s', (stated, language) => {
    expect(languageOf(stated, 'zh-CN')).toBe(language);
  });
});

describe('addresses', () => {
  it.each([
    ['li.wei+shop@mail.example.cn', null],
    ["o'neil@example.com", null],
    ['', 'no_address'],
    ['nobody', 'bad_address'],
    ['a@b', 'bad_address'],
    ['a@localhost.123', 'bad_address'],
    ['a..b@example.com', 'bad_address'],
    ['.a@example.com', 'bad_address'],
    ['a@-example.com', 'bad_address'],
    ['a@example.com\n', 'bad_address'],
    ['a@example.com,b@example.com', 'bad_address'],
    ['"a"@example.com', 'bad_address'],
    ['<a@example.com>', 'bad_address'],
    ['a@b@example.com', 'bad_address'],
    ['李@example.com', 'bad_address'],
    ['a@例子.com', 'bad_address'],
    [`${'a'.repeat(65)}@example.com`, 'bad_address'],
    [`a@${'b.'.repeat(126)}com`, 'bad_address'],
    ['None@None.com', 'placeholder_address'],
    ['abc@members.ebay.com', 'placeholder_address'],
    ['abc@privaterelay.appleid.com', 'placeholder_address'],
    ['abc@marketplace.amazon.de', 'placeholder_address'],
  ] as const)('%j: %s', (address, fault) => {
    expect(addressFault(address)).toBe(fault);
  });
});
