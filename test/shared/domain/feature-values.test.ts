import { describe, expect, it } from 'vitest';
import { featureValues, nextDaysOf } from '../../../shared/domain/feature-values.ts';
import type { Facts } from '../../../shared/domain/features.ts';
import type { LearntLifetime } from '../../../shared/domain/learnt.ts';
import { customer, gradingPolicy } from '../../support/grading.ts';
import { measuredAll, richPolicy } from '../../support/rich-policy.ts';

const ON = '2026-09-30';
const valuesOf = (
  features: Record<string, unknown>,
  facts: Facts,
  over: Record<string, unknown> = {},
  learnt: LearntLifetime | null = null,
) =>
  featureValues(facts, {
    policy: gradingPolicy({
      features,
      portrait: { columns: [...Object.keys(features), ...ALWAYS] },
      ...over,
    }),
    ...{ currency: 'CNY', asOf: ON, lifetime: learnt },
  });
const ALWAYS = [
  ...['daysSinceLastOrder', 'daysSinceFirstOrder', 'daysBetweenLastOrders', 'orderCount', 'netAmount'],
  ...['averageOrder', 'lifetimeOrders', 'lifetimeAmount'],
];

const NEVER = {
  ...{ firstOrderDate: null, lastOrderDate: null, lifetimeOrders: 0, lifetimeNet: 0 },
  ...{ orderCount: 0, netAmount: 0 },
};

describe('features that are always there', () => {
  it('tell of orders in the window and of all time', () => {
    const facts = customer({
      ...{
        firstOrderDate: '2025-09-30',
        lastOrderDate: '2026-09-20',
        lifetimeOrders: 5,
        lifetimeNet: 99_999,
      },
      ...{ orderCount: 3, netAmount: 10_001, measured: { $previousOrderDate: '2026-03-24' } },
    });
    expect(valuesOf({}, facts)).toEqual({
      ...{ daysSinceLastOrder: 10, daysSinceFirstOrder: 365, daysBetweenLastOrders: 180, orderCount: 3 },
      // 10001 / 3 = 3333.67
      ...{ netAmount: 10_001, averageOrder: 3_334, lifetimeOrders: 5, lifetimeAmount: 99_999 },
    });
  });

  it('are unknown or nought before any order', () => {
    expect(valuesOf({}, customer(NEVER))).toEqual({
      ...{ daysSinceLastOrder: null, daysSinceFirstOrder: null, daysBetweenLastOrders: null },
      ...{ orderCount: 0, netAmount: 0, averageOrder: null, lifetimeOrders: 0, lifetimeAmount: 0 },
    });
  });

  it('never hold minus nought, which JSON does not know', () => {
    const refunded = customer({ orderCount: 3, netAmount: -1 });
    expect(valuesOf({}, refunded).averageOrder).toBe(0);
    expect(valuesOf({ x: { multiply: ['netAmount', -0.0001] } }, customer(NEVER)).x).toBe(0);
  });
});

