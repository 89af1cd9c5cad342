import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/domain/decide.ts';
import type { Facts } from '../../../shared/domain/features.ts';
import { type Held, HeldSchema } from '../../../shared/domain/held.ts';
import type { LearntLifetime } from '../../../shared/domain/learnt.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import {
  basisOf,
  buyer,
  EDGES,
  FIRST_RUN,
  gradingPolicy,
  heldAfterFirst,
  type Scene,
} from '../../support/grading.ts';

const SPRING = { lastOrderDate: '2026-05-31' };
const gold = (tier: string) => ({ customerId: 'c1', tier, until: '2026-12-31', why: 'a friend of the shop' });

const caused = (row: Measured, held: Held, scene: Scene = {}) => {
  const { change, cause, tier, earned } = decide(row, held, basisOf(scene));
  return { change, cause, tier, earned };
};

describe('time and behaviour', () => {
  // All time: six orders; in the window of this run two of them are gone.
  const six = heldAfterFirst(buyer(6, SPRING));
  const gone: Measured = { ...buyer(6, SPRING), orderCount: 2, netAmount: 20_000 };

  it('an order that falls out of the window is time', () => {
    expect(caused(gone, six)).toMatchObject({ change: 'demoted', cause: 'time' });
  });

  it('it is time too where he ordered a little meanwhile and would have fallen without it', () => {
    const quiet: Facts = { ...gone, orderCount: 1, netAmount: 10_000 };
    const row = { ...gone, lifetimeOrders: 7, lifetimeNet: 70_000, quiet };
    expect(caused(row, six)).toMatchObject({ change: 'demoted', cause: 'time' });
  });

  it('what he did is his own where he would not have moved without it', () => {
    const three = heldAfterFirst(buyer(3));
    const quiet: Facts = buyer(3);
    expect(caused(buyer(6, { quiet }), three)).toMatchObject({ change: 'promoted', cause: 'behaviour' });
    const refunded: Measured = { ...buyer(3, { quiet }), orderCount: 1, lifetimeOrders: 1 };
    expect(caused(refunded, three)).toMatchObject({ change: 'demoted', cause: 'behaviour' });
  });

  it('old orders that were stated late are his own', () => {
    const late = buyer(6, { ...SPRING, quiet: null, lastOrderDate: '2026-08-31' });
    expect(caused(late, heldAfterFirst(buyer(3)))).toMatchObject({ change: 'promoted', cause: 'behaviour' });
  });
});

describe('a fall that several misses put off', () => {
  const policy = gradingPolicy({
    features: { complaints: { from: 'feedback', feedback: 'complaint', take: 'count' } },
    tiers: gradingPolicy().tiers.map((tier) =>
      tier.id === 'mid' ? { ...tier, when: { orders: '>= 2', complaints: '= 0' } } : tier,
    ),
    movement: { downAfterMisses: 2 },
  });
  const facts = (complaints: number, orders = 3) => buyer(orders, { measured: { complaints } });
  const complained = { ...facts(1), quiet: facts(0) };
  const slipped = { ...facts(0), orderCount: 1, netAmount: 10_000 };
  const BETWEEN = { mode: 'onDemand', asOf: '2026-07-20' } as const;
  const Q4 = { runId: 'r3', runSeq: 3, baseSeq: 2, asOf: '2026-12-31', period: '2026-Q4' };
  const leftBy = (row: Measured, held: Held, run: Scene['run'] = {}): Held => {
    const [left] = planPart([{ ...row, held }], basisOf({ policy, run }), new Set()).held;
    return HeldSchema.parse(JSON.parse(JSON.stringify(left?.held)));
  };
  const mid = heldAfterFirst(facts(0), { policy });

  it.each<[string, Measured, Measured, string]>([
    ['his own complaint, and nothing since', complained, facts(1), 'behaviour'],
    ['his own complaint, and another since', complained, { ...facts(2), quiet: facts(1) }, 'behaviour'],
    ['orders that left the window', slipped, slipped, 'time'],
    [
      'orders that left the window, and a complaint that made no difference',
      slipped,
      { ...slipped, measured: { complaints: 1 }, quiet: slipped },
      'time',
    ],
  ])('%s', (_, first, second, cause) => {
    const held = leftBy(first, mid);
    expect(held).toMatchObject({ misses: 1, published: { tier: 'mid' } });
    expect(caused(second, held, { policy, run: Q4 })).toMatchObject({ change: 'demoted', cause });
  });

  it('is his own too where a run between periods heard of it first', () => {
    const told = leftBy(complained, mid, BETWEEN);
    expect(told).toMatchObject({ misses: 0, missCause: 'behaviour' });
    const held = leftBy(facts(1), told);
    expect(held).toMatchObject({ misses: 1, missCause: 'behaviour' });
    expect(caused(facts(1), held, { policy, run: Q4 })).toMatchObject({ cause: 'behaviour' });
  });

  it('is forgotten when the misses end, and when he falls', () => {
    const held = leftBy(complained, mid);
    expect(held.missCause).toBe('behaviour');
    expect(leftBy(facts(0), held, Q4)).not.toHaveProperty('missCause');
    const fallen = leftBy(facts(1), held, Q4);
    expect(fallen.published.tier).toBe('low');
    expect(fallen).not.toHaveProperty('missCause');
  });

  it('nothing is remembered of whom others or the margin keep', () => {
    const others = gradingPolicy({ movement: { protectFromOthers: true } });
    const three = heldAfterFirst(buyer(3), { policy: others });
    const scene = { policy: others, edges: { ...EDGES, orders: [4, 9] }, before: { edges: EDGES } };
    const [left] = planPart([{ ...buyer(3), held: three }], basisOf(scene), new Set()).held;
    expect(left?.held.published.tier).toBe('mid');
    expect(left?.held).not.toHaveProperty('missCause');
  });
});

