import type { Model, Review } from '../../shared/contract/artifacts.ts';
import type { Measured } from '../../shared/domain/plan-part.ts';
import { buyer, gradingPolicy, heldAfterFirst } from '../support/grading.ts';
import { reported } from '../support/report-run.ts';

const words = (zh: string, en: string) => ({ en, 'zh-CN': zh });

/** Tiers on money, with a model, flags, stages, segments and columns of customers exports. */
const policy = gradingPolicy({
  features: {
    credit: { from: 'customers', column: '信用等级', as: 'level', levels: ['低', '中', '高'] },
    renewal: { from: 'customers', column: '续保日', as: 'daysUntil' },
  },
  lifetime: { model: 'historic', margin: 0.5, years: 2 },
  scores: {
    recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 5 } },
    spend: { of: 'netAmount', better: 'higher', bands: { edges: [200, 500] } },
    trust: { of: 'credit', better: 'higher', bands: { edges: [1, 2] } },
  },
  flags: {
    leaving: { name: words('可能流失', 'May leave'), when: { daysSinceLastOrder: '> 60' } },
    worthy: { name: words('高价值', 'Worth a lot'), when: { lifetimeValue: '>= 500' } },
  },
  stages: [
    { id: 'due', name: words('即将续保', 'Renewal due'), when: { renewal: '0..45' } },
    { id: 'active', name: words('活跃', 'Active') },
  ],
  segments: {
    size: [
      { id: 'large', name: words('大额客户', 'Large orders'), when: { averageOrder: '>= 150' } },
      { id: 'small', name: words('小额客户', 'Small orders') },
    ],
  },
  tiers: [
    { id: 'top', name: words('核心', 'Core'), when: { spend: '= 3' } },
    { id: 'never', name: words('空等级', 'Empty tier'), when: { netAmount: '>= 999999' } },
    { id: 'mid', name: words('重要', 'Important'), when: { spend: '= 2' } },
    { id: 'base', name: words('普通', 'Regular') },
  ],
});

const edges = { recency: [10, 20, 30, 60], spend: [20_000, 50_000], trust: [1, 2] };

const unread = { credit: null, renewal: null };
const was = (orders: number, customerId: string): Measured => buyer(orders, { customerId, measured: unread });
const grown = (orders: number, customerId: string, over: Partial<Measured> = {}): Measured =>
  buyer(orders, {
    ...{ customerId, measured: { credit: '高', renewal: '2026-10-20' } },
    held: heldAfterFirst(was(1, customerId), { policy, edges }),
    ...over,
  });

/** By hand: c1, c2 are core with 600 and 900 yuan, c3 important with 300, c4 and c5 regular with 100 each; one came before. */
const ROWS: Measured[][] = [
  [grown(6, 'c1'), was(9, 'c2')],
  [was(3, 'c3'), was(1, 'c4'), buyer(1, { customerId: 'c5', measured: unread, lastOrderDate: '2026-05-01' })],
];

export const LIFETIME: NonNullable<Model['lifetime']> = {
  ...{ kind: 'mbgnbd', verdict: 'used', spendVerdict: 'used', customers: 2357, repeaters: 1411 },
  spendTest: null,
  behaviour: { kind: 'mbgnbd', r: 0.5246, alpha: 6.1829, a: 0.8914, b: 1.6142, ll: -9500.1 },
  spend: { p: 6.25, q: 3.7443, v: 154_418, ll: -4000.5, customers: 1411 },
  standardErrors: { r: 0.0311, alpha: 0.4102, a: 0.1011, b: 0.2502 },
  covariance: null,
  backTest: {
    ...{ verdict: 'wins', holdoutDays: 92, customers: 2100, actual: 1788, predicted: 1701.4, naive: 2650.8 },
    ...{ mae: { model: 0.7511, naive: 1.0123 }, rmse: { model: 1.4101, naive: 2.2034 } },
  },
  next: { days: 92, expected: 1650.4, low: 1502.2, high: 1811.9 },
};

const CRITERIA: Model['criteria'] = [
  {
    ...{ key: 'recency', score: 'recency', bands: [470, 471, 470, 473, 473], edges: edges.recency },
    ...{ before: [8, 19, 31, 50], moved: 0.25, drifted: false, collapsed: [], proposed: null },
  },
  {
    ...{ key: 'spend', score: 'spend', bands: [1900, 300, 157], edges: edges.spend },
    ...{ before: [20_000, 50_000], moved: 0, drifted: false, collapsed: [], proposed: [9_000, 24_000] },
  },
  {
    ...{ key: 'trust[华东]', score: 'trust', bands: [100, 0, 20], edges: [1, 1], before: [1, 2] },
    ...{ moved: 0.5, drifted: true, collapsed: [2], proposed: null },
  },
];

const model: Model = {
  ...{ version: 1, calibratedBy: 'r2', asOf: '2026-09-30', policyHash: 'p', population: 2357, edges },
  ...{ lifetime: LIFETIME, criteria: CRITERIA },
};

/** Everything that the report of that run wrote, by key. */
export const richly = (
  over: Partial<Model> = {},
  review: Partial<Review> = {},
): Promise<Map<string, string>> =>
  reported({ model: async () => ({ ...model, ...over }) }, { policy, edges, rows: ROWS }, (found) => ({
    ...found,
    counts: { ...found.counts, overridden: 3, flaps: 1 },
    unreadable: { credit: 12, renewal: 4 },
    ...review,
  }));
