import { policyWith } from './measured.ts';

/** Of every kind of feature, with every filter and everything that can be taken; texts that look like SQL among them. */
const FEATURES = {
  ...taking('orders', ['count', 'amount', 'average', 'largest', 'days', 'daysSinceLast'], {
    ...{ category: ["it's / DESC", '50% ($1)?'], channel: 'web', region: 'sum(x)' },
    ...{ amountFrom: 1.5, amountTo: 900, days: 90, before: 3 },
  }),
  ...taking('activity', ['count', 'quantity', 'average', 'days', 'daysSinceLast'], {
    activity: 'now()',
    days: 'all',
  }),
  ...taking('feedback', ['count', 'average', 'latest', 'lowest', 'daysSinceLast'], {
    ...{ feedback: ['survey', 'rating'], scoreFrom: 1, scoreTo: 9 },
  }),
  open: { from: 'feedback', open: true, take: 'count' },
  closed: { from: 'feedback', open: false, take: 'count' },
  favourite: { from: 'orders', favourite: 'category', days: 30 },
  level: { from: 'customers', column: "le'vel" },
  plan: { from: 'customers', column: 'plan' },
};

function taking(from: string, takes: readonly string[], over: Record<string, unknown>) {
  return Object.fromEntries(takes.map((take) => [`${from}-${take}`, { from, take, ...over }]));
}

/** A policy that asks for every column that can be measured; `over` replaces parts of it. */
export const askingForEverything = (over: Record<string, unknown> = {}) =>
  policyWith({
    features: FEATURES,
    flags: { slow: { name: { en: 'Slow', 'zh-CN': '慢' }, when: { daysBetweenLastOrders: '> 10' } } },
    lifetime: { model: 'bgnbd' },
    portrait: { preferences: ['channel', 'region'] },
    ...over,
  });

/** Ways to know a customer: each key as the best one, alone and before others. */
export const IDENTITIES = [
  ['customer_id', 'email', 'phone'],
  ['email', 'phone', 'customer_id'],
  ['phone', 'email'],
  ['customer_id'],
];
