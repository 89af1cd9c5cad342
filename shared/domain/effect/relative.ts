import type { Interval } from './interval.ts';
import type { Counted } from './proportions.ts';
import { Z_95 } from './quantiles.ts';
import type { Pair } from './strata.ts';

/** Customers with the event, and as many without it, that each side needs at least. */
const ENOUGH = 5;

/**
 * By what share a proportion changed, treated against control: −0.3 is 30 % less. Pooled over the strata; undefined where
 * a side has too few events or nearly nothing else, because the interval rests on the ratio's logarithm being normal and
 * would be far too narrow there: where all were lost it would have no width at all. Source: the Mantel–Haenszel risk ratio with the variance of
 * S. Greenland and J. M. Robins, Estimation of a common effect parameter from sparse follow-up data, Biometrics 41 (1985),
 * 55–68; in one stratum it is the interval of Katz and others, Biometrics 34 (1978), 469–474.
 */
export function relativeChange(strata: readonly Pair<Counted>[]): Interval | undefined {
  if (isThin(strata, 'treated') || isThin(strata, 'control')) return undefined;
  const sums = { treated: 0, control: 0, spread: 0 };
  for (const { treated, control } of strata) {
    const [n, m] = [treated.customers, control.customers];
    const all = n + m;
    sums.treated += (treated.events * m) / all;
    sums.control += (control.events * n) / all;
    const events = treated.events + control.events;
    sums.spread += (events * n * m - treated.events * control.events * all) / all ** 2;
  }
  const ratio = sums.treated / sums.control;
  const reach = Math.exp(Z_95 * Math.sqrt(sums.spread / (sums.treated * sums.control)));
  return { value: ratio - 1, from: ratio / reach - 1, to: ratio * reach - 1 };
}

function isThin(strata: readonly Pair<Counted>[], side: keyof Pair<Counted>): boolean {
  const total = (of: keyof Counted) => strata.reduce((sum, pair) => sum + pair[side][of], 0);
  return Math.min(total('events'), total('customers') - total('events')) < ENOUGH;
}
