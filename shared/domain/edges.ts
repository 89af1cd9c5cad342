import { decimalsOf } from './money.ts';
import type { Policy, Score } from './policy/schema.ts';
import { type Banded, isBanded, type Raw } from './scores.ts';

/** How many customers have which value; values ascending, each once. */
export type Histogram = readonly (readonly [value: number, customers: number])[];

/**
 * DESIGN, rule 13: edge k of q is the smallest value whose cumulative count reaches k·n/q. Nobody at all gives no
 * edges. Equal values stay together, so edges may repeat where many share one value.
 */
export function quantileEdges(histogram: Histogram, q: number): number[] {
  const n = histogram.reduce((sum, [, customers]) => sum + customers, 0);
  const edges: number[] = [];
  let cumulative = 0;
  for (const [value, customers] of histogram) {
    cumulative += customers;
    while (edges.length < q - 1 && cumulative * q >= (edges.length + 1) * n) edges.push(value);
  }
  return edges;
}

/** Fixed edges in the raw value's whole unit, money in minor units. Only whole values are compared, so a fraction falls away. */
export function fixedEdges(of: Raw, edges: readonly number[], currency: string): number[] {
  const scale = of === 'netAmount' ? 10 ** decimalsOf(currency) : 1;
  // Six digits take away what binary fractions add: 19.99 × 100 is 1998.9999999999998.
  return edges.map((edge) => Math.floor(Number((edge * scale).toFixed(6))));
}

/** What the quantiles of a score are taken from; equal texts mean that the edges of one serve the other. */
export function definitionOf(score: Score | undefined, policy: Policy, currency: string): string {
  if (!score || !isBanded(score) || !('quantile' in score.bands)) return '';
  const money = score.of === 'netAmount' ? { currency, rates: sorted(policy.currency.rates) } : {};
  const { window, zeroCounts, identity } = policy;
  return JSON.stringify({ of: score.of, bands: score.bands, window, zeroCounts, identity, ...money });
}

const sorted = (rates: Record<string, number>) => Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1));

/** What an earlier run learnt, and by which policy. */
export interface Learnt {
  policy: Policy;
  currency: string;
  edges: Readonly<Record<string, readonly number[]>>;
}

/** Which edges of an earlier run still serve: those of quantile scores whose definition is the same. */
export function keptEdges(policy: Policy, currency: string, learnt: Learnt): Record<string, number[]> {
  const kept: Record<string, number[]> = {};
  for (const [name, score] of Object.entries(policy.scores)) {
    const now = definitionOf(score, policy, currency);
    const earlier = Object.hasOwn(learnt.policy.scores, name) ? learnt.policy.scores[name] : undefined;
    const edges = Object.hasOwn(learnt.edges, name) ? learnt.edges[name] : undefined;
    if (now !== '' && edges && now === definitionOf(earlier, learnt.policy, learnt.currency))
      kept[name] = [...edges];
  }
  return kept;
}

/** The banded scores of a policy by name. */
export const bandedScores = (policy: Policy): [string, Banded][] =>
  Object.entries(policy.scores).filter((entry): entry is [string, Banded] => isBanded(entry[1]));

/** Every edge that a run needs: fixed ones by the policy, kept ones as they are, and the rest from the histograms. */
export function edgesOf(
  policy: Policy,
  currency: string,
  kept: Readonly<Record<string, number[]>>,
  histograms: Readonly<Record<Raw, Histogram>>,
): Record<string, number[]> {
  const edges: Record<string, number[]> = {};
  for (const [name, { of, bands }] of bandedScores(policy))
    edges[name] =
      'edges' in bands
        ? fixedEdges(of, bands.edges, currency)
        : (kept[name] ?? quantileEdges(histograms[of], bands.quantile));
  return edges;
}

/** Whether a score is still without edges, so that all customers have to be looked at. */
export const needsCalibration = (policy: Policy, kept: Readonly<Record<string, number[]>>): boolean =>
  bandedScores(policy).some(([name, { bands }]) => 'quantile' in bands && !Object.hasOwn(kept, name));
