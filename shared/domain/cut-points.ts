import { type Histogram, quantileEdges, topEdges, type7Edges } from './edges.ts';
import { scaleOf } from './feature-catalog.ts';
import type { Policy } from './policy/schema.ts';
import { type Banded, edgesKey, isBanded } from './scores.ts';
import { unitBanded } from './weighed.ts';

/** The values that one score bands: of everybody, and of each part of its `per`. */
export interface Values {
  all: Histogram;
  parts: ReadonlyMap<string, Histogram>;
}

/** Cut points by `edgesKey`. */
export type LearntEdges = Record<string, number[]>;

/** The banded scores of a policy by name. */
export const bandedScores = (policy: Policy): [string, Banded][] =>
  Object.entries(policy.scores).filter((entry): entry is [string, Banded] => isBanded(entry[1]));

/** Whether the cut points come from the customers and not from the policy. */
export const isLearnt = ({ bands }: Banded): boolean => !('edges' in bands);

/** Fixed edges in whole units of the stored value. Only whole values are compared, so a fraction falls away. */
const fixedEdges = (edges: readonly number[], scale: number): number[] =>
  // Six digits take away what binary fractions add: 19.99 × 100 is 1998.9999999999998.
  edges.map((edge) => Math.floor(Number((edge * scale).toFixed(6))));

/** How many stored units make one whole unit of what is banded, as people write it. */
const wholeUnit = (policy: Policy, of: string, currency: string): number =>
  scaleOf(unitBanded(policy, of), currency);

/** Every edge that a run needs: fixed ones by the policy, kept ones as they are, and the rest from the customers. */
export function edgesOf(
  policy: Policy,
  currency: string,
  kept: Readonly<LearntEdges>,
  values: ReadonlyMap<string, Values>,
): LearntEdges {
  const edges: LearntEdges = { ...kept };
  for (const [name, score] of bandedScores(policy))
    if (!Object.hasOwn(kept, name))
      Object.assign(
        edges,
        edgesOfScore(name, score, wholeUnit(policy, score.of, currency), values.get(name)),
      );
  return edges;
}

function edgesOfScore(name: string, score: Banded, whole: number, values: Values | undefined): LearntEdges {
  const edges: LearntEdges = { [name]: cutPoints(score, values?.all ?? [], whole) };
  for (const [part, histogram] of ownParts(score, values))
    edges[edgesKey(name, part)] = cutPoints(score, histogram, whole);
  return edges;
}

function cutPoints({ bands, better }: Banded, histogram: Histogram, whole: number): number[] {
  if ('edges' in bands) return fixedEdges(bands.edges, whole);
  if ('top' in bands) return topEdges(histogram, bands.top, better);
  return bands.rule === 'type7'
    ? type7Edges(histogram, bands.quantile, whole)
    : quantileEdges(histogram, bands.quantile);
}

/** The parts that enough customers with a known value share, ascending by name; none where the cut points are fixed. */
function ownParts(score: Banded, values: Values | undefined): [string, Histogram][] {
  if (score.per === undefined || !values || !isLearnt(score)) return [];
  const size = (histogram: Histogram) => histogram.reduce((sum, [, customers]) => sum + customers, 0);
  return [...values.parts]
    .filter(([, histogram]) => size(histogram) >= score.perAtLeast)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
