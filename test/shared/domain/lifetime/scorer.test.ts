import { describe, expect, it } from 'vitest';
import {
  aliveProbability,
  daysToNextPurchase,
  expectedPurchases,
  futureValue,
  purchaseProbability,
} from '../../../../shared/domain/lifetime/predict.ts';
import { scorer } from '../../../../shared/domain/lifetime/scorer.ts';
import { TEN } from './ten.ts';

const PARAMETERS = { r: 0.2426, alpha: 4.414, a: 0.793, b: 2.426, ll: 0 };
const SPEND = { p: 6.25, q: 3.74, v: 15.44, ll: 0, customers: 946 };
const YEAR = { months: 12, monthlyDiscount: 0.01, margin: 0.4 };

describe.each(['bgnbd', 'mbgnbd'] as const)('%s scores many as the single functions score one', (kind) => {
  const model = { kind, ...PARAMETERS };
  const score = scorer(model, SPEND, 91, YEAR);

  // Twice over: the second time from what it kept.
  it.each([...TEN, ...TEN])('x $x, tx $tx, T $T', (ten) => {
    const { value, ...rest } = score(ten, ten.mean);
    expect(rest).toEqual({
      alive: aliveProbability(model, ten),
      purchases: expectedPurchases(model, ten, 91),
      purchaseProbability: purchaseProbability(model, ten, 91),
      daysToNext: daysToNextPurchase(model, ten),
    });
    expect((value ?? 0) / futureValue(model, SPEND, ten, ten.mean, YEAR)).toBeCloseTo(1, 12);
  });

  it('has no value without a spend model', () => {
    expect(scorer(model, null, 91, YEAR)({ x: 1, tx: 3, T: 9 }, 500).value).toBeNull();
  });
});
