import { collapse, type Groups } from './collapse.ts';
import { type FitVerdict, fitBehaviour } from './fit-behaviour.ts';
import type { BehaviourKind, History } from './model.ts';
import { expectedPurchases } from './predict.ts';

/** A history up to the cut-off and the purchase days `bought` in the held-out tail after it. */
export interface Trial extends History {
  bought: number;
  customers: number;
}

export interface BackTest {
  verdict: 'wins' | 'loses' | Exclude<FitVerdict, 'fitted'>;
  customers: number;
  /** Purchase days of all customers in the tail: as they were, as the model and as the naive rate foretold. */
  actual: number;
  predicted: number | null;
  naive: number;
  mae: { model: number | null; naive: number };
  rmse: { model: number | null; naive: number };
}

/**
 * Fits on the histories up to the cut-off and foretells the tail, against the naive rate x / T · holdout. The model wins
 * only if both errors are below the naive rate's: a mean absolute error alone is won by foretelling nought for the many
 * who buy nothing, a root mean square alone by getting a few heavy buyers right. Where nothing could be fitted the
 * verdict is the fit's and the model's figures are null.
 */
export function backTest(kind: BehaviourKind, trials: readonly Trial[], holdoutDays: number): BackTest {
  const groups = collapse(trials, [({ x }) => x, ({ tx }) => tx, ({ T }) => T, ({ bought }) => bought]);
  const naive = errorsOf(groups, ({ x, T }) => (T > 0 ? (x / T) * holdoutDays : 0));
  const facts = { customers: naive.customers, actual: naive.actual, naive: naive.foretold };
  const { verdict, behaviour } = fitBehaviour(kind, trials);
  if (verdict !== 'fitted' || !behaviour) {
    return {
      ...facts,
      verdict: verdict === 'fitted' ? 'degenerate' : verdict,
      predicted: null,
      mae: { model: null, naive: naive.mae },
      rmse: { model: null, naive: naive.rmse },
    };
  }
  const model = errorsOf(groups, (trial) => expectedPurchases(behaviour, trial, holdoutDays));
  return {
    ...facts,
    verdict: model.mae < naive.mae && model.rmse < naive.rmse ? 'wins' : 'loses',
    predicted: model.foretold,
    mae: { model: model.mae, naive: naive.mae },
    rmse: { model: model.rmse, naive: naive.rmse },
  };
}

function errorsOf({ keys, customers }: Groups, foretell: (history: History) => number) {
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
  return { ...sum, mae: sum.absolute / everybody, rmse: Math.sqrt(sum.square / everybody) };
}
