import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/domain/decide.ts';
import type { Measured } from '../../../shared/domain/plan-part.ts';
import {
  basisOf,
  buyer,
  EDGES,
  FIRST_RUN,
  gradingPolicy,
  heldAfterFirst,
  type Scene,
} from '../../support/grading.ts';

const asBefore = { lastOrderDate: '2026-05-31' };
const renamed = gradingPolicy({
  tiers: gradingPolicy().tiers.map((tier) => (tier.id === 'mid' ? { ...tier, id: 'middle' } : tier)),
});
const stricter = gradingPolicy({
  tiers: gradingPolicy().tiers.map((tier) =>
    tier.id === 'mid' ? { ...tier, when: { orders: '= 3' } } : tier,
  ),
});

describe('decide', () => {
  it('gives the first run no cause', () => {
    expect(decide(buyer(6), null, basisOf({ run: FIRST_RUN }))).toMatchObject({
      ...{ tier: 'high', previousTier: null, change: 'joined', cause: '' },
    });
  });

  it.each<[string, number, Measured, Scene, string, string, string]>([
    ['bought more', 3, buyer(6), {}, 'promoted', 'behaviour', 'high'],
    ['sent all back', 3, buyer(1), {}, 'demoted', 'behaviour', 'low'],
    ['fell silent', 6, buyer(6, asBefore), {}, 'demoted', 'time', 'mid'],
    ['same as ever', 3, buyer(3), {}, 'same', '', 'mid'],
    [
      'others buy more now',
      3,
      buyer(3),
      { edges: { ...EDGES, orders: [4, 9] }, before: { edges: EDGES } },
      'demoted',
      'others',
      'low',
    ],
    [
      'the ladder is stricter',
      3,
      buyer(3),
      { policy: stricter, before: { policy: gradingPolicy() } },
      'demoted',
      'policy',
      'low',
    ],
    [
      'his tier has another name',
      3,
      buyer(3),
      { policy: renamed, before: { policy: gradingPolicy() } },
      'sideways',
      'policy',
      'middle',
    ],
    [
      'the window is shorter',
      3,
      buyer(3, { orderCount: 1 }),
      { policy: gradingPolicy({ window: { days: 30 } }), before: { policy: gradingPolicy() } },
      'demoted',
      'policy',
      'low',
    ],
    [
      'two of his keys are one now',
      3,
      buyer(6),
      { policy: gradingPolicy({ identity: ['email'] }), before: { policy: gradingPolicy() } },
      'promoted',
      'identity',
      'high',
    ],
    [
      'only campaigns changed, and he bought more',
      3,
      buyer(6),
      { policy: gradingPolicy({ mail: { cooldownDays: 5 } }), before: { policy: gradingPolicy() } },
      'promoted',
      'behaviour',
      'high',
    ],
  ])('%s', (_, ordersBefore, row, scene, change, cause, tier) => {
    const held = heldAfterFirst(buyer(ordersBefore, { lastOrderDate: '2026-05-31' }), scene.before ?? {});
    expect(decide(row, held, basisOf(scene))).toMatchObject({ change, cause, tier });
  });

  it('a newcomer joins by his own doing, or because the identity rule splits customers anew', () => {
    expect(decide(buyer(1), null, basisOf()).cause).toBe('behaviour');
    const scene = { policy: gradingPolicy({ identity: ['email'] }), before: { policy: gradingPolicy() } };
    expect(decide(buyer(1), null, basisOf(scene)).cause).toBe('identity');
  });

  const firstGround = { policy: gradingPolicy(), edges: EDGES, currency: 'CNY', lifetime: null };
  const moved = { ...EDGES, orders: [4, 9] };
  const shorter = gradingPolicy({ window: { days: 30 } });

  it.each<[string, Scene, Partial<typeof firstGround>, string]>([
    ['the ladder had become stricter', { policy: stricter }, {}, 'policy'],
    ['others had moved the cut', { edges: moved }, {}, 'others'],
    ['the window had become shorter', { policy: shorter }, {}, 'policy'],
    ['amounts had another currency', {}, { currency: 'USD' }, 'policy'],
    ['he would have fallen on the old ground too', {}, {}, 'time'],
  ])('a tier that an earlier run kept is left for the cause of then: %s', (_, scene, ground, cause) => {
    const held = heldAfterFirst(buyer(3, asBefore));
    const row = buyer(3, { ...asBefore, orderCount: 1 });
    const grounds = new Map([[FIRST_RUN.runId, { ...firstGround, ...ground }]]);
    const seen = scene.policy === stricter || scene.edges ? buyer(3, asBefore) : row;
    expect(decide(seen, held, basisOf({ ...scene, grounds }))).toMatchObject({ change: 'demoted', cause });
    // Where that run's folder is gone, the base stands for it.
    expect(decide(seen, held, basisOf(scene)).cause).toBe('time');
  });

  it('counts a miss once a period, and not on demand', () => {
    const policy = gradingPolicy({ movement: { downAfterMisses: 2 } });
    const first = heldAfterFirst(buyer(6, asBefore), { policy });
    const missed = decide(buyer(6, asBefore), first, basisOf({ policy }));
    expect(missed).toMatchObject({ tier: 'high', change: 'same', misses: 1, missedPeriod: '2026-Q3' });
    const held = { ...first, misses: missed.misses, missedPeriod: missed.missedPeriod };
    expect(decide(buyer(6, asBefore), held, basisOf({ policy }))).toMatchObject({ tier: 'high', misses: 1 });
    const between = basisOf({ policy, run: { mode: 'onDemand', period: '2026-Q4', asOf: '2026-10-05' } });
    expect(decide(buyer(6, asBefore), held, between)).toMatchObject({
      ...{ tier: 'high', misses: 1, missedPeriod: '2026-Q3' },
    });
    const next = basisOf({ policy, run: { period: '2026-Q4', asOf: '2026-12-31' } });
    expect(decide(buyer(6, asBefore), held, next)).toMatchObject({
      tier: 'mid',
      change: 'demoted',
      misses: 0,
    });
  });
});
