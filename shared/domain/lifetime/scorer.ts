import { purchasesIfAlive, remembered } from './expectation.ts';
import { type Behaviour, type History, type Spend, WEEK } from './model.ts';
import {
  aliveProbability,
  daysToNextPurchase,
  discountedIfAlive,
  expectedSpend,
  type Horizon,
  purchaseProbability,
} from './predict.ts';

export interface LifetimeScore {
  /** P(alive); null for x = 0 under BG/NBD. */
  alive: number | null;
  /** Expected purchase days, and the probability of at least one, in the next `days`. */
  purchases: number;
  purchaseProbability: number;
  /** Median days to the next purchase; null where more likely none comes. */
  daysToNext: number | null;
  /** Margin over the horizon in minor units, unrounded; null without a spend model. */
  value: number | null;
}

/**
 * Scores many customers: make it once, call it for each. Gives what the functions of `predict.ts` give; what depends on
 * (x, T) alone is kept, so that a million customers cost about as much as their few ten thousand distinct pairs.
 */
export function scorer(
  model: Behaviour,
  spend: Spend | null,
  days: number,
  horizon: Horizon,
): (history: History, mean: number) => LifetimeScore {
  const living = remembered((x, T) => ({
    purchases: purchasesIfAlive(model, x, T, days / WEEK),
    discounted: spend ? discountedIfAlive(model, x, T, horizon) : 0,
  }));
  return (history, mean) => {
    const { purchases, discounted } = living(history.x, history.T);
    const known = aliveProbability(model, history);
    const alive = known ?? 1;
    return {
      alive: known,
      purchases: alive * purchases,
      purchaseProbability: purchaseProbability(model, history, days),
      daysToNext: daysToNextPurchase(model, history),
      value: spend ? horizon.margin * expectedSpend(spend, history.x, mean) * (alive * discounted) : null,
    };
  };
}
