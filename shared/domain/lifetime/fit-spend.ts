import { at, inverse } from './matrix.ts';
import { type Box, maximise } from './maximise.ts';
import { ENOUGH_REPEATERS, type Spend, type SpendGroup } from './model.ts';
import { spendLikelihood } from './spend-likelihood.ts';

export interface SpendFit {
  verdict: 'fitted' | 'too_little_data' | 'degenerate';
  spend: Spend | null;
}

/** ln of p, q and of v over a typical mean: beyond lie days or customers that are all worth the same. */
const LOW = [-7, -7, -14] as const;
const HIGH = [9, 9, 14] as const;
/** As for behaviour: a standard error of a logarithm that reaches fifty-fold either way. */
const VAGUE = 2;

/**
 * Fits by maximum likelihood on customers with a repeat day and a mean above zero; others say nothing about spending.
 * `too_little_data`: fewer than 50 of them. `degenerate`: everyone spends the same, the likelihood has a ridge, or
 * q ≤ 1, where the mean over the population is infinite. `spend` is null unless `fitted`; `ll` is that of minor units.
 */
export function fitSpend(groups: readonly SpendGroup[]): SpendFit {
  const useful = groups.filter(({ x, mean, customers }) => x > 0 && mean > 0 && customers > 0);
  const customers = useful.reduce((sum, group) => sum + group.customers, 0);
  if (customers < ENOUGH_REPEATERS) return { verdict: 'too_little_data', spend: null };
  const typical = Math.log(middle(useful));
  const box: Box = { low: [LOW[0], LOW[1], LOW[2] + typical], high: [HIGH[0], HIGH[1], HIGH[2] + typical] };
  const summit = maximise(spendLikelihood(useful), [Math.log(2), Math.log(3), typical], box);
  const covariance = inverse(summit.hessian.map((row) => row.map((value) => -value)));
  const sure = covariance?.every((_, i) => Math.sqrt(at(covariance, i, i)) <= VAGUE) ?? false;
  const [p = 1, q = 1, v = 1] = summit.point.map(Math.exp);
  const inside = summit.settled && summit.edges.every((edge) => edge === 0);
  if (!sure || !inside || q <= 1) return { verdict: 'degenerate', spend: null };
  return { verdict: 'fitted', spend: { p, q, v, ll: summit.value, customers } };
}

/** Between the smallest and the largest mean, by ratio: a start that depends on no order. */
function middle(groups: readonly SpendGroup[]): number {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const { mean } of groups) {
    least = Math.min(least, mean);
    most = Math.max(most, mean);
  }
  return Math.sqrt(least) * Math.sqrt(most);
}
