import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Held } from '../../../shared/domain/held.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import { anyMovement } from '../../support/any-movement.ts';
import {
  basisOf,
  buyer,
  FIRST_RUN,
  gradingPolicy,
  heldAfterFirst,
  type Scene,
} from '../../support/grading.ts';

const words = (text: string) => ({ en: text, 'zh-CN': text });
const loud = (policy: Policy): Policy => ({
  ...policy,
  campaigns: policy.campaigns.map((each) =>
    each.kind === 'movement' ? { ...each, whenPolicyChanged: true } : each,
  ),
});
const ids = (row: Measured, scene: Scene) =>
  planPart([row], basisOf(scene), new Set()).mails.map(({ campaignId }) => campaignId);

describe('a campaign about misses', () => {
  const patient = (tiers = gradingPolicy().tiers) =>
    gradingPolicy({
      tiers,
      movement: { downAfterMisses: 2 },
      campaigns: [
        { rule: 'review', kind: 'movement', on: ['missed'], tier: ['high', 'mid'], template: 'review' },
        { rule: 'down', kind: 'movement', on: ['demoted'], template: 'down' },
      ],
    });
  const policy = patient();
  const held = (orders: number) => heldAfterFirst(buyer(orders), { policy });
  const once = (orders: number): Held => ({ ...held(orders), misses: 1, missedPeriod: '2026-Q3' });

  it.each<[string, Held, number, Scene, string[]]>([
    ['writes to whoever missed his tier and keeps it, by the period', held(6), 1, {}, ['review@2026-Q3']],
    ['not to whoever is as good as before', held(6), 6, {}, []],
    ['not to whoever rose', held(3), 6, {}, []],
    ['not to whoever falls at the second miss', once(6), 1, { run: { period: '2026-Q4' } }, ['down@after-1']],
    [
      'by the same name where its period is graded again',
      once(6),
      1,
      { run: { baseSeq: 5 } },
      ['review@2026-Q3'],
    ],
    ['not between two periods, which count no misses', held(6), 1, { run: { mode: 'onDemand' } }, []],
    [
      'not to whoever keeps it by hand',
      held(6),
      1,
      { overrides: [{ customerId: 'c1', tier: 'high', until: '2026-12-31', why: 'friend' }] },
      [],
    ],
  ])('%s', (_, before, orders, scene, expected) => {
    expect(ids(buyer(orders, { held: before }), { policy, ...scene })).toEqual(expected);
  });

  it('is silent where the policy made the miss, unless it says otherwise', () => {
    const stricter = patient(
      gradingPolicy().tiers.map((tier) => (tier.id === 'mid' ? { ...tier, when: { orders: '= 3' } } : tier)),
    );
    const row = buyer(3, { held: held(3) });
    expect(ids(row, { policy: stricter, before: { policy } })).toEqual([]);
    expect(ids(row, { policy: loud(stricter), before: { policy } })).toEqual(['review@2026-Q3']);
  });

  it('tells of a miss exactly where one was counted against him, and never of a fall as well', () => {
    const count = fc.integer({ min: 1, max: 8 });
    const mode = fc.constantFrom('periodic', 'onDemand');
    fc.assert(
      fc.property(anyMovement, count, count, mode, (movement, before, after, mode) => {
        const moving = gradingPolicy({
          movement,
          campaigns: [
            { rule: 'review', kind: 'movement', on: ['missed'], template: 'review' },
            { rule: 'down', kind: 'movement', on: ['demoted'], template: 'down' },
          ],
        });
        const held = heldAfterFirst(buyer(before), { policy: moving });
        const scene: Scene = { policy: moving, run: { mode } };
        const plan = planPart([buyer(after, { held })], basisOf(scene), new Set());
        const counted = (plan.held[0]?.held.misses ?? 0) > held.misses;
        const fell = plan.counts.demoted === 1;
        expect(counted && fell).toBe(false);
        expect(plan.mails.map(({ rule }) => rule)).toEqual(counted ? ['review'] : fell ? ['down'] : []);
      }),
    );
  });
});