describe('features of the policy', () => {
  it.each<[string, Record<string, unknown>, Partial<Facts>, number | string | null]>([
    ['a count as it was measured', { from: 'orders', take: 'count' }, { measured: { f: 4 } }, 4],
    ['a day as days ago', { from: 'activity', take: 'daysSinceLast' }, { measured: { f: '2026-09-01' } }, 29],
    ['what is not there', { from: 'orders', take: 'amount' }, {}, null],
    [
      'what is said for the unknown, in money',
      { from: 'orders', take: 'amount', otherwise: 12.5 },
      {},
      1_250,
    ],
    ['a number likewise', { from: 'feedback', take: 'average', otherwise: 4.2 }, {}, 42_000],
    ['a count likewise', { from: 'feedback', take: 'count', otherwise: 0 }, {}, 0],
    ['a favourite', { from: 'orders', favourite: 'category' }, { measured: { f: '茶' } }, '茶'],
    ['a column', { from: 'customers', column: 'c', as: 'money' }, { measured: { f: '1万' } }, 1_000_000],
    [
      'a column that cannot be read',
      { from: 'customers', column: 'c', as: 'number', otherwise: 7 },
      { measured: { f: '很多' } },
      70_000,
    ],
    ['a text', { from: 'customers', column: 'c', otherwise: '其他' }, {}, '其他'],
    ['money by a count', { divide: ['netAmount', 'orderCount'], as: 'money' }, { orderCount: 4 }, 2_500],
    ['a share', { divide: ['orderCount', 'lifetimeOrders'] }, { orderCount: 1, lifetimeOrders: 3 }, 3_333],
    ['nothing by nothing', { divide: ['netAmount', 'orderCount'] }, { orderCount: 0, netAmount: 0 }, null],
    ['something by nothing', { divide: ['netAmount', 'orderCount'], otherwise: 0 }, { orderCount: 0 }, 0],
    ['a difference', { subtract: ['orderCount', 3], as: 'count' }, { orderCount: 1 }, -2],
    ['a sum of three', { add: ['orderCount', 'lifetimeOrders', 0.5] }, { lifetimeOrders: 2 }, 35_000],
    ['a product', { multiply: ['netAmount', 0.3], as: 'money' }, { netAmount: 1_999 }, 600],
    ['a text in a sum', { add: ['orderCount', 'word'] }, {}, null],
    [
      'something unknown in a sum',
      { add: ['orderCount', 'daysSinceLastOrder'] },
      { lastOrderDate: null },
      null,
    ],
  ])('%s', (_, definition, over, value) => {
    const features = { f: definition, word: { from: 'orders', favourite: 'channel' } };
    const facts = customer({ ...over, measured: { word: 'web', ...over.measured } });
    expect(valuesOf(features, facts).f).toBe(value);
  });

  it('are reckoned in chains, whatever the order of their names', () => {
    const features = {
      a: { multiply: ['b', 2] },
      b: { add: ['c', 1] },
      c: { divide: ['orderCount', 4] },
    };
    expect(valuesOf(features, customer({ orderCount: 3 }))).toMatchObject({ c: 7_500, b: 17_500, a: 35_000 });
  });

  it('cannot be reckoned from themselves', () => {
    const features = { a: { add: ['b', 1] }, b: { add: ['a', 1] } };
    expect(() => valuesOf(features, customer())).toThrow('reckoned from itself');
  });

  it('are those that the policy reads', () => {
    const seen = featureValues(customer({ measured: measuredAll() }), {
      ...{ policy: richPolicy(), currency: 'CNY', asOf: ON, lifetime: null },
    });
    expect(seen).toMatchObject({
      ...{ assets: 6_000_000, credit: 3, member: 1, renewal: 10, lastLogin: 10 },
      ...{ perOrder: 10_000, pace: 15_000, complaints: 0, studied: 125_000, country: 'CN' },
      // Once 100.00 in 365 days, half of it margin, two years.
      lifetimeValue: 10_000,
    });
    expect(seen).not.toHaveProperty('premium');
  });
});

