import type { Interval } from './interval.ts';
import { studentQuantile } from './quantiles.ts';
import { type Pair, sharesOf } from './strata.ts';

/** Amounts of so many customers: their sum and the sum of their squares. */
export interface Summed {
  customers: number;
  sum: number;
  squares: number;
}

const meanOf = ({ customers, sum }: Summed): number => sum / customers;

/** What the mean of a group may be off, squared; the group has two customers or more. */
function errorOf({ customers: n, sum, squares }: Summed): number {
  // Rounding may leave a hair below 0 where all amounts are the same.
  const variance = Math.max(0, squares - sum ** 2 / n) / (n - 1);
  return variance / n;
}

/**
 * Difference of two means, treated minus control, pooled over the strata; undefined where no amount differs from another,
 * which tells nothing. Variances may differ. Source: B. L. Welch, The generalization of “Student’s” problem, Biometrika 34
 * (1947), 28–35; the degrees of freedom of the sum after F. E. Satterthwaite, Biometrics Bulletin 2 (1946), 110–114.
 */
export function differenceOfMeans(strata: readonly Pair<Summed>[]): Interval | undefined {
  const shares = sharesOf(strata);
  const sums = { value: 0, error: 0, spread: 0 };
  strata.forEach(({ treated, control }, i) => {
    const share = shares[i] ?? 0;
    sums.value += share * (meanOf(treated) - meanOf(control));
    for (const group of [treated, control]) {
      const part = share ** 2 * errorOf(group);
      sums.error += part;
      sums.spread += part ** 2 / (group.customers - 1);
    }
  });
  if (sums.error === 0) return undefined;
  const half = studentQuantile(sums.error ** 2 / sums.spread) * Math.sqrt(sums.error);
  return { value: sums.value, from: sums.value - half, to: sums.value + half };
}
