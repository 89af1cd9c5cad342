import { explanation } from '../../../infra/cli/explain-text.ts';
import type { Language } from '../../../shared/domain/bilingual.ts';
import type { Criteria } from '../../../shared/domain/criteria.ts';
import { decide } from '../../../shared/domain/decide.ts';
import { nextOrder } from '../../../shared/domain/explain/next-order.ts';
import type { Held } from '../../../shared/domain/held.ts';
import { PURCHASE_DAYS, REPEAT_NET } from '../../../shared/domain/measured-columns.ts';
import type { Measured } from '../../../shared/domain/plan-part.ts';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import {
  basisOf,
  customer,
  EDGES,
  gradingPolicy,
  heldAfterFirst,
  type Scene,
} from '../../support/grading.ts';

const words = (zh: string, en: string) => ({ en, 'zh-CN': zh });

/** Three tiers by money in three bands, the best of them only with an order in the last 90 days. */
const shopPolicy = (over: Record<string, unknown> = {}): Policy =>
  gradingPolicy({
    scores: {
      spend: { of: 'netAmount', better: 'higher', bands: { quantile: 3 } },
      fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
    },
    tiers: [
      { id: 'gold', name: words('金牌', 'Gold'), when: { spend: '= 3', fresh: '>= 2' } },
      { id: 'silver', name: words('银牌', 'Silver'), when: { spend: '>= 2' } },
      { id: 'plain', name: words('普通', 'Regular') },
    ],
    ...over,
  });

const CUTS = { spend: [50_000, 120_050], fresh: [90] };

const spent = (minor: number, over: Partial<Measured> = {}): Measured =>
  customer({ netAmount: minor, lifetimeNet: minor, ...over });

interface Told extends Scene {
  now: Measured;
  /** As he was in the run before; left out, he is new. */
  was?: Measured;
  /** What is held of that, where it is not what the run would have left. */
  held?: (held: Held) => Held;
  /** What the run counted of each band. */
  criteria?: Criteria[];
}

const risen = (held: Held): Held => ({
  ...held,
  published: {
    ...held.published,
    history: [{ on: '2026-06-30', from: 'plain', to: 'silver', change: 'promoted', cause: 'behaviour' }],
  },
});

/** Reads what the shop's customers export says, and has flags, stages, segments and alternatives. */
const careful = gradingPolicy({
  features: {
    renewal: { from: 'customers', column: '续保日', as: 'daysUntil' },
    grade: { from: 'customers', column: '信用', as: 'level', levels: ['低', '中', '高'] },
    shoes: { from: 'orders', take: 'count', category: 'shoes' },
  },
  scores: { credit: { of: 'grade', better: 'higher', bands: { edges: [1, 2] }, unknown: 2 } },
  flags: {
    leaving: {
      name: words('可能流失', 'May leave'),
      when: { daysSinceLastOrder: '> 60', orderCount: '< 3' },
    },
    vip: { name: words('大客户', 'Key account'), when: { netAmount: '>= 5000' } },
  },
  stages: [
    { id: 'due', name: words('即将续保', 'Renewal due'), when: { renewal: '0..45' } },
    { id: 'other', name: words('其他', 'Other') },
  ],
  segments: {
    size: [
      { id: 'large', name: words('大额', 'Large'), when: { averageOrder: '>= 1000' } },
      { id: 'small', name: words('小额', 'Small') },
    ],
  },
  tiers: [
    {
      id: 'safe',
      name: words('稳健', 'Safe'),
      when: { leaving: 'no', any: [{ credit: '= 3' }, { vip: 'yes', size: 'large' }] },
    },
    { id: 'watch', name: words('关注', 'Watch'), when: { stage: ['due'], shoes: '>= 1' } },
    { id: 'plain', name: words('普通', 'Regular') },
  ],
});

