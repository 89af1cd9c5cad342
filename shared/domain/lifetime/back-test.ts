import { collapse, type Groups } from './collapse.ts';
import type { BehaviourFit, FitVerdict } from './fit-behaviour.ts';
import type { History } from './model.ts';
import { expectedPurchases } from './predict.ts';

/** A history up to the cut-off and the purchase days `bought` in the held-out tail after it. */
export interface Trial extends History {
  bought: number;
  customers: number;
}

export interface BackTest {
  verdict: 'wins' | 'loses' | Exclude<FitVerdict, 'fitted'>;
  customers: number;
  /** What all customers did in the tail: as it was, as the model and as the naive rate foretold. */
  actual: number;
  predicted: number | null;
  naive: number;
  mae: { model: number | null; naive: number };
  rmse: { model: number | null; naive: number };
}

/** What was foretold of all customers, and the errors of one. */
export interface Foretold {
  customers: number;
  actual: number;
  foretold: number;
  mae: number;
  rmse: number;
}

/**
 * Foretells the tail's purchase days with what was fitted on the histories up to the cut-off, against the naive rate
 * x / T · holdout. Where nothing could be fitted the verdict is the fit's.
 */
export function backTest(
  { verdict, behaviour }: BehaviourFit,
  trials: readonly Trial[],
  holdoutDays: number,
): BackTest {
  const groups = collapse(trials, [({ x }) => x, ({ tx }) => tx, ({ T }) => T, ({ bought }) => bought]);
  const naive = errorsOf(groups, (trial) => naivePurchases(trial, holdoutDays));
  if (!behaviour) return unmatched(naive, verdict);
  const model = errorsOf(groups, (trial) => expectedPurchases(behaviour, trial, holdoutDays));
  return matched(naive, model);
}

/** Everybody goes on as he did; of somebody's first day no rate is known. */
export const naivePurchases = ({ x, T }: History, days: number): number => (T > 0 ? (x / T) * days : 0);

/**
 * The model wins only if both errors are below the naive rate's: a mean absolute error alone is won by foretelling
 * nought for the many who buy nothing, a root mean square alone by getting a few heavy buyers right.
 */
export const matched = (naive: Foretold, model: Foretold): BackTest => ({
  verdict: model.mae < naive.mae && model.rmse < naive.rmse ? 'wins' : 'loses',
  ...{ customers: naive.customers, actual: naive.actual, predicted: model.foretold, naive: naive.foretold },
  mae: { model: model.mae, naive: naive.mae },
  rmse: { model: model.rmse, naive: naive.rmse },
});

/** Without a model its figures are null, and the naive rate's are still told. */
export const unmatched = (naive: Foretold, verdict: FitVerdict): BackTest => ({
  verdict: verdict === 'fitted' ? 'degenerate' : verdict,
  ...{ customers: naive.customers, actual: naive.actual, predicted: null, naive: naive.foretold },
  mae: { model: null, naive: naive.mae },
  rmse: { model: null, naive: naive.rmse },
});

function errorsOf({ keys, customers }: Groups, foretell: (history: History) => number): Foretold {
  const [x, tx, T, bought] = keys;
  const sum = { customers: 0, actual: 0, foretold: 0, absolute: 0, square: 0 };
  customers.forEach((n, g) => {
    const foretold = foretell({ x: x?.[g] ?? 0, tx: tx?.[g] ?? 0, T: T?.[g] ?? 0 });
    const miss = foretold - (bought?.[g] ?? 0);
    sum.customers += n;
    sum.actual += n * (bought?.[g] ?? 0);
    sum.foretold += n * foretold;
    sum.absolute += n * Math.abs(miss);
    sum.square += n * miss * miss;
  });
  const everybody = Math.max(sum.customers, 1);
  return {
    ...{ customers: sum.customers, actual: sum.actual, foretold: sum.foretold },
    ...{ mae: sum.absolute / everybody, rmse: Math.sqrt(sum.square / everybody) },
  };
}