describe('a base run of the same day', () => {
  it('late orders are his own doing, and not where he would have moved without them', () => {
    const scene: Scene = { policy: gradingPolicy({ movement: { between: 'both' } }) };
    const run = { mode: 'onDemand', asOf: '2026-06-30' } as const;
    const late = { ...buyer(6), quiet: buyer(3) };
    expect(caused(late, heldAfterFirst(buyer(3), scene), { ...scene, run })).toMatchObject({
      ...{ change: 'promoted', cause: 'behaviour' },
    });
    const six = heldAfterFirst(buyer(6), scene);
    const quiet = { ...buyer(6), orderCount: 1 };
    const little = { ...buyer(7), orderCount: 2, quiet };
    expect(caused(little, six, { ...scene, run })).toMatchObject({ change: 'demoted', cause: 'time' });
  });
});

describe('what others and the policy do', () => {
  it('both moved: what alone makes the move is the cause', () => {
    const stricter = gradingPolicy({
      tiers: gradingPolicy().tiers.map((tier) =>
        tier.id === 'mid' ? { ...tier, when: { orders: '= 3' } } : tier,
      ),
    });
    const held = heldAfterFirst(buyer(3));
    const moved = { ...EDGES, orders: [4, 9] };
    const before = { policy: gradingPolicy(), edges: EDGES };
    // On the old ladder the new cut points would have sent him down as well.
    expect(caused(buyer(3), held, { policy: stricter, edges: moved, before })).toMatchObject({
      cause: 'others',
    });
    expect(caused(buyer(3), held, { policy: stricter, before })).toMatchObject({ cause: 'policy' });
  });

  it('another model of lifetime value is others', () => {
    const policy = gradingPolicy({
      lifetime: { model: 'bgnbd', fallback: 'none' },
      tiers: gradingPolicy().tiers.map((tier) =>
        tier.id === 'mid' ? { ...tier, when: { purchaseProbability: '>= 0.3' } } : tier,
      ),
    });
    const learnt = (r: number): LearntLifetime => ({
      ...{ kind: 'bgnbd', verdict: 'used', spendVerdict: 'used', spendTest: null },
      spend: { p: 6, q: 4, v: 1_500, ll: -1, customers: 9 },
      behaviour: { kind: 'bgnbd', r, alpha: 10, a: 0.5, b: 5, ll: -1 },
      ...{ standardErrors: null, covariance: null, customers: 9, repeaters: 5, backTest: null, next: null },
    });
    const row = buyer(3, { measured: { $purchaseDays: 3, $repeatNet: 20_000 } });
    const held = heldAfterFirst(row, { policy, lifetime: learnt(2) });
    expect(held.published.tier).toBe('mid');
    const poorer = {
      ...learnt(2),
      behaviour: { kind: 'bgnbd' as const, r: 0.01, alpha: 900, a: 5, b: 0.5, ll: -1 },
    };
    const scene = { policy, lifetime: poorer, before: { lifetime: learnt(2) } };
    expect(caused(row, held, scene)).toMatchObject({ change: 'demoted', cause: 'others' });
  });
});

