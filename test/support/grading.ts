import type { Held } from '../../shared/domain/held.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';
import type { Basis, RunFacts } from '../../shared/domain/outcome.ts';
import type { Override } from '../../shared/domain/override.ts';
import { type Measured, planPart } from '../../shared/domain/plan-part.ts';
import { type Policy, PolicySchema } from '../../shared/domain/policy/schema.ts';

const words = (text: string) => ({ en: text, 'zh-CN': text });

/** Three tiers by the number of orders and days since the last; `over` replaces whole parts. */
export const gradingPolicy = (over: Record<string, unknown> = {}): Policy =>
  PolicySchema.parse({
    version: 1,
    shop: { name: words('Shop'), language: 'en', postalAddress: words('Street 1') },
    identity: ['customer_id'],
    timeZone: 'Asia/Shanghai',
    currency: { code: 'CNY' },
    schedule: { every: 'quarter', at: '06:00' },
    window: { days: 365 },
    scores: {
      orders: { of: 'orderCount', better: 'higher', bands: { edges: [2, 5] } },
      fresh: { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } },
    },
    tiers: [
      { id: 'high', name: words('High'), when: { orders: '= 3', fresh: '= 2' } },
      { id: 'mid', name: words('Mid'), when: { orders: '>= 2' } },
      { id: 'low', name: words('Low') },
    ],
    movement: {},
    campaigns: [],
    mail: {},
    approval: 'never',
    intake: {},
    ...over,
  });

export const EDGES = { orders: [2, 5], fresh: [90] };

/** One order a month ago: `low` by the policy above. `high` takes more than 5 orders, `mid` more than 2. */
export const customer = (over: Partial<Measured> = {}): Measured => ({
  customerId: 'c1',
  present: true,
  measured: {},
  quiet: null,
  firstOrderDate: '2026-01-10',
  lastOrderDate: '2026-08-31',
  lifetimeOrders: 1,
  lifetimeNet: 10_000,
  orderCount: 1,
  netAmount: 10_000,
  email: 'c1@example.com',
  name: 'C One',
  language: 'en',
  consent: true,
  consentOn: '2026-01-10',
  consentSource: 'export-1',
  held: null,
  ...over,
});

/** The same customer with so many orders, all in the window. */
export const buyer = (orders: number, over: Partial<Measured> = {}): Measured =>
  customer({
    orderCount: orders,
    lifetimeOrders: orders,
    netAmount: orders * 10_000,
    lifetimeNet: orders * 10_000,
    ...over,
  });

const runFacts = (over: Partial<RunFacts> = {}): RunFacts => ({
  ...{ runId: 'r2', runSeq: 2, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', currency: 'CNY' },
  ...{ baseSeq: 1, policyHash: 'p', calibratedBy: 'r2' },
  ...over,
});

export interface Scene {
  policy?: Policy;
  edges?: Record<string, number[]>;
  lifetime?: LearntLifetime | null;
  before?: {
    policy?: Policy;
    edges?: Record<string, number[]>;
    currency?: string;
    lifetime?: LearntLifetime | null;
  };
  overrides?: Override[];
  run?: Partial<RunFacts>;
  grounds?: Basis['grounds'];
}

/** A run on a base whose policy and cut points were the same, unless `before` says otherwise. */
export function basisOf({
  policy = gradingPolicy(),
  edges = EDGES,
  lifetime = null,
  before = {},
  run = {},
  grounds = new Map(),
  overrides = [],
}: Scene = {}): Basis {
  const facts = runFacts(run);
  const old = {
    ...{ policy: before.policy ?? policy, edges: before.edges ?? edges },
    currency: before.currency ?? facts.currency,
    lifetime: before.lifetime === undefined ? lifetime : before.lifetime,
  };
  const first = facts.baseSeq === 0;
  return {
    ...{ run: facts, now: { policy, edges, lifetime }, before: first ? null : old, grounds },
    overrides: new Map(overrides.map((override) => [override.customerId, override])),
  };
}

export const FIRST_RUN = { runId: 'r1', runSeq: 1, baseSeq: 0, asOf: '2026-06-30', period: '2026-Q2' };

/** What a first run leaves behind for `row`. */
export function heldAfterFirst(row: Measured, scene: Scene = {}): Held {
  const [only] = planPart([row], basisOf({ ...scene, run: FIRST_RUN }), new Set()).held;
  if (!only) throw new Error('nothing is held');
  return only.held;
}
