import { describe, expect, it } from 'vitest';
import { type Held, HeldSchema } from '../../../shared/domain/held.ts';
import type { RunFacts } from '../../../shared/domain/outcome.ts';
import { planPart } from '../../../shared/domain/plan-part.ts';
import { ReceiptSchema } from '../../../shared/domain/receipt.ts';
import { retrace } from '../../../shared/domain/retrace.ts';
import { basisOf, buyer, EDGES, gradingPolicy, heldAfterFirst, type Scene } from '../../support/grading.ts';

/** One run for a customer with so many orders: as published, and what the next run holds. */
function graded(orders: number, held: Held | null, scene: Scene) {
  const plan = planPart([{ ...buyer(orders), held }], basisOf(scene), new Set());
  const [receipt, next] = [plan.receipts[0], plan.held[0]?.held];
  if (!receipt || !next) throw new Error('nobody was graded');
  const kept = ReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)));
  expect(retrace(kept)).toBe(kept.tier);
  return { tier: receipt.earned, receipt, held: HeldSchema.parse(JSON.parse(JSON.stringify(next))) };
}

const run = (asOf: string, period: string, mode: RunFacts['mode'] = 'periodic', runSeq = 2) => ({
  run: { runId: `r${runSeq}`, runSeq, asOf, period, mode },
});

describe('at most one tier down in a period', () => {
  const policy = gradingPolicy({ movement: { maxStepsDown: 1, between: 'both' } });
  // `high` takes 6 orders, `mid` 3.
  const high = heldAfterFirst(buyer(6), { policy });

  it.each<[string, RunFacts['mode'], string]>([
    ['repeated', 'periodic', '2026-09-30'],
    ['after one on demand', 'onDemand', '2026-08-31'],
  ])('%s', (_, mode, asOf) => {
    const first = graded(1, high, { policy, ...run(asOf, '2026-Q3', mode) });
    expect(first.tier).toBe('mid');
    const second = graded(1, first.held, { policy, ...run('2026-09-30', '2026-Q3') });
    expect(second.receipt).toMatchObject({ tier: 'mid', protection: 'steps' });
    expect(second.receipt.movement.steps?.from).toBe('high');
    const third = graded(1, second.held, { policy, ...run('2026-09-30', '2026-Q3') });
    expect(third.tier).toBe('mid');
    expect(graded(1, third.held, { policy, ...run('2026-12-31', '2026-Q4') }).tier).toBe('low');
  });

  it('counts two steps together, wherever the first run stopped', () => {
    const two = gradingPolicy({ movement: { maxStepsDown: 2, between: 'both' } });
    const first = graded(3, high, { policy: two, ...run('2026-08-31', '2026-Q3', 'onDemand') });
    expect(first.tier).toBe('mid');
    expect(graded(1, first.held, { policy: two, ...run('2026-09-30', '2026-Q3') }).tier).toBe('low');
  });

  it('remembers the highest tier through one fall after another', () => {
    const word = (text: string) => ({ en: text, 'zh-CN': text });
    const rung = (least: number) => ({
      id: `t${least}`,
      name: word('T'),
      when: { orderCount: `>= ${least}` },
    });
    const four = gradingPolicy({
      tiers: [rung(8), rung(6), rung(4), { id: 't0', name: word('T') }],
      movement: { maxStepsDown: 2, between: 'both' },
    });
    let held = heldAfterFirst(buyer(8), { policy: four });
    const tiers = [6, 4, 1].map((orders, i) => {
      const next = graded(orders, held, { policy: four, ...run(`2026-08-0${i + 1}`, '2026-Q3', 'onDemand') });
      held = next.held;
      return next.tier;
    });
    expect(tiers).toEqual(['t6', 't4', 't4']);
  });

  it('a rise and a fall back leave the step of the period where it was', () => {
    let held = high;
    const tiers = [1, 6, 1, 1].map((orders, i) => {
      const next = graded(orders, held, { policy, ...run(`2026-08-0${i + 1}`, '2026-Q3', 'onDemand') });
      held = next.held;
      return next.tier;
    });
    expect(tiers).toEqual(['mid', 'high', 'mid', 'mid']);
  });
});

describe('grace for a rise beneath a manual tier', () => {
  const policy = gradingPolicy({ movement: { graceDays: 92 } });
  const byHand = { customerId: 'c1', tier: 'mid', until: '2026-07-31', why: 'w' };
  const joined = heldAfterFirst(buyer(1), { policy });
  const rise = run('2026-07-15', '2026-Q3', 'onDemand');
  const risen = graded(6, joined, { policy, overrides: [byHand], ...rise });

  it.each<[string, string, string | undefined]>([
    ['2026-10-14', 'high', '2026-10-15'],
    ['2026-10-15', 'low', undefined],
  ])('as of %s', (asOf, tier, graceUntil) => {
    expect(risen.receipt).toMatchObject({ change: 'promoted', cause: 'manual', earned: 'high' });
    const ended = graded(6, risen.held, { policy, ...run('2026-08-01', '2026-Q3', 'onDemand', 3) });
    const later = graded(1, ended.held, { policy, ...run(asOf, '2026-Q4', 'periodic', 4) });
    expect(later.tier).toBe(tier);
    expect(later.receipt.movement.graceUntil).toBe(graceUntil);
  });

  it('is over with a fall beneath one, though what was published says that he rose last', () => {
    const held = graded(6, joined, { policy, ...rise }).held;
    const long = { ...byHand, tier: 'high', until: '2027-12-31' };
    const october = run('2026-10-31', '2026-Q3', 'periodic', 3);
    const fallen = graded(3, held, { policy, overrides: [long], ...october });
    expect(fallen).toMatchObject({ tier: 'mid', held: { roseOn: null } });
    const longer = gradingPolicy({ movement: { graceDays: 365 } });
    expect(graded(1, fallen.held, { policy: longer, ...run('2026-12-31', '2026-Q4') }).tier).toBe('low');
  });
});

describe('protection from others on a score that the policy gained', () => {
  const word = (text: string) => ({ en: text, 'zh-CN': text });
  const fresh = { of: 'daysSinceLastOrder', better: 'lower', bands: { edges: [90] } };
  const policyOf = (over: Record<string, unknown>, score: string) =>
    gradingPolicy({
      scores: { orders: { of: 'orderCount', better: 'higher', bands: { quantile: 3 } }, fresh, ...over },
      tiers: [
        { id: 'high', name: word('High'), when: { [score]: '>= 2' } },
        { id: 'low', name: word('Low') },
      ],
      movement: { protectFromOthers: true },
    });
  const older = policyOf({}, 'orders');
  const newer = policyOf({ spend: { of: 'netAmount', better: 'higher', bands: { quantile: 2 } } }, 'spend');
  const first = { policy: older, edges: EDGES, currency: 'CNY', lifetime: null };

  it.each<[string, number[], number, string]>([
    ['others rose above the base', [20_000], 3, 'high'],
    ['he was below the base already', [30_000], 3, 'low'],
  ])('%s', (_, spend, orders, tier) => {
    const held = heldAfterFirst(buyer(3), { policy: older });
    expect(held.ground).toBe('r1');
    const edges = { ...EDGES, spend: [90_000] };
    const before = { policy: newer, edges: { ...EDGES, spend } };
    const grounds = new Map([['r1', first]]);
    expect(graded(orders, held, { policy: newer, edges, before, grounds }).tier).toBe(tier);
  });
});