describe('features of the lifetime', () => {
  const behaviour = { kind: 'bgnbd' as const, r: 0.25, alpha: 4.5, a: 0.8, b: 2.5, ll: -1 };
  const learnt = (over: Partial<LearntLifetime> = {}): LearntLifetime => ({
    ...{ kind: 'bgnbd', verdict: 'used', behaviour, spend: { p: 6, q: 4, v: 1_500, ll: -1, customers: 9 } },
    ...{ standardErrors: null, covariance: null, customers: 9, repeaters: 5, backTest: null, next: null },
    ...{ spendVerdict: 'used', spendTest: null },
    ...over,
  });
  // First 120 days ago, four days with an order since, the last 30 days ago.
  const facts = customer({
    ...{ firstOrderDate: '2026-06-02', lastOrderDate: '2026-08-31', lifetimeOrders: 5, orderCount: 5 },
    ...{ netAmount: 50_000, lifetimeNet: 50_000, measured: { $purchaseDays: 5, $repeatNet: 40_000 } },
  });
  const lifetime = (over: Record<string, unknown> = {}) => ({
    lifetime: { model: 'bgnbd', margin: 0.5, years: 2, nextDays: 90, ...over },
  });
  const NAIVE = {
    // 4 in 120 days make 1.01383 in a month of 30.415; half of 100.00 each; twelve months at 1 % are worth
    // (1 − 1.01^−12) / 0.01 = 11.255077 of them.
    lifetimeValue: 57_054,
    // 4 in 120 days make 3 in 90: 1 − e⁻³ = 0.950213; half of the chance after ln 2 · 30 = 20.79 days.
    ...{ aliveProbability: null, purchaseProbability: 9_502, churnProbability: 498 },
    ...{ expectedOrders: 30_000, daysToNextOrder: 21 },
  };
  const NONE = {
    ...{ lifetimeValue: null, aliveProbability: null, purchaseProbability: null, churnProbability: null },
    ...{ expectedOrders: null, daysToNextOrder: null },
  };

  it.each<[string, Record<string, unknown>, LearntLifetime | null, object]>([
    ['a model that lost', {}, learnt({ verdict: 'loses' }), NAIVE],
    ['a model that was never fitted', {}, null, NAIVE],
    ['the same, nothing instead', { fallback: 'none' }, learnt({ verdict: 'loses' }), NONE],
    // 4 in 120 days make 1.01383 in a month, all of 100.00 kept, one month at 10 %.
    [
      'the horizon of the model, not its years',
      { margin: 1, months: 1, monthlyDiscount: 0.1, years: 9 },
      null,
      { ...NAIVE, lifetimeValue: 9_217 },
    ],
    ['just as long known as the period', { nextDays: 120 }, null, { expectedOrders: 40_000 }],
    ['known for a day less', { nextDays: 121 }, null, NONE],
    // Five orders of 100.00 in 365 days, half of it margin, two years.
    ['history alone', { model: 'historic' }, learnt(), { ...NONE, lifetimeValue: 50_000 }],
  ])('%s', (_, over, model, expected) => {
    expect(valuesOf({}, facts, lifetime(over), model)).toMatchObject(expected);
  });

  it.each<[string, Record<string, unknown>, Partial<LearntLifetime>, number | null]>([
    ['lost', {}, { spendVerdict: 'loses' }, NAIVE.lifetimeValue],
    ['could not be fitted', {}, { spendVerdict: 'degenerate', spend: null }, NAIVE.lifetimeValue],
    ['lost, nothing instead', { fallback: 'none' }, { spendVerdict: 'loses' }, null],
  ])('take the fallback for the value alone where the model of spend %s', (_, over, spend, lifetimeValue) => {
    const values = valuesOf({}, facts, lifetime(over), learnt(spend));
    expect(values).toEqual({ ...valuesOf({}, facts, lifetime(over), learnt()), lifetimeValue });
    expect(values.purchaseProbability).not.toBe(NAIVE.purchaseProbability);
  });

  it('come from a model that is used, in whole units', () => {
    const values = valuesOf({}, facts, lifetime(), learnt());
    // P(alive) by Fader, Hardie & Lee: 1 / (1 + 0.8/5.5 · ((4.5 + 120/7) / (4.5 + 90/7))^4.25).
    const odds = (0.8 / 5.5) * ((4.5 + 120 / 7) / (4.5 + 90 / 7)) ** 4.25;
    expect(values.aliveProbability).toBe(Math.round(10_000 / (1 + odds)));
    expect(Number(values.purchaseProbability) + Number(values.churnProbability)).toBe(10_000);
  });

  it('are unknown of somebody who never bought, and alive is unknown before the second purchase', () => {
    expect(valuesOf({}, customer(NEVER), lifetime(), learnt())).toMatchObject(NONE);
    const once = customer({ measured: { $purchaseDays: 1, $repeatNet: 0 }, lastOrderDate: '2026-01-10' });
    expect(valuesOf({}, once, lifetime(), learnt()).aliveProbability).toBeNull();
    expect(valuesOf({}, once, lifetime(), null)).toMatchObject(NONE);
  });

  it('know no next order beyond a hundred years', () => {
    const sleepy = { kind: 'mbgnbd' as const, r: 0.2, alpha: 4, a: 0.6, b: 1.2, ll: -1 };
    const once = customer({
      ...{ firstOrderDate: '2024-06-06', lastOrderDate: '2024-06-06' },
      measured: { $purchaseDays: 1, $repeatNet: 0 },
    });
    const values = valuesOf({}, once, lifetime({ model: 'mbgnbd' }), learnt({ behaviour: sleepy }));
    expect(values.daysToNextOrder).toBeNull();
    expect(values.expectedOrders).toBeGreaterThan(0);
  });

  it.each([
    [{ every: 'quarter' }, '2026-09-30', 92],
    [{ every: 'quarter' }, '2026-10-05', 90],
    [{ every: 'month' }, '2026-01-31', 28],
    [{ every: 'halfYear', firstMonth: 4 }, '2026-09-30', 182],
  ] as const)('foretell the period after the one of the run: %o on %s: %i days', (schedule, on, days) => {
    const policy = gradingPolicy({ schedule: { at: '06:00', ...schedule }, lifetime: { model: 'bgnbd' } });
    expect(nextDaysOf(policy, on)).toBe(days);
    expect(nextDaysOf(gradingPolicy(lifetime()), on)).toBe(90);
  });
});
