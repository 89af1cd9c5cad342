/** How many customers have which value; values ascending, each once. */
export type Histogram = readonly (readonly [value: number, customers: number])[];

const sizeOf = (histogram: Histogram): number => histogram.reduce((sum, [, customers]) => sum + customers, 0);

/** For each target, ascending, the smallest value whose cumulative count times `per` reaches it. Whole numbers only. */
function firstReaching(histogram: Histogram, per: number, targets: readonly number[]): number[] {
  const found: number[] = [];
  let cumulative = 0;
  for (const [value, customers] of histogram) {
    cumulative += customers;
    while (cumulative * per >= (targets[found.length] ?? Number.POSITIVE_INFINITY)) found.push(value);
  }
  return found;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/**
 * DESIGN, rule 13: edge k of q is the smallest value whose cumulative count reaches k·n/q. Nobody at all gives no
 * edges. Equal values stay together, so edges may repeat where many share one value.
 */
export function quantileEdges(histogram: Histogram, q: number): number[] {
  const n = sizeOf(histogram);
  return firstReaching(histogram, q, n === 0 ? [] : upTo(q - 1).map((k) => k * n));
}

/**
 * The rule of R's `rfm`: between two bins lies R's quantile of type 7 at k/q (Hyndman & Fan 1996) plus one whole unit, and
 * a value equal to that belongs above it. Written as an edge that a value equal to it stays below, in whole values: the
 * next whole value minus one. `whole`: how many stored units make one of the feature (100 for yuan in fen, 1 for days).
 */
export function type7Edges(histogram: Histogram, q: number, whole: number): number[] {
  const n = sizeOf(histogram);
  if (n === 0) return [];
  const steps = upTo(q - 1).map((k) => (n - 1) * k);
  const ranks = steps.map((step) => (step - (step % q)) / q);
  const lower = firstReaching(
    histogram,
    1,
    ranks.map((rank) => rank + 1),
  );
  const upper = firstReaching(
    histogram,
    1,
    ranks.map((rank) => Math.min(rank + 2, n)),
  );
  return steps.map((step, i) => {
    const below = lower[i] ?? 0;
    return below + ceilingOf((step % q) * ((upper[i] ?? below) - below), q) + whole - 1;
  });
}

/** a / b rounded up, of whole numbers: the quotient is never a fraction on the way. */
const ceilingOf = (a: number, b: number): number => (a - (a % b)) / b + (a % b === 0 ? 0 : 1);

/** Shares are read to four decimals of a per cent. */
const WHOLE_SHARE = 1_000_000;

/**
 * Cut points so that at most p % of the customers, those with the best values, lie beyond each; of equal values all or none
 * are in. Better high: the smallest value whose cumulative count reaches (100 − p) % of all. Better low: the same
 * from the other side, where the last value that is still out minus one is the edge, as values equal to it are in.
 */
export function topEdges(
  histogram: Histogram,
  shares: readonly number[],
  better: 'higher' | 'lower',
): number[] {
  const n = sizeOf(histogram);
  const out = shares
    .map((share) => WHOLE_SHARE - Math.round(share * (WHOLE_SHARE / 100)))
    .sort((a, b) => a - b);
  const targets = n === 0 ? [] : out.map((share) => share * n);
  if (better === 'higher') return firstReaching(histogram, WHOLE_SHARE, targets);
  const mirrored = histogram.map(([value, customers]) => [-value, customers] as const).reverse();
  return firstReaching(mirrored, WHOLE_SHARE, targets)
    .map((value) => -value - 1)
    .reverse();
}
