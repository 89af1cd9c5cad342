import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behaviour, History } from '../../../../shared/domain/lifetime/model.ts';
import {
  aliveProbability,
  daysToNextPurchase,
  expectedPurchases,
  expectedSpend,
  futureValue,
  purchaseProbability,
} from '../../../../shared/domain/lifetime/predict.ts';
import { TEN } from './ten.ts';
import { VECTORS } from './vectors.ts';

const bg = (r: number, alpha: number, a: number, b: number): Behaviour => ({
  kind: 'bgnbd',
  r,
  alpha,
  a,
  b,
  ll: 0,
});
const CDNOW = bg(0.2425945224301571, 4.413602019013503, 0.792922017225596, 2.425906776826325);
const MBG: Behaviour = {
  ...{ kind: 'mbgnbd', r: 0.5248431585439824, alpha: 6.183085276345968 },
  ...{ a: 0.8913593920059529, b: 1.6140022453511924, ll: 0 },
};
const DOLLARS = { p: 6.249572300461784, q: 3.744224660780266, v: 15.44352085753892, ll: 0, customers: 946 };
const NEW = { x: 0, tx: 0, T: 0 };
const WEEKS_39 = 273;

const far = (got: number, wanted: number): number => Math.abs(got / wanted - 1);

describe('vectors of high precision', () => {
  for (const { name, rows, ...parameters } of VECTORS) {
    it.each(rows)(`${name}: x %d, tx %d, T %d, %d days`, (x, tx, T, days, alive, purchases) => {
      const model = { kind: 'bgnbd', ll: 0, ...parameters } as const;
      const known = aliveProbability(model, { x, tx, T });
      if (x === 0) expect(known).toBeNull();
      else expect(far(known ?? 0, alive)).toBeLessThan(1e-9);
      expect(far(expectedPurchases(model, { x, tx, T }, days), purchases)).toBeLessThan(1e-9);
    });
  }
});

describe('ten customers of the CDNOW sample', () => {
  it.each(TEN)('BG/NBD, Gamma-Gamma and value of x $x, tx $tx, T $T', (ten) => {
    if (ten.x > 0) expect(far(aliveProbability(CDNOW, ten) ?? 0, ten.alive)).toBeLessThan(1e-9);
    expect(far(expectedPurchases(CDNOW, ten, WEEKS_39), ten.in39)).toBeLessThan(1e-9);
    expect(far(expectedSpend(DOLLARS, ten.x, ten.mean), ten.spend)).toBeLessThan(1e-9);
    const year = { months: 12, monthlyDiscount: 0.01, margin: 1 };
    expect(far(futureValue(CDNOW, DOLLARS, ten, ten.mean, year), ten.value)).toBeLessThan(1e-9);
  });

  it.each(TEN)('MBG/NBD of x $x, tx $tx, T $T', (ten) => {
    expect(far(aliveProbability(MBG, ten) ?? 0, ten.mbgAlive)).toBeLessThan(1e-9);
    expect(far(expectedPurchases(MBG, ten, WEEKS_39), ten.mbgIn39)).toBeLessThan(1e-9);
  });
});

describe('published figures', () => {
  const BTYD = bg(0.2425967, 4.413659, 0.7929869, 2.426164);
  const HARDIE = bg(0.243, 4.414, 0.793, 2.426);

  it("R's BTYD: a new customer's year, customer 1516, and that more purchases long ago mean fewer to come", () => {
    expect(expectedPurchases(BTYD, NEW, 364)).toBeCloseTo(1.444, 4);
    const customer1516 = { x: 26, tx: 216, T: 217 };
    expect(expectedPurchases(BTYD, customer1516, 364)).toBeCloseTo(25.7566, 3);
    expect(aliveProbability(BTYD, customer1516)).toBeCloseTo(0.96885, 5);
    const silent = [10, 15, 20, 25].map((x) => expectedPurchases(BTYD, { x, tx: 140, T: 273 }, 364));
    [0.3474606, 0.04283391, 0.004158973, 0.0003583685].forEach((wanted, i) => {
      expect(far(silent[i] ?? 0, wanted)).toBeLessThan(2e-4);
    });
  });

  it.each([
    [1, 0.0078],
    [7, 0.0532],
    [21, 0.1506],
    [223, 1.0405],
    [224, 1.0437],
  ])(
    "Hardie's workbook, whose parameters are not rounded: purchases of a new customer in %d days",
    (days, purchases) => {
      expect(expectedPurchases(CDNOW, NEW, days)).toBeCloseTo(purchases, 4);
    },
  );

  it("Hardie's workbook, 78 weeks: its 1.8576 is the series broken off after 150 terms; all of it gives 1.857958", () => {
    expect(expectedPurchases(CDNOW, NEW, 546)).toBeCloseTo(1.85795839011322, 12);
  });

  it("Hardie's figures, of rounded parameters: customer 0001 in 39 weeks, and the share that buys nothing in them", () => {
    expect(expectedPurchases(HARDIE, { x: 2, tx: 213, T: 272 }, WEEKS_39)).toBeCloseTo(1.226, 3);
    expect(1 - purchaseProbability(HARDIE, NEW, WEEKS_39)).toBeCloseTo(0.5737864, 7);
  });
});

