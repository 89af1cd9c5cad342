import { type BackTest, type Foretold, matched, naivePurchases, type Trial, unmatched } from './back-test.ts';
import type { BehaviourFit } from './fit-behaviour.ts';
import { fitSpend } from './fit-spend.ts';
import { expectedPurchases, expectedSpend } from './predict.ts';

/** Minor units: `net` of the `x` repeat days up to the cut-off, `boughtNet` of the days `bought` in the tail. */
export interface SpendTrial extends Trial {
  net: number;
  boughtNet: number;
}

/**
 * Fits Gamma-Gamma on the repeat days up to the cut-off and foretells what each customer spends in the tail, in minor
 * units: expected purchases times expected spend. The naive rate lets him go on as he did, x / T · holdout days of his
 * own mean; who never came back spends nothing by it. The rule of winning is that of purchases; where either model could
 * not be fitted the verdict is that fit's.
 */
export function backTestSpend(
  { verdict, behaviour }: BehaviourFit,
  trials: readonly SpendTrial[],
  holdoutDays: number,
): BackTest {
  const naive = errorsOf(trials, (trial) => naivePurchases(trial, holdoutDays) * meanOf(trial));
  if (!behaviour) return unmatched(naive, verdict);
  const fitted = fitSpend(trials.map((trial) => ({ ...trial, mean: meanOf(trial) })));
  const { spend } = fitted;
  if (!spend) return unmatched(naive, fitted.verdict);
  const foretell = (trial: SpendTrial) =>
    expectedPurchases(behaviour, trial, holdoutDays) * expectedSpend(spend, trial.x, meanOf(trial));
  return matched(naive, errorsOf(trials, foretell));
}

/** Mean of a repeat day; refunds can bring it to nothing. */
const meanOf = ({ x, net }: SpendTrial): number => (x > 0 ? Math.max(net, 0) / x : 0);

/** Amounts are too many to group: each customer's own are sorted, so that the sums over them depend on no order. */
function errorsOf(trials: readonly SpendTrial[], foretell: (trial: SpendTrial) => number): Foretold {
  const customers = trials.reduce((sum, trial) => sum + trial.customers, 0);
  const foretold = new Float64Array(customers);
  const misses = new Float64Array(customers);
  let [actual, filled] = [0, 0];
  for (const trial of trials) {
    const value = foretell(trial);
    const end = filled + trial.customers;
    foretold.fill(value, filled, end);
    misses.fill(Math.abs(value - trial.boughtNet), filled, end);
    actual += trial.customers * trial.boughtNet;
    filled = end;
  }
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const square = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  const everybody = Math.max(customers, 1);
  misses.sort();
  return {
    ...{ customers, actual, foretold: total(foretold.sort()) },
    ...{ mae: total(misses) / everybody, rmse: Math.sqrt(square(misses) / everybody) },
  };
}
