import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condition, inUnits } from '../../../shared/domain/policy/condition.ts';
import { bandOf, rawOf, weightedSum } from '../../../shared/domain/scores.ts';
import { customer } from '../../support/grading.ts';

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

  it('nobody without an order in the window has a raw value', () => {
    const silent = customer({ orderCount: 0 });
    for (const raw of ['daysSinceLastOrder', 'orderCount', 'netAmount'] as const)
      expect(rawOf(raw, silent, '2026-09-30')).toBeNull();
    expect(rawOf('daysSinceLastOrder', customer(), '2026-09-30')).toBe(30);
  });
});

describe('weighted scores', () => {
  it('are exact where binary fractions are not', () => {
    const sum = weightedSum({ r: 0.3, f: 0.3, m: 0.4 }, { r: 4, f: 4, m: 5 });
    expect(sum).toBe(4.4);
    expect(condition('>= 4.4')(inUnits(sum))).toBe(true);
    expect(condition('> 4.4')(inUnits(sum))).toBe(false);
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
          expect(condition(`= ${exact / 10_000}`)(inUnits(weightedSum(named, values)))).toBe(true);
        },
      ),
    );
  });
});