describe('what is asked of one customer', () => {
  it('finds the day by which half of such customers buy again', () => {
    const regular = { x: 26, tx: 216, T: 217 };
    const days = daysToNextPurchase(CDNOW, regular) ?? 0;
    expect(days).toBeGreaterThan(0);
    expect(purchaseProbability(CDNOW, regular, days)).toBeCloseTo(0.5, 12);
  });

  it.each([
    ['has probably left', { x: 10, tx: 140, T: 273 }],
    ['would need longer than any number can say', { x: 1, tx: 12, T: 272 }],
  ])('names no day for one who %s', (_, history) => {
    expect(daysToNextPurchase(CDNOW, history)).toBeNull();
  });

  it('expects the population mean of a stranger, and counts a mean below zero as zero', () => {
    expect(expectedSpend({ ...DOLLARS, p: 4, q: 3, v: 50 }, 0, 999)).toBe(100);
    expect(expectedSpend({ ...DOLLARS, p: 4, q: 3, v: 50 }, 2, -30)).toBe(20);
  });

  it('discounts at the end of each month and takes the margin', () => {
    const [one, two] = [0.25, 0.5].map((monthlyDiscount) =>
      futureValue(CDNOW, DOLLARS, NEW, 0, { months: 1, monthlyDiscount, margin: 0.3 }),
    );
    const month = 0.3 * expectedSpend(DOLLARS, 0, 0) * expectedPurchases(CDNOW, NEW, 4.345 * 7);
    expect(one).toBeCloseTo(month / 1.25, 10);
    expect(two).toBeCloseTo(month / 1.5, 10);
  });
});

const parameter = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.exp);
const model = fc.record({
  ...{ kind: fc.constantFrom('bgnbd', 'mbgnbd'), r: parameter, alpha: parameter, a: parameter, b: parameter },
  ll: fc.constant(0),
});
const history: fc.Arbitrary<History> = fc
  .tuple(fc.nat(3000), fc.nat(3000), fc.nat(3000))
  .map(([x, last, more]) => ({ x: Math.min(x, last), tx: x === 0 ? 0 : last, T: last + more }))
  .map((each) => (each.x === 0 ? { ...each, tx: 0 } : each));
const days = fc.nat(1500);

describe('whatever the parameters and the history', () => {
  it('keeps probabilities within 0 and 1 and numbers finite', () => {
    fc.assert(
      fc.property(model, history, days, (m, h, ahead) => {
        const alive = aliveProbability(m, h) ?? 1;
        const buys = purchaseProbability(m, h, ahead);
        const next = daysToNextPurchase(m, h);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(buys).toBeGreaterThanOrEqual(0);
        expect(buys).toBeLessThanOrEqual(alive);
        expect(next === null || (Number.isFinite(next) && next >= 0)).toBe(true);
      }),
    );
  });

  it('expects no fewer purchases in a longer time, and at least the probability of one', () => {
    fc.assert(
      fc.property(model, history, days, days, (m, h, one, other) => {
        const few = expectedPurchases(m, h, Math.min(one, other));
        const more = expectedPurchases(m, h, Math.max(one, other));
        expect(few).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual(few * (1 - 1e-12));
        expect(few).toBeGreaterThanOrEqual(purchaseProbability(m, h, Math.min(one, other)) * (1 - 1e-9));
      }),
    );
  });

  it('believes less in a customer the longer he is silent', () => {
    fc.assert(
      fc.property(model, history, fc.integer({ min: 1, max: 900 }), (m, h, silence) => {
        const later = aliveProbability(m, { ...h, T: h.T + silence }) ?? 1;
        expect(later).toBeLessThanOrEqual(aliveProbability(m, h) ?? 1);
      }),
    );
  });
});
