/** Two groups that chance alone made different: some were to be mailed, the others were held out. */
export interface Pair<T> {
  treated: T;
  control: T;
}

interface Sized {
  customers: number;
}

/**
 * The share of each stratum in a pooled difference: n₁n₀ / (n₁ + n₀), which weighs a stratum by what it can tell and does
 * not come apart when there are many small ones. The shares sum to 1. Source: W. G. Cochran, Some methods for
 * strengthening the common χ² tests, Biometrics 10 (1954), 417–451; N. Mantel and W. Haenszel, Journal of the National
 * Cancer Institute 22 (1959), 719–748.
 */
export function sharesOf(strata: readonly Pair<Sized>[]): number[] {
  const weights = strata.map(({ treated: { customers: n }, control: { customers: m } }) => (n * m) / (n + m));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

/** A variance cannot be told of one customer. */
export const canCompare = ({ treated, control }: Pair<Sized>): boolean =>
  treated.customers > 1 && control.customers > 1;
