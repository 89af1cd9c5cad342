import type { LearntLifetime } from './learnt.ts';
import { backTest, type Trial } from './lifetime/back-test.ts';
import { type BehaviourFit, fitBehaviour } from './lifetime/fit-behaviour.ts';
import { fitSpend, type SpendFit } from './lifetime/fit-spend.ts';
import { totalInterval } from './lifetime/interval.ts';
import type { BehaviourKind, Collapsed, SpendGroup } from './lifetime/model.ts';

/** What all customers did, as the models read it. */
export interface Purchases {
  histories: readonly Collapsed[];
  spends: readonly SpendGroup[];
  /** Up to the cut-off of the back-test, with what came after it. */
  trials: readonly Trial[];
}

/** Lengths in days of the next period and of the tail that the back-test holds out. */
export interface Spans {
  nextDays: number;
  holdoutDays: number;
}

/**
 * Fits both models and tests the one of behaviour on the tail that it has not seen. The predictions are used only where
 * both could be fitted and the test was won; else the verdict says what was missing, and nothing is foretold.
 */
export function learnLifetime(
  kind: BehaviourKind,
  { histories, spends, trials }: Purchases,
  { nextDays, holdoutDays }: Spans,
): LearntLifetime {
  const fit = fitBehaviour(kind, histories);
  const { verdict: spendVerdict, spend } = fitSpend(spends);
  const tested = backTest(kind, trials, holdoutDays);
  const verdict = verdictOf(fit, spendVerdict, tested.verdict);
  const { behaviour, standardErrors, covariance, customers, repeaters } = fit;
  const next =
    verdict === 'used' && behaviour && covariance
      ? { days: nextDays, ...totalInterval(behaviour, covariance, histories, nextDays) }
      : null;
  return {
    ...{ kind, verdict, behaviour, spend, standardErrors, covariance, customers, repeaters },
    ...{ backTest: trials.length > 0 ? { ...tested, holdoutDays } : null, next },
  };
}

function verdictOf(
  { verdict }: BehaviourFit,
  spend: SpendFit['verdict'],
  tested: LearntLifetime['verdict'] | 'wins',
): LearntLifetime['verdict'] {
  if (verdict !== 'fitted') return verdict;
  if (spend !== 'fitted') return spend;
  return tested === 'wins' ? 'used' : tested;
}
