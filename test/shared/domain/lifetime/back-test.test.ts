import { describe, expect, it } from 'vitest';
import { backTest, type Trial } from '../../../../shared/domain/lifetime/back-test.ts';
import { fitBehaviour } from '../../../../shared/domain/lifetime/fit-behaviour.ts';
import type { BehaviourKind } from '../../../../shared/domain/lifetime/model.ts';
import { cdnowIsHere, cdnowSample } from './cdnow.ts';
import { population, random } from './simulate.ts';

const tested = (kind: BehaviourKind, trials: readonly Trial[], days: number) =>
  backTest(fitBehaviour(kind, trials), trials, days);

describe.skipIf(!cdnowIsHere)('39 held-out weeks of the CDNOW sample', () => {
  it.each([
    ['bgnbd', 1653.4086979425424, 0.7854542366060785, 1.6079820107439928],
    ['mbgnbd', 1576.7283017240952, 0.7647789493623396, 1.6071826574536126],
  ] as const)('%s beats the naive rate', (kind, total, mae, rmse) => {
    const found = tested(kind, cdnowSample(), 273);
    expect(found).toMatchObject({ verdict: 'wins', customers: 2357, actual: 1882 });
    expect(found.predicted).toBeCloseTo(total, 3);
    expect(found.mae.model).toBeCloseTo(mae, 7);
    expect(found.rmse.model).toBeCloseTo(rmse, 7);
    expect(found.naive).toBeCloseTo(2930.1011257197324, 8);
    expect(found.mae.naive).toBeCloseTo(1.0236691632673869, 10);
    expect(found.rmse.naive).toBeCloseTo(2.2119180886046252, 10);
  });
});

const leaving = { kind: 'bgnbd', r: 0.6, alpha: 8, leaving: { a: 0.8, b: 2.5 }, days: [200, 400] } as const;

describe('made-up shops', () => {
  const people = population(2, 3000, leaving);
  const nobodyAgain: Trial[] = people.map((each) => ({ ...each, bought: 0 }));
  /** Each goes on exactly at his rate so far, as if nobody had left. */
  const atTheirRate: Trial[] = people.map((each) => ({
    ...each,
    bought: Math.round((each.x / each.T) * 90),
  }));

  it('wins where those who fell silent stay away', () => {
    expect(tested('bgnbd', nobodyAgain, 90).verdict).toBe('wins');
  });

  it('loses where the naive rate holds', () => {
    expect(tested('bgnbd', atTheirRate, 90).verdict).toBe('loses');
  });

  it('loses where only one of the two errors is smaller', () => {
    const next = random(4);
    const found = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) =>
      tested(
        'bgnbd',
        atTheirRate.map((each) => (next() < share ? each : { ...each, bought: 0 })),
        90,
      ),
    );
    for (const { verdict, mae, rmse } of found) {
      const both = (mae.model ?? 0) < mae.naive && (rmse.model ?? 0) < rmse.naive;
      expect(verdict).toBe(both ? 'wins' : 'loses');
    }
    expect(
      found.some(({ mae, rmse }) => (mae.model ?? 0) < mae.naive !== (rmse.model ?? 0) < rmse.naive),
    ).toBe(true);
  });

  it('gives the same to the last bit in any order', () => {
    expect(tested('bgnbd', atTheirRate.toReversed(), 90)).toEqual(tested('bgnbd', atTheirRate, 90));
  });
});

describe('without a model', () => {
  it('says why, and still measures the naive rate', () => {
    const trials = [
      { x: 2, tx: 50, T: 100, bought: 1, customers: 10 },
      { x: 0, tx: 0, T: 0, bought: 1, customers: 10 },
    ];
    // The naive rate foretells 2/100 · 50 = 1 and, on the first day, nothing: misses of 0 and −1.
    expect(tested('bgnbd', trials, 50)).toEqual({
      ...{ verdict: 'too_little_data', customers: 20, actual: 20, predicted: null, naive: 10 },
      mae: { model: null, naive: 0.5 },
      rmse: { model: null, naive: Math.sqrt(0.5) },
    });
  });

  it('says so of nobody at all', () => {
    expect(tested('bgnbd', [], 50)).toMatchObject({
      customers: 0,
      naive: 0,
      mae: { model: null, naive: 0 },
    });
  });

  it('finds no churn where nobody leaves', () => {
    const people = population(3, 3000, { ...leaving, leaving: null });
    const found = tested(
      'bgnbd',
      people.map((each) => ({ ...each, bought: 0 })),
      90,
    );
    expect(found).toMatchObject({ verdict: 'no_churn_signal', predicted: null });
  });
});
