import { behaviourLikelihood, type Columns, columnsOf } from './behaviour-likelihood.ts';
import { loyalLikelihood } from './loyal-likelihood.ts';
import { at, inverse } from './matrix.ts';
import { type Box, maximise, type Summit } from './maximise.ts';
import { type Behaviour, type BehaviourKind, type Collapsed, ENOUGH_REPEATERS, WEEK } from './model.ts';

export type FitVerdict = 'fitted' | 'too_little_data' | 'no_churn_signal' | 'degenerate';

export interface BehaviourFit {
  verdict: FitVerdict;
  behaviour: Behaviour | null;
  standardErrors: { r: number; alpha: number; a: number; b: number } | null;
  /** Of the estimates of ln r, ln α, ln a, ln b, in this order. */
  covariance: number[][] | null;
  customers: number;
  repeaters: number;
}

/** ln of r, α, a, b. Beyond lie ridges: rates or leaving probabilities that are the same for all, or nobody leaving. */
const BOX: Box = { low: [-8, -4, -9, -9], high: [7, 13, 8, 8] };
/** 95 % of χ² with the two degrees of freedom that leaving adds: what its likelihood must gain twice over. */
const CHURN_THRESHOLD = 5.991;
/** A standard error of ln a parameter above this reaches fifty-fold either way at 95 %: the data do not know it. */
const VAGUE = 2;

/**
 * Fits by maximum likelihood. `behaviour`, `standardErrors` and `covariance` are null unless the verdict is `fitted`:
 * `too_little_data`: fewer than 50 customers with a repeat purchase;
 * `no_churn_signal`: a model in which nobody ever leaves explains the data as well (likelihood ratio below χ²'s 95 %);
 * `degenerate`: all customers are alike, or the likelihood has a ridge instead of a summit: some leave, but not in a way
 * that these parameters describe, such as all with the same probability (a, b → ∞) or some at once and the rest never.
 */
export function fitBehaviour(kind: BehaviourKind, histories: readonly Collapsed[]): BehaviourFit {
  const columns = columnsOf(histories);
  const repeaters = columns.customers.reduce((sum, n, g) => ((columns.x[g] ?? 0) > 0 ? sum + n : sum), 0);
  const none = { behaviour: null, standardErrors: null, covariance: null };
  const counted = { customers: columns.everybody, repeaters };
  if (repeaters < ENOUGH_REPEATERS) return { verdict: 'too_little_data', ...none, ...counted };
  if (columns.x.length < 2) return { verdict: 'degenerate', ...none, ...counted };
  const summit = highest(kind, columns);
  const covariance = inverse(summit.hessian.map((row) => row.map((value) => -value)));
  const verdict = verdictOf(summit, covariance, loyal(columns));
  if (verdict !== 'fitted' || !covariance) return { verdict, ...none, ...counted };
  const [r = 1, alpha = 1, a = 1, b = 1] = summit.point.map(Math.exp);
  const [seR = 0, seAlpha = 0, seA = 0, seB = 0] = covariance.map((_, i) => Math.sqrt(at(covariance, i, i)));
  return {
    verdict,
    behaviour: { kind, r, alpha, a, b, ll: summit.value },
    standardErrors: { r: r * seR, alpha: alpha * seAlpha, a: a * seA, b: b * seB },
    covariance,
    ...counted,
  };
}

/** From a start with much leaving; where that finds no plain summit also from one with little, and the higher counts. */
function highest(kind: BehaviourKind, columns: Columns): Summit {
  const likelihood = behaviourLikelihood(kind, columns);
  const [r, alpha] = startOf(columns);
  const much = maximise(likelihood, [r, alpha, 0, Math.log(3)], BOX);
  if (much.settled && much.edges.every((edge) => edge === 0)) return much;
  const little = maximise(likelihood, [r, alpha, Math.log(0.1), Math.log(2)], BOX);
  return little.value > much.value ? little : much;
}

function loyal(columns: Columns): Summit {
  return maximise(loyalLikelihood(columns), startOf(columns), {
    low: BOX.low.slice(0, 2),
    high: BOX.high.slice(0, 2),
  });
}

/** Rates that vary much (r = 1/2) around the mean rate seen, as ln r and ln α. */
function startOf(columns: Columns): [number, number] {
  let repeats = 0;
  let weeks = 0;
  columns.customers.forEach((n, g) => {
    repeats += n * (columns.x[g] ?? 0);
    weeks += (n * (columns.T[g] ?? 0)) / WEEK;
  });
  return [Math.log(0.5), Math.log((0.5 * Math.max(weeks, 1)) / Math.max(repeats, 1))];
}

function verdictOf(summit: Summit, covariance: number[][] | null, nobodyLeaves: Summit): FitVerdict {
  if (!Number.isFinite(summit.value)) return 'degenerate';
  if (2 * (summit.value - nobodyLeaves.value) < CHURN_THRESHOLD) return 'no_churn_signal';
  if (!summit.settled || !covariance || summit.edges.some((edge) => edge !== 0)) return 'degenerate';
  return covariance.some((_, i) => Math.sqrt(at(covariance, i, i)) > VAGUE) ? 'degenerate' : 'fitted';
}