describe('a manual tier', () => {
  it('that the present ladder does not have ends because of the policy, not by hand', () => {
    const scene = { before: { policy: gradingPolicy() } };
    const held = heldAfterFirst(buyer(1), scene);
    const raised: Held = { ...held, earned: 'low', published: { ...held.published, tier: 'platinum' } };
    expect(caused(buyer(1), raised, scene)).toMatchObject({ tier: 'low', cause: 'policy' });
  });

  const low = heldAfterFirst(buyer(1));
  const override = gold('high');
  const shown: Held = heldAfterFirst(buyer(1), { overrides: [override] });
  const NEXT = { runId: 'r3', runSeq: 3, baseSeq: 2, asOf: '2026-12-31', period: '2026-Q4' };

  it('begins, stays, is replaced and ends by hand', () => {
    expect(caused(buyer(1), low, { overrides: [override] })).toEqual({
      ...{ change: 'promoted', cause: 'manual', tier: 'high', earned: 'low' },
    });
    expect(shown).toMatchObject({ earned: 'low', published: { tier: 'high', overrideUntil: '2026-12-31' } });
    expect(caused(buyer(1), shown, { overrides: [override] })).toMatchObject({ change: 'same', cause: '' });
    expect(caused(buyer(1), shown, { overrides: [gold('mid')] })).toEqual({
      ...{ change: 'demoted', cause: 'manual', tier: 'mid', earned: 'low' },
    });
    expect(caused(buyer(1), shown)).toEqual({
      ...{ change: 'demoted', cause: 'manual', tier: 'low', earned: 'low' },
    });
  });

  it('ends by hand where he earned another tier meanwhile, too', () => {
    expect(caused(buyer(3), shown)).toEqual({
      change: 'demoted',
      cause: 'manual',
      tier: 'mid',
      earned: 'mid',
    });
  });

  it('hides what he earns, which goes on by its own rules', () => {
    const receipt = decide(buyer(3), shown, basisOf({ overrides: [override] }));
    expect(receipt).toMatchObject({
      ...{ tier: 'high', earned: 'mid', change: 'same', cause: '', protection: 'manual' },
      movement: { heldTier: 'low', ruleTier: 'mid' },
    });
  });

  it('changes nothing where he earns the same: rising is his own doing', () => {
    expect(caused(buyer(6), low, { overrides: [override] })).toMatchObject({
      ...{ change: 'promoted', cause: 'behaviour', tier: 'high', earned: 'high' },
    });
  });

  it('is no rise that grace protects', () => {
    const policy = gradingPolicy({ movement: { graceDays: 365 } });
    const scene = { policy, run: NEXT };
    const rise = { on: '2026-09-30', from: 'low', to: 'high', change: 'promoted' } as const;
    const raised = (cause: 'manual' | 'behaviour'): Held => {
      const first = heldAfterFirst(buyer(6), { policy });
      const history = [...first.published.history, { ...rise, cause }];
      return { ...first, published: { ...first.published, history } };
    };
    expect(caused(buyer(1), raised('behaviour'), scene)).toMatchObject({ tier: 'high', change: 'same' });
    expect(caused(buyer(1), raised('manual'), scene)).toMatchObject({ tier: 'low', change: 'demoted' });
  });
});

describe('the first run', () => {
  it('gives a manual tier at once, without a cause', () => {
    const scene = { overrides: [gold('high')], run: FIRST_RUN };
    expect(decide(buyer(1), null, basisOf(scene))).toMatchObject({
      ...{
        tier: 'high',
        earned: 'low',
        change: 'joined',
        cause: '',
        previousTier: null,
        protection: 'manual',
      },
    });
  });
});
