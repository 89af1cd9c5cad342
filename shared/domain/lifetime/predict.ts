import { purchasesIfAlive } from './expectation.ts';
import { type Behaviour, earlyChances, type History, type Spend, WEEK } from './model.ts';

/** Weeks of a month, as the published figures take it: 365 days / 7 / 12, rounded. */
const MONTH = 4.345;

/** `monthlyDiscount` 0.01 is 1 % a month; `margin` 0.3 keeps 30 % of a day total. */
export interface Horizon {
  months: number;
  monthlyDiscount: number;
  margin: number;
}

/** The log-odds of having left: −∞ where the model gave no chance to. Fader, Hardie & Lee 2005; x = 0 only under MBG/NBD. */
export function goneLogOdds(model: Behaviour, { x, tx, T }: History): number {
  const chances = x + earlyChances(model.kind);
  if (chances === 0) return Number.NEGATIVE_INFINITY;
  const stretch = Math.log1p((T - tx) / WEEK / (model.alpha + tx / WEEK));
  return Math.log(model.a / (model.b + chances - 1)) + (model.r + x) * stretch;
}

/** As in the model's formulas: 1 for x = 0 under BG/NBD. */
const alive = (model: Behaviour, history: History): number => 1 / (1 + Math.exp(goneLogOdds(model, history)));

/** P(alive) at the cut-off; null for x = 0 under BG/NBD, whose 1 there is built in and tells nothing. */
export function aliveProbability(model: Behaviour, history: History): number | null {
  return history.x + earlyChances(model.kind) === 0 ? null : alive(model, history);
}

/** Expected purchase days in (T, T + days]. */
export function expectedPurchases(model: Behaviour, history: History, days: number): number {
  return alive(model, history) * purchasesIfAlive(model, history.x, history.T, days / WEEK);
}

/** P(at least one purchase day in the next `days`): alive, and the next purchase (Lomax distributed) comes in time. */
export function purchaseProbability(model: Behaviour, history: History, days: number): number {
  const span = model.alpha + history.T / WEEK;
  const inTime = -Math.expm1(-(model.r + history.x) * Math.log1p(days / WEEK / span));
  return alive(model, history) * inTime;
}

/** The median time to the next purchase in days, unrounded; null where it is at least as likely that none ever comes. */
export function daysToNextPurchase(model: Behaviour, history: History): number | null {
  const missing = 1 - 0.5 / alive(model, history);
  if (missing <= 0) return null;
  const days = (model.alpha * WEEK + history.T) * Math.expm1(-Math.log(missing) / (model.r + history.x));
  return Number.isFinite(days) ? days : null;
}

/**
 * The mean of a customer's day totals to come, in minor units, after `x` days of `mean` each: p (v + x·mean) / (px + q − 1)
 * (Fader & Hardie 2013, equation 5). For x = 0 the population's, p v / (q − 1). A mean below zero counts as zero.
 */
export function expectedSpend(spend: Spend, x: number, mean: number): number {
  return (spend.p * (spend.v + x * Math.max(mean, 0))) / (spend.p * x + spend.q - 1);
}

/**
 * Expected purchases of a living customer over the horizon, those of month i divided by (1 + discount)^i: money counts
 * as earned at each month's end.
 */
export function discountedIfAlive(model: Behaviour, x: number, T: number, horizon: Horizon): number {
  let sum = 0;
  let before = 0;
  for (let month = 1; month <= horizon.months; month += 1) {
    const until = purchasesIfAlive(model, x, T, month * MONTH);
    sum += (until - before) / (1 + horizon.monthlyDiscount) ** month;
    before = until;
  }
  return sum;
}

/**
 * What the customer is expected to leave as margin over the horizon, in minor units, unrounded:
 * Σ margin · E[spend] · (E(i) − E(i−1)) / (1 + discount)^i over months i of 4.345 weeks, where E counts purchases.
 */
export function futureValue(
  model: Behaviour,
  spend: Spend,
  history: History,
  mean: number,
  horizon: Horizon,
): number {
  const purchases = alive(model, history) * discountedIfAlive(model, history.x, history.T, horizon);
  return horizon.margin * expectedSpend(spend, history.x, mean) * purchases;
}

/**
 * The same of a customer who goes on as he did, x purchase days in T > 0 days of `mean` each: margin · mean · x/T ·
 * Σ days(i) / (1 + discount)^i over the months i, each as long as above.
 */
export function naiveValue({ x, T }: History, mean: number, horizon: Horizon): number {
  let months = 0;
  for (let month = 1; month <= horizon.months; month += 1)
    months += 1 / (1 + horizon.monthlyDiscount) ** month;
  return horizon.margin * mean * (x / T) * MONTH * WEEK * months;
}
