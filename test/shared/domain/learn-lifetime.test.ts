import { expect, test } from 'vitest';
import { learnLifetime, type Purchases } from '../../../shared/domain/learn-lifetime.ts';
import { expectedPurchases } from '../../../shared/domain/lifetime/predict.ts';
import { meanSpend, population, random } from './lifetime/simulate.ts';

const TRUTH = { r: 0.5, alpha: 6, leaving: { a: 0.9, b: 1.6 }, days: [300, 500] as const };
const SPANS = { nextDays: 92, holdoutDays: 90 };

const histories = population(7, 4000, { kind: 'bgnbd', ...TRUTH });
const next = random(11);
const spends = histories
  .filter(({ x }) => x > 0)
  .map(({ x }) => ({ x, mean: meanSpend(next, x, { p: 6, q: 4, v: 1500 }), customers: 1 }));
const truth = { kind: 'bgnbd' as const, r: 0.5, alpha: 6, a: 0.9, b: 1.6, ll: 0 };

/** Who was likely to buy bought as the model says. */
const asTheModel = histories.map((history) => ({
  ...history,
  bought: Math.round(expectedPurchases(truth, history, SPANS.holdoutDays)),
}));
/** Everybody went on as he did. */
const asBefore = histories.map((history) => ({
  ...history,
  bought: Math.round((history.x / history.T) * SPANS.holdoutDays),
}));

const all: Purchases = { histories, spends, trials: asTheModel };
const fewTrials: Purchases['trials'] = [
  { x: 2, tx: 50, T: 90, bought: 1, customers: 10 },
  { x: 1, tx: 10, T: 90, bought: 0, customers: 30 },
];
const alike = spends.map((spend) => ({ ...spend, mean: 1000 }));

test.each<[string, Partial<Purchases>, string, string | undefined]>([
  ['both models fit and the test is won', {}, 'used', 'wins'],
  ['the naive rate foretells the tail better', { trials: asBefore }, 'loses', 'loses'],
  ['nobody to test on', { trials: [] }, 'too_little_data', undefined],
  ['too few to test on', { trials: fewTrials }, 'too_little_data', 'too_little_data'],
  ['hardly anybody came back', { histories: histories.slice(0, 40) }, 'too_little_data', 'wins'],
  ['nobody at all', { histories: [], spends: [], trials: [] }, 'too_little_data', undefined],
  ['no amounts', { spends: [] }, 'too_little_data', 'wins'],
  ['everybody spends the same', { spends: alike }, 'degenerate', 'wins'],
])('%s', (_, over, verdict, tested) => {
  const learnt = learnLifetime('bgnbd', { ...all, ...over }, SPANS);
  expect(learnt.verdict).toBe(verdict);
  expect(learnt.backTest?.verdict).toBe(tested);
  expect(learnt.next !== null).toBe(verdict === 'used');
});

test('without a model of the shorter histories the naive figures are still shown', () => {
  // Of 90 days as of the 90 before: 2 by each of 10 and 1 by each of 30, each time one too many.
  expect(learnLifetime('bgnbd', { ...all, trials: fewTrials }, SPANS).backTest).toEqual({
    ...{ verdict: 'too_little_data', holdoutDays: 90, customers: 40, actual: 10, predicted: null, naive: 50 },
    ...{ mae: { model: null, naive: 1 }, rmse: { model: null, naive: 1 } },
  });
});

test('nobody ever leaves', () => {
  const loyal = population(5, 3000, { kind: 'bgnbd', ...TRUTH, leaving: null });
  const learnt = learnLifetime('bgnbd', { ...all, histories: loyal }, SPANS);
  expect(learnt).toMatchObject({ verdict: 'no_churn_signal', behaviour: null, next: null, customers: 3000 });
});

test('what is foretold for all customers together lies between its bounds', () => {
  const { next } = learnLifetime('bgnbd', all, SPANS);
  const sum = histories.reduce((total, history) => total + expectedPurchases(truth, history, 92), 0);
  expect(next?.days).toBe(92);
  expect(next?.low).toBeLessThan(sum);
  expect(next?.high).toBeGreaterThan(sum);
});
