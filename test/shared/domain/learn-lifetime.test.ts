import { expect, test } from 'vitest';
import { learnLifetime, type Purchases } from '../../../shared/domain/learn-lifetime.ts';
import { LearntLifetimeSchema } from '../../../shared/domain/learnt.ts';
import { expectedPurchases } from '../../../shared/domain/lifetime/predict.ts';
import { meanSpend, population, random } from './lifetime/simulate.ts';

const TRUTH = { r: 0.5, alpha: 6, leaving: { a: 0.9, b: 1.6 }, days: [300, 500] as const };
const LITTLE = 'too_little_data';
const SPANS = { nextDays: 92, holdoutDays: 90 };

const next = random(11);
const histories = population(7, 4000, { kind: 'bgnbd', ...TRUTH }).map((history) => ({
  ...history,
  net: history.x === 0 ? 0 : Math.round(history.x * meanSpend(next, history.x, { p: 6, q: 4, v: 1500 })),
}));
const spends = histories.filter(({ x }) => x > 0).map(({ x, net }) => ({ x, mean: net / x, customers: 1 }));
const truth = { kind: 'bgnbd' as const, r: 0.5, alpha: 6, a: 0.9, b: 1.6, ll: 0 };

/** So many days, each worth the mean of those before; the first tells of no amount. */
const buying = (history: (typeof histories)[number], bought: number) => ({
  ...{ ...history, bought },
  boughtNet: history.x === 0 ? 0 : Math.round((history.net / history.x) * bought),
});
/** Who was likely to buy bought as the model says. */
const asTheModel = histories.map((history) =>
  buying(history, Math.round(expectedPurchases(truth, history, SPANS.holdoutDays))),
);
/** Everybody went on as he did. */
const asBefore = histories.map((history) =>
  buying(history, Math.round((history.x / history.T) * SPANS.holdoutDays)),
);
/** As many days as the model says, worth as much as if everybody had gone on as he did. */
const dearer = asTheModel.map((trial, i) => ({ ...trial, boughtNet: asBefore[i]?.boughtNet ?? 0 }));

const all: Purchases = { histories, spends, trials: asTheModel };
const fewTrials: Purchases['trials'] = [
  { x: 2, tx: 50, T: 90, bought: 1, net: 800, boughtNet: 500, customers: 10 },
  { x: 1, tx: 10, T: 90, bought: 0, net: 300, boughtNet: 0, customers: 30 },
];
const alike = spends.map((spend) => ({ ...spend, mean: 1000 }));

const alikeBefore = asTheModel.map((trial) => ({ ...trial, net: trial.x * 1000 }));

/** Verdicts on behaviour and on spend, each with that of its test. */
test.each<[string, Partial<Purchases>, string[], (string | undefined)[]]>([
  ['both models fit and win', {}, ['used', 'used'], ['wins', 'wins']],
  ['the naive rate foretells the days better', { trials: asBefore }, ['loses', 'loses'], ['loses', 'loses']],
  ['the naive rate foretells the amounts better', { trials: dearer }, ['used', 'loses'], ['wins', 'loses']],
  [
    'the shorter histories are worth the same',
    { trials: alikeBefore },
    ['used', 'degenerate'],
    ['wins', 'degenerate'],
  ],
  ['nobody to test on', { trials: [] }, [LITTLE, LITTLE], [undefined, undefined]],
  ['too few to test on', { trials: fewTrials }, [LITTLE, LITTLE], [LITTLE, LITTLE]],
  ['hardly anybody came back', { histories: histories.slice(0, 40) }, [LITTLE, 'used'], ['wins', 'wins']],
  ['nobody at all', { histories: [], spends: [], trials: [] }, [LITTLE, LITTLE], [undefined, undefined]],
  ['no amounts', { spends: [] }, ['used', LITTLE], ['wins', 'wins']],
  ['everybody spends the same', { spends: alike }, ['used', 'degenerate'], ['wins', 'wins']],
])('%s', (_, over, verdicts, tested) => {
  const learnt = learnLifetime('bgnbd', { ...all, ...over }, SPANS);
  expect([learnt.verdict, learnt.spendVerdict]).toEqual(verdicts);
  expect([learnt.backTest?.verdict, learnt.spendTest?.verdict]).toEqual(tested);
  expect(learnt.next !== null).toBe(learnt.verdict === 'used');
});

test('without a model of the shorter histories the naive figures are still shown', () => {
  const { backTest, spendTest } = learnLifetime('bgnbd', { ...all, trials: fewTrials }, SPANS);
  const same = { verdict: 'too_little_data', holdoutDays: 90, customers: 40, predicted: null };
  // Of 90 days as of the 90 before: 2 by each of 10 and 1 by each of 30, each time one too many.
  expect(backTest).toEqual({
    ...{ ...same, actual: 10, naive: 50 },
    ...{ mae: { model: null, naive: 1 }, rmse: { model: null, naive: 1 } },
  });
  // 800 instead of 500 and 300 instead of nothing.
  expect(spendTest).toEqual({
    ...{ ...same, actual: 5000, naive: 17_000 },
    ...{ mae: { model: null, naive: 300 }, rmse: { model: null, naive: 300 } },
  });
});

test('what an earlier program stored is read as one verdict on both', () => {
  const { spendVerdict, spendTest, ...earlier } = learnLifetime('bgnbd', all, SPANS);
  expect(LearntLifetimeSchema.parse(earlier)).toEqual({ ...earlier, spendVerdict: 'used', spendTest: null });
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
