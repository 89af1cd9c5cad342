import { describe, expect, it, test } from 'vitest';
import { backTestSpend, type SpendTrial } from '../../../../shared/domain/lifetime/back-test-spend.ts';
import { fitBehaviour } from '../../../../shared/domain/lifetime/fit-behaviour.ts';
import type { BehaviourKind } from '../../../../shared/domain/lifetime/model.ts';
import { cdnowIsHere, cdnowSample } from './cdnow.ts';
import { meanSpend, population, random } from './simulate.ts';

const tested = (kind: BehaviourKind, trials: readonly SpendTrial[], days: number) =>
  backTestSpend(fitBehaviour(kind, trials), trials, days);

/**
 * The reference's totals and mean absolute errors, in cents: spend fitted on all 946 who came back, the population's mean
 * for the others. Errors of squares and of the naive rate: reckoned apart, by the published formulas under scipy.
 */
describe.skipIf(!cdnowIsHere)('what the CDNOW sample spends in the 39 held-out weeks', () => {
  it.each([
    ['bgnbd', 5_993_163, 3_040.79, 7_229.894204],
    ['mbgnbd', 5_712_810, 2_971, 7_194.622078],
  ] as const)('%s beats the naive rate', (kind, total, mae, rmse) => {
    const found = tested(kind, cdnowSample(), 273);
    expect(found).toMatchObject({ verdict: 'wins', customers: 2357, actual: 7_097_639 });
    expect(Math.abs((found.predicted ?? 0) - total)).toBeLessThan(2);
    expect(found.mae.model).toBeCloseTo(mae, 1);
    expect(found.rmse.model).toBeCloseTo(rmse, 2);
    expect(found.naive).toBeCloseTo(11_439_625.096249, 4);
    expect(found.mae.naive).toBeCloseTo(4_330.866489898, 6);
    expect(found.rmse.naive).toBeCloseTo(20_000.58775887, 6);
  });
});

const LEAVING = { kind: 'bgnbd', r: 0.6, alpha: 8, leaving: { a: 0.8, b: 2.5 }, days: [200, 400] } as const;
const next = random(9);
const people = population(2, 3000, LEAVING).map((each) => ({
  ...each,
  net: each.x === 0 ? 0 : Math.round(each.x * meanSpend(next, each.x, { p: 6, q: 4, v: 1500 })),
}));
/** Those who fell silent stay away. */
const nobodyAgain = people.map((each): SpendTrial => ({ ...each, bought: 0, boughtNet: 0 }));
/** Each goes on at his rate so far, every day as much as his mean. */
const asBefore = people.map(goingOn);

test.each([
  ['wins where those who fell silent stay away', nobodyAgain, 'wins'],
  ['loses where everybody goes on as he did', asBefore, 'loses'],
  ['cannot tell where every day is worth the same', worthAlike(nobodyAgain), 'degenerate'],
  ['cannot tell where repeat days came to nothing', worthNothing(nobodyAgain), 'too_little_data'],
])('%s', (_, trials, verdict) => {
  const found = tested('bgnbd', trials, 90);
  expect(found.verdict).toBe(verdict);
  expect(found.predicted === null).toBe(verdict === 'degenerate' || verdict === 'too_little_data');
});

function goingOn<T extends Omit<SpendTrial, 'bought' | 'boughtNet'>>(each: T): T & SpendTrial {
  const bought = Math.round((each.x / each.T) * 90);
  return { ...each, bought, boughtNet: each.x === 0 ? 0 : Math.round((bought * each.net) / each.x) };
}
function worthAlike(trials: readonly SpendTrial[]): SpendTrial[] {
  return trials.map((each) => ({ ...each, net: each.x * 1000 }));
}
function worthNothing(trials: readonly SpendTrial[]): SpendTrial[] {
  return trials.map((each) => ({ ...each, net: 0 }));
}

test('loses where only one of the two errors is smaller', () => {
  // One who spends far more than all others goes on as he did, while they stay away: his day outweighs only squares.
  const heavy = people.findIndex(({ x, tx, T }) => x >= 5 && T - tx > 60);
  const found = [1, 30, 100, 300].map((times) =>
    tested(
      'bgnbd',
      nobodyAgain.map((each, i) => (i === heavy ? goingOn({ ...each, net: each.net * times }) : each)),
      90,
    ),
  );
  const smaller = found.map(({ mae, rmse }) => [
    (mae.model ?? 0) < mae.naive,
    (rmse.model ?? 0) < rmse.naive,
  ]);
  expect(smaller).toContainEqual([true, true]);
  expect(smaller).toContainEqual([true, false]);
  expect(found.map(({ verdict }) => verdict)).toEqual(
    smaller.map((both) => (both.every((is) => is) ? 'wins' : 'loses')),
  );
});

test('the order of customers changes nothing to the last bit, nor whether equal ones come together', () => {
  const whole = tested('bgnbd', asBefore, 90);
  expect(tested('bgnbd', asBefore.toReversed(), 90)).toEqual(whole);
  const twice = tested(
    'bgnbd',
    asBefore.map((each) => ({ ...each, customers: 2 })),
    90,
  );
  expect(tested('bgnbd', [...asBefore, ...asBefore], 90)).toEqual(twice);
});

describe('without a model', () => {
  const few: SpendTrial[] = [
    { x: 2, tx: 50, T: 100, bought: 1, net: 600, boughtNet: 250, customers: 10 },
    { x: 1, tx: 50, T: 100, bought: 0, net: -80, boughtNet: 0, customers: 20 },
    { x: 0, tx: 0, T: 0, bought: 1, net: 0, boughtNet: 90, customers: 10 },
  ];

  it('says why, and still measures the naive rate', () => {
    // 2/100 · 50 = one day of 300, instead of 250; a mean below nought counts as nought; of a first day nothing is told.
    expect(tested('bgnbd', few, 50)).toEqual({
      ...{ verdict: 'too_little_data', customers: 40, actual: 3400, predicted: null, naive: 3000 },
      mae: { model: null, naive: 35 },
      rmse: { model: null, naive: Math.sqrt(2650) },
    });
  });

  it('says so of nobody at all', () =>
    expect(tested('bgnbd', [], 50)).toMatchObject({
      customers: 0,
      naive: 0,
      mae: { model: null, naive: 0 },
    }));

  it('tells the verdict of behaviour where that was not fitted', () => {
    const loyal = population(3, 3000, { ...LEAVING, leaving: null });
    const trials = loyal.map((each) => ({ ...each, bought: 0, net: each.x * 900, boughtNet: 0 }));
    expect(tested('bgnbd', trials, 90)).toMatchObject({ verdict: 'no_churn_signal', predicted: null });
  });
});
