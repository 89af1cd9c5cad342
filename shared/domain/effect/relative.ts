import type { Interval } from './interval.ts';
import type { Counted } from './proportions.ts';
import { Z_95 } from './quantiles.ts';
import type { Pair } from './strata.ts';

/**
 * By what share a proportion changed, treated against control: −0.3 is 30 % less. Pooled over the strata; undefined where
 * one side has no events, of which no ratio can be taken. Source: the Mantel–Haenszel risk ratio with the variance of
 * S. Greenland and J. M. Robins, Estimation of a common effect parameter from sparse follow-up data, Biometrics 41 (1985),
 * 55–68; in one stratum it is the interval of Katz and others, Biometrics 34 (1978), 469–474.
 */
export function relativeChange(strata: readonly Pair<Counted>[]): Interval | undefined {
  const sums = { treated: 0, control: 0, spread: 0 };
  for (const { treated, control } of strata) {
    const [n, m] = [treated.customers, control.customers];
    const all = n + m;
    sums.treated += (treated.events * m) / all;
    sums.control += (control.events * n) / all;
    const events = treated.events + control.events;
    sums.spread += (events * n * m - treated.events * control.events * all) / all ** 2;
  }
  if (sums.treated === 0 || sums.control === 0) return undefined;
  const ratio = sums.treated / sums.control;
  const reach = Math.exp(Z_95 * Math.sqrt(sums.spread / (sums.treated * sums.control)));
  return { value: ratio - 1, from: ratio / reach - 1, to: ratio * reach - 1 };
}
