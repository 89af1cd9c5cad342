import { type Columns, columnsOf } from './behaviour-likelihood.ts';
import { purchasesIfAlive, remembered } from './expectation.ts';
import { dot, type Matrix, times } from './matrix.ts';
import { type Behaviour, type Collapsed, earlyChances, type History, WEEK } from './model.ts';
import { goneLogOdds } from './predict.ts';

/** Standard deviations either way that hold 95 % of a normal distribution. */
const TWO_SIDED_95 = 1.959964;
/** Relative change of a parameter for a central difference: error about its square, with digits to spare. */
const NUDGE = 1e-4;

/**
 * Purchases expected of all customers together in the next `days`, with the 95 % interval of that expectation: what is
 * not known of the parameters, not the chance of each purchase. Delta method on the logarithm of the total, so that
 * the interval stays above zero. `covariance` is that of ln r, ln α, ln a, ln b.
 */
export function totalInterval(
  model: Behaviour,
  covariance: Matrix,
  histories: readonly Collapsed[],
  days: number,
): { expected: number; low: number; high: number } {
  const groups = columnsOf(histories);
  const expected = total(model, groups, days);
  if (expected <= 0) return { expected: 0, low: 0, high: 0 };
  const slope = (['r', 'alpha', 'a', 'b'] as const).map((name) => {
    const raised = total({ ...model, [name]: model[name] * Math.exp(NUDGE) }, groups, days);
    const lowered = total({ ...model, [name]: model[name] * Math.exp(-NUDGE) }, groups, days);
    return (Math.log(raised) - Math.log(lowered)) / (2 * NUDGE);
  });
  const reach = Math.exp(TWO_SIDED_95 * deviation(slope, covariance));
  return { expected, low: expected / reach, high: expected * reach };
}

function total(model: Behaviour, { customers, ...columns }: Columns, days: number): number {
  const living = remembered((x, T) => purchasesIfAlive(model, x, T, days / WEEK));
  return customers.reduce((sum, n, g) => {
    const history = { x: columns.x[g] ?? 0, tx: columns.tx[g] ?? 0, T: columns.T[g] ?? 0 };
    return sum + (n * living(history.x, history.T)) / (1 + Math.exp(goneLogOdds(model, history)));
  }, 0);
}

/** The 95 % interval of P(alive), by the delta method on its log-odds; null where P(alive) itself is. */
export function aliveInterval(
  model: Behaviour,
  covariance: Matrix,
  history: History,
): { low: number; high: number } | null {
  const { r, alpha, b } = model;
  const chances = history.x + earlyChances(model.kind);
  if (chances === 0) return null;
  const last = alpha + history.tx / WEEK;
  const end = alpha + history.T / WEEK;
  const shape = r + history.x;
  const slope = [r * Math.log(end / last), alpha * shape * (1 / end - 1 / last), 1, -b / (b + chances - 1)];
  const reach = TWO_SIDED_95 * deviation(slope, covariance);
  const odds = goneLogOdds(model, history);
  return { low: 1 / (1 + Math.exp(odds + reach)), high: 1 / (1 + Math.exp(odds - reach)) };
}

const deviation = (slope: readonly number[], covariance: Matrix): number =>
  Math.sqrt(Math.max(0, dot(slope, times(covariance, slope))));
