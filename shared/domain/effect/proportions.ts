import type { Interval } from './interval.ts';
import { Z_95 } from './quantiles.ts';
import { type Pair, sharesOf } from './strata.ts';

/** So many of so many customers. */
export interface Counted {
  customers: number;
  events: number;
}

/**
 * The 95 % score interval of one proportion; honest near 0 and 1, where the simple one is not. Source: E. B. Wilson,
 * Journal of the American Statistical Association 22 (1927), 209–212; method 3 of R. G. Newcombe, Statistics in Medicine
 * 17 (1998), 857–872.
 */
export function proportionOf({ customers: n, events }: Counted): Interval {
  const value = events / n;
  const square = Z_95 ** 2;
  const half = Z_95 * Math.sqrt(square + 4 * events * (1 - value));
  // At 0 and 1 the bound is exact; rounding would leave a hair.
  const from = events === 0 ? 0 : (2 * events + square - half) / (2 * (n + square));
  const to = events === n ? 1 : (2 * events + square + half) / (2 * (n + square));
  return { value, from, to };
}

/**
 * Difference of two proportions, treated minus control, pooled over the strata. In one stratum it is Newcombe's hybrid
 * score interval (method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890); over several the distances of
 * all score limits are added up in the same way, by the method of variance estimates recovery (G. Y. Zou and A. Donner,
 * Statistics in Medicine 27 (2008), 1693–1702).
 */
export function differenceOfProportions(strata: readonly Pair<Counted>[]): Interval {
  const shares = sharesOf(strata);
  const sums = { value: 0, below: 0, above: 0 };
  strata.forEach(({ treated, control }, i) => {
    const share = shares[i] ?? 0;
    const [one, other] = [proportionOf(treated), proportionOf(control)];
    sums.value += share * (one.value - other.value);
    sums.below += share ** 2 * ((one.value - one.from) ** 2 + (other.to - other.value) ** 2);
    sums.above += share ** 2 * ((one.to - one.value) ** 2 + (other.value - other.from) ** 2);
  });
  const { value, below, above } = sums;
  return { value, from: Math.max(-1, value - Math.sqrt(below)), to: Math.min(1, value + Math.sqrt(above)) };
}
