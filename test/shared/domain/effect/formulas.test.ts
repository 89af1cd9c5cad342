import { describe, expect, it } from 'vitest';
import { differenceOfMeans } from '../../../../shared/domain/effect/means.ts';
import { differenceOfProportions, proportionOf } from '../../../../shared/domain/effect/proportions.ts';
import { studentQuantile } from '../../../../shared/domain/effect/quantiles.ts';
import { relativeChange } from '../../../../shared/domain/effect/relative.ts';
import { sharesOf } from '../../../../shared/domain/effect/strata.ts';

const counted = (events: number, customers: number) => ({ events, customers });
const summed = (values: readonly number[]) => ({
  customers: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value ** 2, 0),
});

describe('one proportion (Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3)', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lies between %f and %f', (events, customers, from, to) => {
    const found = proportionOf(counted(events, customers));
    expect(found.from).toBeCloseTo(from, 4);
    expect(found.to).toBeCloseTo(to, 4);
  });

  it('of all is 1 without a hair above it', () => {
    expect(proportionOf(counted(7, 7)).to).toBe(1);
    expect(proportionOf(counted(0, 7)).from).toBe(0);
  });
});

describe('difference of proportions (Newcombe 1998, Statistics in Medicine 17:873–890, table II, method 10)', () => {
  it.each([
    ['a', counted(56, 70), counted(48, 80), 0.0524, 0.3339],
    ['b', counted(9, 10), counted(3, 10), 0.1705, 0.809],
    ['c', counted(6, 7), counted(2, 7), 0.0582, 0.8062],
    ['d', counted(5, 56), counted(0, 29), -0.0381, 0.1926],
    ['e', counted(0, 10), counted(0, 20), -0.1611, 0.2775],
    ['f', counted(0, 10), counted(0, 10), -0.2775, 0.2775],
    ['g', counted(10, 10), counted(0, 20), 0.6791, 1],
    ['h', counted(10, 10), counted(0, 10), 0.6075, 1],
  ])('example %s', (_, treated, control, from, to) => {
    const found = differenceOfProportions([{ treated, control }]);
    expect(found.from).toBeCloseTo(from, 4);
    expect(found.to).toBeCloseTo(to, 4);
  });

  it('weighs strata by what they can tell: 100 and 100 weigh ten times as much as 100 and 5.26', () => {
    const shares = sharesOf([
      { treated: { customers: 100 }, control: { customers: 100 } },
      { treated: { customers: 100 }, control: { customers: 100 / 19 } },
    ]);
    expect((shares[0] ?? 0) / (shares[1] ?? 1)).toBeCloseTo(10, 10);
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(1, 12);
  });

  it('a tier with other habits does not colour the difference: within both it is 10 points, mixed it would be −26', () => {
    const strata = [
      { treated: counted(180, 900), control: counted(10, 100) },
      { treated: counted(70, 100), control: counted(540, 900) },
    ];
    expect(differenceOfProportions(strata).value).toBeCloseTo(0.1, 12);
  });
});

describe('difference of means', () => {
  // Student’s sleep data (Biometrika 6, 1908) as R’s t.test(extra ~ group, data = sleep) prints them.
  const SLEEP = [
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  ] as const;

  it('is Welch’s interval: −1.58, between −3.3654832 and 0.2054832 on 17.776 degrees of freedom', () => {
    const found = differenceOfMeans([{ treated: summed(SLEEP[0]), control: summed(SLEEP[1]) }]);
    expect(found?.value).toBeCloseTo(-1.58, 10);
    expect(found?.from).toBeCloseTo(-3.3654832, 4);
    expect(found?.to).toBeCloseTo(0.2054832, 4);
  });

  it('halves its error, and a little more, when the same groups come four times', () => {
    const pair = { treated: summed(SLEEP[0]), control: summed(SLEEP[1]) };
    const [once, often] = [differenceOfMeans([pair]), differenceOfMeans([pair, pair, pair, pair])];
    const half = ({ from, to }: { from: number; to: number } = { from: 0, to: 0 }) => (to - from) / 2;
    // 4 × 17.776 degrees of freedom instead of 17.776.
    const degrees = studentQuantile(4 * 17.776) / studentQuantile(17.776);
    expect(half(often) / half(once)).toBeCloseTo(degrees / 2, 4);
  });

  it('tells nothing where nobody bought', () => {
    expect(differenceOfMeans([{ treated: summed([0, 0]), control: summed([0, 0, 0]) }])).toBeUndefined();
  });

  // Two-sided 5 % in the table of Abramowitz & Stegun, 26.10, which has three digits.
  it.each([
    [1, 12.706],
    [1.5, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
    [1e9, 1.96],
  ])('t with %f degrees of freedom is %f', (degrees, quantile) => {
    expect(Math.abs(studentQuantile(degrees) - quantile)).toBeLessThan(0.0025);
  });

  it('there is no t without a degree of freedom', () => {
    expect(() => studentQuantile(0)).toThrow(RangeError);
  });
});

describe('relative change', () => {
  it('is Katz’s interval in one stratum (Agresti 2007, section 2.2.3: 189 of 11,034 against 104 of 11,037)', () => {
    const found = relativeChange([{ treated: counted(189, 11_034), control: counted(104, 11_037) }]);
    expect(found?.value).toBeCloseTo(0.82, 2);
    expect(found?.from).toBeCloseTo(0.43, 2);
    expect(found?.to).toBeCloseTo(1.31, 2);
  });

  it('of strata with the same ratio is that ratio, however different their levels are', () => {
    const strata = [
      { treated: counted(70, 1000), control: counted(10, 100) },
      { treated: counted(350, 1000), control: counted(50, 100) },
    ];
    expect(relativeChange(strata)?.value).toBeCloseTo(-0.3, 12);
  });

  it.each([
    ['none on one side', counted(0, 100), counted(30, 100)],
    ['none on the other', counted(30, 100), counted(0, 100)],
    ['four on one side', counted(4, 100), counted(30, 100)],
    ['all on both sides, where it would have no width', counted(50, 50), counted(5, 5)],
    ['nearly all on one side', counted(49, 50), counted(20, 40)],
    ['all on one side', counted(20, 40), counted(50, 50)],
  ])('cannot be told: %s', (_, treated, control) => {
    expect(relativeChange([{ treated, control }])).toBeUndefined();
  });

  it('can be told from five with and five without on each side, taken over the strata', () => {
    const half = { treated: counted(3, 6), control: counted(4, 8) };
    expect(relativeChange([half])).toBeUndefined();
    expect(relativeChange([half, half])?.value).toBeCloseTo(0, 12);
  });
});
