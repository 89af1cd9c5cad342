import fc from 'fast-check';

const words = (text: string) => ({ en: text, 'zh-CN': text });

export const LEVELS = ['basic', 'pro', 'enterprise'];
export const COUNTRIES = ['中国', 'US', 'France'];

const FEATURES = {
  visits: { from: 'activity', take: 'count', days: 90 },
  recentSpend: { from: 'orders', take: 'amount', days: 90 },
  plan: { from: 'customers', column: '套餐', as: 'level', levels: LEVELS },
  country: { from: 'customers', column: '国家' },
  assets: { from: 'customers', column: '资产', as: 'money', otherwise: 0 },
  perVisit: { divide: ['netAmount', 'visits'], as: 'money' },
};

const SCORES = {
  recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 4 } },
  monetary: { of: 'netAmount', better: 'higher', bands: { edges: [100, 1000] } },
  local: { of: 'netAmount', better: 'higher', bands: { quantile: 3 }, per: 'country' },
  active: { of: 'visits', better: 'higher', bands: { edges: [2, 10] }, unknown: 2 },
  rich: { of: 'assets', better: 'higher', bands: { top: [10, 40] } },
  sum: { weighted: { recency: 0.4, monetary: 0.6 } },
  scale: { of: 'sum', better: 'higher', bands: { edges: [1.4, 2.6] } },
  third: { of: 'mixed', better: 'higher', bands: { quantile: 3 }, per: 'country', unknown: 2 },
  mixed: { weighted: { local: 0.5, active: 0.5 } },
};

const sign = fc.constantFrom('>=', '<=', '>', '<', '=', '!=');
const compared = (...bounds: (number | string)[]) =>
  fc.tuple(sign, fc.constantFrom(...bounds)).map(([operator, bound]) => `${operator} ${bound}`);
const listOf = (...texts: string[]) => fc.subarray(texts, { minLength: 1 });

const NUMBERS = {
  ...{ orderCount: compared(0, 1, 3, 8), netAmount: compared(0, 99.5, 1000), visits: compared(1, 5, 10) },
  ...{
    daysSinceLastOrder: compared(30, 180, 365),
    recentSpend: compared(100, 500),
    perVisit: compared(10, 50),
  },
  ...{ averageOrder: compared(50, 200), assets: compared(0, 10_000), plan: compared(...LEVELS) },
  ...{ recency: compared(2, 3, 4), monetary: compared(2, 3), local: compared(2, 3), active: compared(2, 3) },
  ...{ scale: compared(1, 2, 3), third: compared(2, 3), mixed: compared(1.5, 2, 2.5) },
  ...{ rich: compared(2, 3), sum: compared(1.4, 2, 2.6, 3) },
};
const UNKNOWNS = ['visits', 'plan', 'country', 'perVisit', 'averageOrder', 'daysSinceLastOrder'];

type Conditions = Record<string, fc.Arbitrary<unknown>>;

const BASE: Conditions = {
  ...NUMBERS,
  country: fc.oneof(listOf(...COUNTRIES), fc.constantFrom('中国', '!= US')),
};

function block(conditions: Conditions): fc.Arbitrary<Record<string, unknown>> {
  const one = fc.constantFrom(...Object.keys(conditions)).chain((name) => {
    const condition = conditions[name] ?? fc.constant('known');
    const either = UNKNOWNS.includes(name)
      ? fc.oneof({ weight: 4, arbitrary: condition }, fc.constantFrom('unknown', 'known'))
      : condition;
    return either.map((each) => [name, each] as const);
  });
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((entries) => Object.fromEntries(entries));
}

const when = (conditions: Conditions) =>
  fc.oneof(
    { weight: 3, arbitrary: block(conditions) },
    fc.array(block(conditions), { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
  );

const rungs = (prefix: string, conditions: Conditions, most: number) =>
  fc
    .array(when(conditions), { minLength: 1, maxLength: most })
    .map((whens) => [
      ...whens.map((each, i) => ({ id: `${prefix}${i}`, name: words(prefix), when: each })),
      { id: `${prefix}-rest`, name: words(prefix) },
    ]);

const YES_NO = fc.constantFrom('yes', 'no', true, false);

/** A policy file's content in the whole language; most of them are valid, some have rungs that cannot be won. */
export const anyPolicy: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    risky: when(BASE),
    angry: when({ ...BASE, risky: YES_NO }),
  })
  .chain((flags) => {
    const marked = { ...BASE, risky: YES_NO, angry: YES_NO };
    return rungs('s', marked, 2).chain((stages) => {
      const staged = { ...marked, stage: listOf(...stages.map(({ id }) => id)) };
      return rungs('m', staged, 2).chain((market) => {
        const all = { ...staged, market: fc.constantFrom(...market.map(({ id }) => id)) };
        return fc.record({
          flags: fc.constant(named(flags)),
          stages: fc.constant(stages),
          segments: fc.constant({ market }),
          tiers: rungs('t', all, 3),
        });
      });
    });
  })
  .map((grading) => ({ ...REST, ...grading }));

const named = (flags: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(flags).map(([name, each]) => [name, { name: words(name), when: each }]));

const REST = {
  version: 1,
  shop: { name: words('Shop'), language: 'en', postalAddress: words('Street 1') },
  identity: ['customer_id'],
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY' },
  schedule: { every: 'quarter', at: '06:00' },
  window: { days: 365 },
  features: FEATURES,
  scores: SCORES,
  movement: {},
  campaigns: [],
  mail: {},
  approval: 'never',
  intake: {},
};
