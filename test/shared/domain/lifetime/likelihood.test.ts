import { describe, expect, it } from 'vitest';
import { behaviourLikelihood, columnsOf } from '../../../../shared/domain/lifetime/behaviour-likelihood.ts';
import { logGamma } from '../../../../shared/domain/lifetime/gamma.ts';
import { loyalLikelihood } from '../../../../shared/domain/lifetime/loyal-likelihood.ts';
import { inverse } from '../../../../shared/domain/lifetime/matrix.ts';
import type { Surface } from '../../../../shared/domain/lifetime/maximise.ts';
import { spendLikelihood } from '../../../../shared/domain/lifetime/spend-likelihood.ts';

const HISTORIES = [
  { x: 0, tx: 0, T: 0, customers: 2 },
  { x: 0, tx: 0, T: 200, customers: 5 },
  { x: 1, tx: 30, T: 210, customers: 3 },
  { x: 4, tx: 190, T: 200, customers: 2 },
  { x: 60, tx: 300, T: 400, customers: 1 },
];
const SPENDS = [
  { x: 1, mean: 1234, customers: 3 },
  { x: 2, mean: 800.5, customers: 1 },
  { x: 2, mean: 5000, customers: 2 },
  { x: 30, mean: 2100, customers: 1 },
];
const columns = columnsOf(HISTORIES);

describe('derivatives agree with differences', () => {
  it.each([
    ['BG/NBD', behaviourLikelihood('bgnbd', columns), [-0.4, 1.3, -0.2, 0.7]],
    ['MBG/NBD', behaviourLikelihood('mbgnbd', columns), [-0.4, 1.3, -0.2, 0.7]],
    ['NBD', loyalLikelihood(columns), [-0.4, 1.3]],
    ['Gamma-Gamma', spendLikelihood(SPENDS), [1.1, 0.9, 7]],
  ] as [string, (logs: readonly number[]) => Surface, number[]][])('%s', (_, surface, point) => {
    const STEP = 1e-4;
    const here = surface(point);
    point.forEach((_value, i) => {
      const shifted = (by: number) => surface(point.map((value, j) => (i === j ? value + by : value)));
      const [up, down] = [shifted(STEP), shifted(-STEP)];
      expect(here.gradient[i]).toBeCloseTo((up.value - down.value) / (2 * STEP), 4);
      point.forEach((_other, j) => {
        const bend = ((up.gradient[j] ?? 0) - (down.gradient[j] ?? 0)) / (2 * STEP);
        expect(here.hessian[i]?.[j]).toBeCloseTo(bend, 4);
      });
    });
  });
});

describe('values by hand', () => {
  // r = α = a = b = 1, one customer with T = 7 days = 1 week: the NBD part is 1/2 for x = 0.
  const one = (x: number, tx: number) => columnsOf([{ x, tx, T: 7, customers: 1 }]);
  const AT_ONE = [0, 0, 0, 0];

  it.each([
    ['BG/NBD, nothing bought: 1/(1+1)', 'bgnbd', 0, 0, 1 / 2],
    ['MBG/NBD, nothing bought: ½·½ + ½', 'mbgnbd', 0, 0, 3 / 4],
    // Γ(2)/Γ(1) · B(1,2)/B(1,1) · [2^−2 + 1/1 · 2^−2] = ½ · ½
    ['BG/NBD, once on the last day', 'bgnbd', 1, 7, 1 / 4],
    // B(1,3)/B(1,1) · [2^−2 + ½ · 2^−2] = ⅓ · ⅜
    ['MBG/NBD, once on the last day', 'mbgnbd', 1, 7, 1 / 8],
  ] as const)('%s', (_, kind, x, tx, likelihood) => {
    expect(behaviourLikelihood(kind, one(x, tx))(AT_ONE).value).toBeCloseTo(Math.log(likelihood), 14);
  });

  it('NBD, once in a week: Γ(2)/Γ(1) · 1 · 2^−2', () => {
    expect(loyalLikelihood(one(1, 7))([0, 0]).value).toBeCloseTo(Math.log(1 / 4), 14);
  });

  it('Gamma-Gamma with p = q = v = 1, one day of 1: Γ(2) / 2²', () => {
    const surface = spendLikelihood([{ x: 1, mean: 1, customers: 1 }]);
    expect(surface([0, 0, 0]).value).toBeCloseTo(Math.log(1 / 4), 13);
  });

  it('stays a number where the textbook form overflows', () => {
    const wild = columnsOf([
      { x: 5000, tx: 5000, T: 20_000, customers: 1 },
      { x: 0, tx: 0, T: 20_000, customers: 1 },
    ]);
    for (const logs of [
      [7, -4, 8, -9],
      [-8, 13, -9, 8],
      [0, 0, 0, 0],
    ]) {
      const { value, gradient, hessian } = behaviourLikelihood('bgnbd', wild)(logs);
      expect([value, ...gradient, ...hessian.flat()].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('tools', () => {
  const EULER = 0.5772156649015329;

  it.each([
    [1, 0, -EULER, Math.PI ** 2 / 6],
    [0.5, Math.log(Math.PI) / 2, -EULER - 2 * Math.log(2), Math.PI ** 2 / 2],
    [5, Math.log(24), 25 / 12 - EULER, Math.PI ** 2 / 6 - 205 / 144],
    [11, Math.log(3_628_800), 7381 / 2520 - EULER, Math.PI ** 2 / 6 - 1.5497677311665408],
  ])('ln Γ(%d), its slope and its bend', (z, value, slope, bend) => {
    const got = logGamma(z);
    expect(got.value).toBeCloseTo(value, 12);
    expect(got.slope).toBeCloseTo(slope, 12);
    expect(got.bend).toBeCloseTo(bend, 12);
  });

  it('inverts a positive definite matrix, and no other', () => {
    // Determinant 4·3 − 2·2 = 8.
    const found = inverse([
      [4, 2],
      [2, 3],
    ]);
    [0.375, -0.25, -0.25, 0.5].forEach((wanted, i) => {
      expect(found?.flat()[i]).toBeCloseTo(wanted, 15);
    });
    expect(
      inverse([
        [1, 2],
        [2, 4],
      ]),
    ).toBeNull();
    expect(
      inverse([
        [1, 3],
        [3, 1],
      ]),
    ).toBeNull();
  });
});
