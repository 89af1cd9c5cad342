import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { LIFETIME_NAMES } from '../../../shared/domain/feature-catalog.ts';
import { type LearntLifetime, LearntLifetimeSchema } from '../../../shared/domain/learnt.ts';
import { planPart } from '../../../shared/domain/plan-part.ts';
import { type Receipt, ReceiptSchema } from '../../../shared/domain/receipt.ts';
import { basisOf, buyer, gradingPolicy } from '../../support/grading.ts';

const ON = '2026-09-30';

interface Life {
  x: number;
  T: number;
  net: number;
  lifetime: LearntLifetime | null;
  margin?: number;
}

function receiptOf({ x, T, net, lifetime, margin = 1 }: Life): Receipt {
  const policy = gradingPolicy({
    lifetime: { model: lifetime?.kind ?? 'bgnbd', margin, months: 120, monthlyDiscount: 0, nextDays: 90 },
  });
  const row = buyer(x + 1, {
    ...{ firstOrderDate: addDays(ON, -T), lastOrderDate: ON, netAmount: net, lifetimeNet: net },
    measured: { $purchaseDays: x + 1, $repeatNet: x === 0 ? 0 : net },
  });
  const [receipt] = planPart([row], basisOf({ policy, lifetime }), new Set()).receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
}

const learnt = (kind: 'bgnbd' | 'mbgnbd', r: number, a: number): LearntLifetime =>
  LearntLifetimeSchema.parse({
    ...{ kind, verdict: 'used', behaviour: { kind, r, alpha: 4, a, b: 1.2, ll: -1 } },
    spend: { p: 6, q: 1.001, v: 1e9, ll: -1, customers: 90 },
    ...{ standardErrors: null, covariance: null, customers: 90, repeaters: 60, backTest: null, next: null },
  });

describe('what is foretold of somebody', () => {
  it('can be read again from his receipt, whoever he is', () => {
    const kinds = fc.constantFrom('bgnbd' as const, 'mbgnbd' as const);
    const model = fc
      .tuple(
        kinds,
        fc.double({ min: 1e-6, max: 20, noNaN: true }),
        fc.double({ min: 1e-6, max: 9, noNaN: true }),
      )
      .map(([kind, r, a]) => learnt(kind, r, a));
    const life = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      T: fc.integer({ min: 400, max: 10_000 }),
      net: fc.oneof(fc.integer({ min: 0, max: 1e7 }), fc.constant(Number.MAX_SAFE_INTEGER)),
      lifetime: fc.option(model),
    });
    fc.assert(
      fc.property(life, (given) => {
        const receipt = receiptOf(given);
        expect(ReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).toEqual(receipt);
        expect(Number(receipt.seen.daysToNextOrder)).toBeLessThanOrEqual(36_500);
      }),
      { numRuns: 200, examples: [[{ x: 0, T: 846, net: 100, lifetime: learnt('mbgnbd', 0.2, 0.6) }]] },
    );
  });

  it.each<[string, number, number | null]>([
    // x days in T are half of the chance after ln 2 · T / x days: 26,329 for once in 37,985, 36,500.5 for once in 52,659.
    ['at once in 37,985 days', 37_985, 26_330],
    ['at once in 52,658 days', 52_658, 36_500],
    ['at once in 52,659 days', 52_659, null],
  ])('has no next order beyond 36,500 days: %s', (_, T, days) => {
    expect(receiptOf({ x: 1, T, net: 100, lifetime: null }).seen.daysToNextOrder).toBe(days);
  });

  it('has no value that cannot be told exactly', () => {
    const often = { x: 300, T: 400, lifetime: null };
    expect(receiptOf({ ...often, net: 3_000_000 }).seen.lifetimeValue).toBe(
      // 10,000 on each of 300 days in 400, for 120 months of 30.415 days.
      10_000 * 0.75 * 120 * 30.415,
    );
    expect(receiptOf({ ...often, net: Number.MAX_SAFE_INTEGER }).seen.lifetimeValue).toBeNull();
  });

  it('is unknown altogether without a rate', () => {
    const nothing = Object.fromEntries(LIFETIME_NAMES.map((name) => [name, null]));
    expect(receiptOf({ x: 0, T: 400, net: 100, lifetime: null }).seen).toMatchObject(nothing);
    expect(receiptOf({ x: 1, T: 2, net: 100, lifetime: null }).seen).toMatchObject(nothing);
  });
});
