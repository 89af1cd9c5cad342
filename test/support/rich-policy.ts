import type { Cell } from '../../shared/domain/features.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { gradingPolicy } from './grading.ts';

const word = (text: string) => ({ en: text, 'zh-CN': text });

/** Features of every kind, levels, derived ones, flags, stages, segments, weights, their own bands, cut points per country; `over` as ever. */
export const richPolicy = (over: Record<string, unknown> = {}): Policy =>
  gradingPolicy({
    features: {
      premium: { from: 'orders', take: 'count', category: '高端', otherwise: 0 },
      favourite: { from: 'orders', favourite: 'category' },
      studied: { from: 'activity', take: 'quantity', otherwise: 0 },
      lastLogin: { from: 'activity', take: 'daysSinceLast' },
      complaints: { from: 'feedback', feedback: 'complaint', take: 'count', otherwise: 0 },
      country: { from: 'customers', column: 'country' },
      assets: { from: 'customers', column: 'assets', as: 'money' },
      credit: { from: 'customers', column: 'credit', as: 'level', levels: ['C', 'B', 'A'], otherwise: 1 },
      member: { from: 'customers', column: 'member', as: 'yesNo' },
      renewal: { from: 'customers', column: 'renewal', as: 'daysUntil' },
      perOrder: { divide: ['netAmount', 'orderCount'], as: 'money', otherwise: 0 },
      pace: { multiply: ['orderCount', 1.5] },
    },
    lifetime: { model: 'historic', margin: 0.5, years: 2 },
    scores: {
      orders: { of: 'orderCount', better: 'higher', bands: { quantile: 3 }, per: 'country' },
      fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
      money: { of: 'netAmount', better: 'higher', bands: { top: [5, 20] } },
      wealth: { of: 'assets', better: 'higher', bands: { edges: [100_000] }, unknown: 2 },
      index: { weighted: { orders: 0.3, fresh: 0.3, money: 0.4 } },
      third: { of: 'index', better: 'higher', bands: { quantile: 3 } },
    },
    flags: {
      upset: { name: word('Upset'), when: { complaints: '>= 2' } },
      silent: { name: word('Silent'), when: { any: [{ lastLogin: '> 60' }, { fresh: '= 1' }] } },
      risky: { name: word('Risky'), when: { credit: '<= B', upset: 'yes' } },
    },
    stages: [
      { id: 'new', name: word('New'), when: { lifetimeOrders: '<= 1' } },
      { id: 'due', name: word('Due'), when: { renewal: '0..30', silent: 'no' } },
      { id: 'lapsed', name: word('Lapsed'), when: { silent: 'yes' } },
      { id: 'active', name: word('Active') },
    ],
    segments: {
      taste: [
        { id: 'fine', name: word('Fine'), when: { favourite: ['高端', '礼品'], perOrder: '>= 80' } },
        { id: 'plain', name: word('Plain') },
      ],
    },
    tiers: [
      {
        id: 'top',
        name: word('Top'),
        when: { index: '>= 2.2', third: '>= 2', risky: 'no', stage: ['active', 'due'] },
      },
      {
        id: 'high',
        name: word('High'),
        when: {
          any: [
            { lifetimeValue: '>= 300', upset: 'no' },
            { assets: '>= 50000', taste: 'fine' },
          ],
        },
      },
      { id: 'twin', name: word('Twin'), when: { member: 'yes', pace: '>= 3' }, rank: 3 },
      { id: 'mid', name: word('Mid'), when: { orders: '>= 2', credit: '!= C' }, rank: 3 },
      { id: 'fair', name: word('Fair'), when: { netAmount: '>= 200', studied: '>= 0' }, rank: 2 },
      { id: 'low', name: word('Low'), rank: 1 },
    ],
    ...over,
  });

export const RICH_EDGES = {
  ...{ orders: [1, 3], 'orders[cn]': [2, 5], fresh: [90], money: [30_000, 60_000], wealth: [10_000_000] },
  third: [21_000, 25_000],
};

/** What `measured` holds of somebody of whom everything is known. */
export const measuredAll = (over: Record<string, Cell> = {}): Record<string, Cell> => ({
  ...{ premium: 2, favourite: '高端', studied: 125_000, lastLogin: '2026-09-20', complaints: 0 },
  ...{ country: 'CN', assets: '6万', credit: 'A', member: '是', renewal: '2026-10-10' },
  ...over,
});
