import type { LearntLifetime } from './learnt.ts';
import { type BackTest, backTest } from './lifetime/back-test.ts';
import { backTestSpend, type SpendTrial } from './lifetime/back-test-spend.ts';
import { type FitVerdict, fitBehaviour } from './lifetime/fit-behaviour.ts';
import { fitSpend } from './lifetime/fit-spend.ts';
import { totalInterval } from './lifetime/interval.ts';
import type { BehaviourKind, Collapsed, SpendGroup } from './lifetime/model.ts';

/** What all customers did, as the models read it. */
export interface Purchases {
  histories: readonly Collapsed[];
  spends: readonly SpendGroup[];
  /** Up to the cut-off of the back-test, with what came after it. */
  trials: readonly SpendTrial[];
}

/** Lengths in days of the next period and of the tail that the back-test holds out. */
export interface Spans {
  nextDays: number;
  holdoutDays: number;
}

/**
 * Fits both models and tests each on the tail that it has not seen: that of behaviour on the purchase days, with it that
 * of spend on what they came to. A model is used only where it could be fitted and its test was won; else its verdict
 * says what was missing.
 */
export function learnLifetime(
  kind: BehaviourKind,
  { histories, spends, trials }: Purchases,
  { nextDays, holdoutDays }: Spans,
): LearntLifetime {
  const fit = fitBehaviour(kind, histories);
  const worth = fitSpend(spends);
  const shorter = fitBehaviour(kind, trials);
  const test = backTest(shorter, trials, holdoutDays);
  const spendTest = backTestSpend(shorter, trials, holdoutDays);
  const verdict = verdictOf(fit.verdict, test.verdict);
  const { behaviour, standardErrors, covariance, customers, repeaters } = fit;
  const next =
    verdict === 'used' && behaviour && covariance
      ? { days: nextDays, ...totalInterval(behaviour, covariance, histories, nextDays) }
      : null;
  return {
    ...{ kind, verdict, spendVerdict: verdictOf(worth.verdict, spendTest.verdict) },
    ...{ behaviour, spend: worth.spend, standardErrors, covariance, customers, repeaters, next },
    backTest: trials.length > 0 ? { ...test, holdoutDays } : null,
    spendTest: trials.length > 0 ? { ...spendTest, holdoutDays } : null,
  };
}

function verdictOf(fitted: FitVerdict, tested: BackTest['verdict']): LearntLifetime['verdict'] {
  if (fitted !== 'fitted') return fitted;
  return tested === 'wins' ? 'used' : tested;
}