describe('a campaign about stages', () => {
  const stages = (most = 2) => [
    { id: 'new', name: words('New'), when: { lifetimeOrders: `<= ${most}` } },
    { id: 'lapsed', name: words('Lapsed'), when: { daysSinceLastOrder: '> 90' } },
    { id: 'active', name: words('Active') },
  ];
  const staged = (over: Record<string, unknown> = {}) =>
    gradingPolicy({
      stages: stages(),
      campaigns: [
        { rule: 'welcome', kind: 'movement', on: ['stage'], stage: 'new', template: 'welcome' },
        { rule: 'back', kind: 'movement', on: ['stage'], stage: ['lapsed', 'gone'], template: 'back' },
        { rule: 'any', kind: 'movement', on: ['stage', 'promoted'], tier: 'high', template: 'any' },
      ],
      ...over,
    });
  const policy = staged();
  const held = (orders: number, scene: Scene = { policy }) => heldAfterFirst(buyer(orders), scene);
  const silentFor = (days: number) => ({ lastOrderDate: days > 90 ? '2026-05-01' : '2026-08-31' });

  it.each<[string, Measured, Scene, string[]]>([
    ['writes to whoever is new', buyer(1), {}, ['welcome@after-1']],
    ['not once more to whoever stays', buyer(2, { held: held(1) }), {}, []],
    ['to whoever comes into another', buyer(6, { held: held(2) }), {}, ['any@after-1']],
    [
      'once where tier and stage both changed, and only for the stages it names',
      buyer(5, { held: held(5), ...silentFor(120) }),
      {},
      ['back@after-1'],
    ],
    [
      'not between two periods where time alone brought the stage',
      buyer(5, { held: held(5), ...silentFor(120), lastOrderDate: held(5).published.lastOrderDate }),
      { run: { mode: 'onDemand', asOf: '2026-12-30' } },
      [],
    ],
    [
      'between two periods where an order brought it',
      buyer(6, { held: held(2) }),
      { run: { mode: 'onDemand' } },
      ['any@after-1'],
    ],
    ['not at the first grading', buyer(1), { run: FIRST_RUN }, []],
  ])('%s', (_, row, scene, expected) => {
    expect(ids(row, { policy, ...scene })).toEqual(expected);
  });

  const wider = staged({ stages: stages(5) });
  it.each<[string, Measured, Scene, string[]]>([
    ['whose border the policy moved', buyer(4, { held: held(4) }), { policy: wider, before: { policy } }, []],
    [
      'that he reached by himself, under whatever policy',
      buyer(6, { held: held(2) }),
      { policy: wider, before: { policy } },
      ['any@after-1'],
    ],
    [
      'of a policy that had none before',
      buyer(1, { held: held(1, {}) }),
      { policy, before: { policy: gradingPolicy() } },
      [],
    ],
    [
      'after people are told apart in another way',
      buyer(6, { held: held(2) }),
      { policy: staged({ identity: ['email'] }), before: { policy } },
      [],
    ],
    [
      'of figures that are counted otherwise',
      buyer(6, { held: held(2) }),
      { policy: staged({ zeroCounts: true }), before: { policy } },
      [],
    ],
  ])('is silent about a stage %s', (_, row, scene, expected) => {
    expect(ids(row, scene)).toEqual(expected);
    const answered = ids(row, { ...scene, policy: loud(scene.policy ?? policy) });
    expect(answered.length).toBeGreaterThan(0);
  });

  it('writes once for each stage that is published, however often nothing new is graded', () => {
    const count = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(count, count, fc.constantFrom('periodic', 'onDemand'), (before, after, mode) => {
        const scene: Scene = { policy, run: { mode } };
        const row = buyer(after, { held: held(before) });
        const plan = planPart([row], basisOf(scene), new Set());
        const next = plan.held[0]?.held;
        const moved = next?.published.stage !== row.held?.published.stage;
        const about = plan.mails.filter(({ rule }) => rule !== 'any');
        expect(about.length).toBeLessThanOrEqual(moved ? 1 : 0);
        expect(ids({ ...row, held: next ?? null }, { policy, run: { mode, baseSeq: 2 } })).toEqual([]);
      }),
    );
  });
});

describe('a planned mail', () => {
  const policy = gradingPolicy({
    campaigns: [
      { rule: 'plain', kind: 'membership', template: 'plain' },
      { rule: 'rich', kind: 'membership', template: 'rich', topic: 'offers', priority: 80 },
    ],
  });

  it('says its topic and priority, what proves the consent and what was known of his orders', () => {
    const row = buyer(3, { consentSource: 'export-7', lastOrderDate: '2026-08-30' });
    const known = { consentSource: 'export-7', lastOrderDate: '2026-08-30' };
    expect(planPart([row], basisOf({ policy }), new Set()).mails).toMatchObject([
      { rule: 'plain', topic: 'tier', priority: 50, ...known },
      { rule: 'rich', topic: 'offers', priority: 80, ...known },
    ]);
  });
});
