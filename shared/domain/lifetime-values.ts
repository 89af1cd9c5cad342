import { daysBetween, type LocalDate } from './dates.ts';
import { type LifetimeFeature, scaleOf } from './feature-catalog.ts';
import type { Cell, Facts } from './features.ts';
import type { LearntLifetime } from './learnt.ts';
import { historicValue } from './lifetime/historic.ts';
import type { Behaviour, History, Spend } from './lifetime/model.ts';
import { naiveValue } from './lifetime/predict.ts';
import { scorer } from './lifetime/scorer.ts';
import { PURCHASE_DAYS, REPEAT_NET } from './measured-columns.ts';
import { type LifetimeSettings, MOST_DAYS } from './policy/feature-schema.ts';

type LifetimeValues = Record<LifetimeFeature, Cell>;

const UNKNOWN: LifetimeValues = {
  ...{ lifetimeValue: null, aliveProbability: null, purchaseProbability: null },
  ...{ churnProbability: null, expectedOrders: null, daysToNextOrder: null },
};

/** A whole number that can be stored and read again; unknown where none can hold it. */
const whole = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

const inScale = (value: number): number | null => whole(Math.round(value * scaleOf('number', '')));

/** Whole days until the next order; further off than anyone means is not known. */
const inDays = (days: number): number | null => (days <= MOST_DAYS ? Math.ceil(days) : null);

/** What the lifetime settings rest on beside the facts. */
export interface LifetimeGround {
  settings: LifetimeSettings;
  learnt: LearntLifetime | null;
  asOf: LocalDate;
  windowDays: number;
  /** Length of the next period, of which purchase and churn are foretold. */
  nextDays: number;
}

/**
 * The lifetime features of one customer: by the models where they are used, else by the policy's fallback; where only
 * that of spend is not, the value alone takes the fallback. Churn is the chance that he does not buy in the next period.
 * Nobody who never bought has any.
 */
export function lifetimeValues(facts: Facts, ground: LifetimeGround): LifetimeValues {
  if (facts.lifetimeOrders === 0) return UNKNOWN;
  const { settings, learnt } = ground;
  if (settings.model === 'historic')
    return { ...UNKNOWN, lifetimeValue: whole(valueByHistory(facts, ground)) };
  const history = historyOf(facts, ground.asOf);
  if (learnt?.verdict !== 'used' || !learnt.behaviour) return byFallback(facts, history, ground);
  const spend = learnt.spendVerdict === 'used' ? learnt.spend : null;
  const foretold = byModel(scorerFor(learnt, learnt.behaviour, spend, ground), history, facts);
  if (spend) return foretold;
  return { ...foretold, lifetimeValue: byFallback(facts, history, ground).lifetimeValue };
}

const byFallback = (facts: Facts, history: History, ground: LifetimeGround): LifetimeValues =>
  ground.settings.fallback === 'naive' ? byNaiveRate(facts, history, ground) : UNKNOWN;

/** Average order × orders a year × margin × years, from the orders of the window. */
function valueByHistory({ netAmount, orderCount }: Facts, { settings, windowDays }: LifetimeGround): number {
  return historicValue({
    averageOrder: orderCount === 0 ? 0 : netAmount / orderCount,
    ordersPerYear: (orderCount * 365) / windowDays,
    ...{ margin: settings.margin, years: settings.years },
  });
}

/** Purchase days after the first, and when: the whole of what the models look at. */
export function historyOf({ firstOrderDate, lastOrderDate, measured }: Facts, asOf: LocalDate): History {
  const first = firstOrderDate ?? asOf;
  return {
    x: Math.max(0, Number(measured[PURCHASE_DAYS] ?? 1) - 1),
    tx: daysBetween(first, lastOrderDate ?? first),
    T: daysBetween(first, asOf),
  };
}

/** Mean net amount of a repeat day, minor units; refunds can bring it to nothing. */
export const meanRepeat = ({ measured }: Facts, { x }: History): number =>
  x === 0 ? 0 : Math.max(0, Number(measured[REPEAT_NET] ?? 0)) / x;

type Score = ReturnType<typeof scorer>;
const SCORERS = new WeakMap<LearntLifetime, { settings: LifetimeSettings; nextDays: number; score: Score }>();

/** One scorer for all customers of a run: it remembers what depends on the counts alone. */
function scorerFor(
  learnt: LearntLifetime,
  behaviour: Behaviour,
  spend: Spend | null,
  ground: LifetimeGround,
): Score {
  const { settings, nextDays } = ground;
  const known = SCORERS.get(learnt);
  if (known?.settings === settings && known.nextDays === nextDays) return known.score;
  const { months, monthlyDiscount, margin } = settings;
  const score = scorer(behaviour, spend, nextDays, { months, monthlyDiscount, margin });
  SCORERS.set(learnt, { settings, nextDays, score });
  return score;
}

function byModel(score: Score, history: History, facts: Facts): LifetimeValues {
  const { alive, purchases, purchaseProbability, daysToNext, value } = score(
    history,
    meanRepeat(facts, history),
  );
  return {
    lifetimeValue: value === null ? null : whole(Math.round(value)),
    aliveProbability: alive === null ? null : inScale(alive),
    purchaseProbability: inScale(purchaseProbability),
    churnProbability: inScale(1 - purchaseProbability),
    expectedOrders: inScale(purchases),
    daysToNextOrder: daysToNext === null ? null : inDays(daysToNext),
  };
}

/**
 * He goes on as he did: x purchases in T days, each worth what those were, over the model's horizon. There is no rate of
 * somebody who never came back, nor of somebody known for less than the period that is to be foretold.
 */
function byNaiveRate(facts: Facts, history: History, { settings, nextDays }: LifetimeGround): LifetimeValues {
  const { x, T } = history;
  if (x === 0 || T < nextDays) return UNKNOWN;
  const expected = (x / T) * nextDays;
  const buys = 1 - Math.exp(-expected);
  return {
    lifetimeValue: whole(Math.round(naiveValue(history, meanRepeat(facts, history), settings))),
    aliveProbability: null,
    purchaseProbability: inScale(buys),
    churnProbability: inScale(1 - buys),
    expectedOrders: inScale(expected),
    daysToNextOrder: inDays((Math.LN2 * T) / x),
  };
}