export const SCENES: Record<string, Told> = {
  'promoted-by-own-order': {
    was: spent(60_000),
    now: spent(130_000, { orderCount: 3, lifetimeOrders: 3, lastOrderDate: '2026-09-20' }),
  },
  'kept-by-misses': {
    policy: shopPolicy({ movement: { downAfterMisses: 2 } }),
    was: spent(60_000),
    now: spent(40_000),
  },
  'kept-by-grace': {
    policy: shopPolicy({ movement: { graceDays: 180 } }),
    was: spent(60_000),
    held: risen,
    now: spent(40_000),
  },
  manual: {
    overrides: [{ customerId: 'c1', tier: 'gold', until: '2026-12-31', why: '大客户，合同期内 / contract' }],
    was: spent(60_000),
    now: spent(60_000),
  },
  'others-rose': {
    before: { edges: { spend: [50_000, 90_000], fresh: [90] } },
    was: spent(100_000),
    now: spent(100_000),
  },
  'kept-though-others-rose': {
    policy: shopPolicy({ movement: { protectFromOthers: true } }),
    before: { edges: { spend: [50_000, 90_000], fresh: [90] } },
    was: spent(100_000),
    now: spent(100_000),
  },
  'unknown-feature': {
    policy: careful,
    edges: { credit: [1, 2] },
    now: spent(30_000, { measured: { renewal: null, grade: null, shoes: 0 }, lastOrderDate: '2026-03-01' }),
  },
  'stage-and-flags': {
    policy: careful,
    edges: { credit: [1, 2] },
    now: spent(620_000, {
      ...{ orderCount: 5, lifetimeOrders: 5 },
      measured: { renewal: '2026-10-20', grade: '中', shoes: 2 },
    }),
  },
};

/** By the model: bought on three days, the last 30 days ago. */
export const FORETOLD: Told = {
  edges: EDGES,
  policy: gradingPolicy({
    lifetime: { model: 'bgnbd', margin: 0.5, nextDays: 90 },
    tiers: [
      {
        id: 'core',
        name: words('核心', 'Core'),
        when: {
          lifetimeValue: '>= 1',
          daysToNextOrder: '>= 0',
          aliveProbability: '>= 0',
          expectedOrders: '>= 0',
        },
      },
      { id: 'plain', name: words('普通', 'Regular') },
    ],
  }),
  lifetime: {
    ...{ kind: 'bgnbd', verdict: 'used', spendVerdict: 'used', customers: 2357, repeaters: 946 },
    behaviour: { kind: 'bgnbd', r: 0.2426, alpha: 4.4136, a: 0.793, b: 2.4259, ll: -9582.4 },
    spend: { p: 6.25, q: 3.7443, v: 15_444, ll: -4000, customers: 946 },
    standardErrors: null,
    // Standard deviations of one tenth of each parameter, independent.
    covariance: [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => (row === column ? 0.01 : 0))),
    ...{ backTest: null, spendTest: null, next: null },
  },
  now: spent(30_000, {
    orderCount: 3,
    lifetimeOrders: 3,
    measured: { [PURCHASE_DAYS]: 3, [REPEAT_NET]: 20_000 },
  }),
};

/** One scene as the terminal tells it. */
export function told(
  { now, was, held = (one) => one, criteria = [], ...scene }: Told,
  language: Language,
): string {
  const policy = scene.policy ?? shopPolicy();
  const whole = { edges: CUTS, ...scene, policy };
  const before = was ? held(heldAfterFirst(was, { ...whole, overrides: [], ...scene.before })) : null;
  const basis = basisOf(whole);
  const receipt = decide(now, before, basis);
  const where = 'runs/r2/plan/part-0000.jsonl.gz';
  const next = nextOrder(now, receipt, basis);
  const model = { lifetime: whole.lifetime ?? null, criteria };
  return `${explanation({ facts: now, model, receipt, policy, held: before, nextOrder: next, where }, language).join('\n')}\n`;
}
