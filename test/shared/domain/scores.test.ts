import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWhen, inUnits } from '../../../shared/domain/policy/condition.ts';
import { bandOf, rawOf, weightedSum } from '../../../shared/domain/scores.ts';
import { customer } from '../../support/grading.ts';

/** Whether a score of this value meets the condition. */
const holds = (condition: string, score: number): boolean =>
  compileWhen(
    { score: condition },
    { readable: () => ({ unit: 'score' }), currency: 'CNY' },
  )({ score: inUnits(score) });

describe('bands', () => {
  it.each([
    [1, 'higher', 1],
    [2, 'higher', 1],
    [3, 'higher', 2],
    [5, 'higher', 2],
    [6, 'higher', 3],
    [2, 'lower', 3],
    [3, 'lower', 2],
    [6, 'lower', 1],
    [null, 'higher', 1],
    [null, 'lower', 1],
  ] as const)('%s with edges 2 and 5, better %s, is band %i', (raw, better, band) => {
    expect(bandOf(raw, [2, 5], better)).toBe(band);
  });

  it('nobody without an order in the window has a raw value of what orders in it tell', () => {
    const silent = customer({ orderCount: 0 });
    const values = { daysSinceLastOrder: 30, orderCount: 0, netAmount: 0, averageOrder: 0, points: 0 };
    for (const of of ['daysSinceLastOrder', 'orderCount', 'netAmount', 'averageOrder'])
      expect(rawOf(of, silent, values)).toBeNull();
    expect(rawOf('daysSinceLastOrder', customer(), values)).toBe(30);
    expect(rawOf('points', silent, values)).toBe(0);
    expect(rawOf('lifetimeOrders', silent, { lifetimeOrders: 7 })).toBe(7);
    expect(rawOf('lifetimeOrders', customer({ lifetimeOrders: 0 }), { lifetimeOrders: 0 })).toBeNull();
  });
});

describe('weighted scores', () => {
  it('are exact where binary fractions are not', () => {
    const sum = weightedSum({ r: 0.3, f: 0.3, m: 0.4 }, { r: 4, f: 4, m: 5 });
    expect(sum).toBe(4.4);
    expect(holds('>= 4.4', sum)).toBe(true);
    expect(holds('> 4.4', sum)).toBe(false);
  });

  it('equal the sum in whole ten-thousandths for any weights and bands', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        weights,
        fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 6, maxLength: 6 }),
        (units, bands) => {
          const named = Object.fromEntries(units.map((unit, i) => [`s${i}`, unit / 10_000]));
          const values = Object.fromEntries(bands.map((band, i) => [`s${i}`, band]));
          const exact = units.reduce((sum, unit, i) => sum + unit * (bands[i] ?? 0), 0);
          expect(inUnits(weightedSum(named, values))).toBe(exact);
          expect(holds(`= ${exact / 10_000}`, weightedSum(named, values))).toBe(true);
        },
      ),
    );
  });
});
