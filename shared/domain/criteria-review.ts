import type { Criteria } from './criteria.ts';
import { bandedScores, isLearnt, type LearntEdges, type Values } from './cut-points.ts';
import { type Histogram, quantileEdges } from './edges.ts';
import type { Policy } from './policy/schema.ts';
import { roundedEdges } from './rounded-edges.ts';
import { type Banded, bandCount, bandOf, edgesKey } from './scores.ts';

interface Graded {
  policy: Policy;
  edges: Readonly<LearntEdges>;
  values: ReadonlyMap<string, Values>;
  /** The cut points of the periodic run before, as far as they can be compared. */
  before: Readonly<Record<string, readonly number[]>>;
}

/** The review of every set of cut points, those of parts after those of everybody. */
export function reviewCriteria(graded: Graded): Criteria[] {
  return bandedScores(graded.policy).flatMap(([name, score]) => {
    const values = graded.values.get(name) ?? { all: [], parts: new Map() };
    return [...setsOf(name, values, graded.edges)].map(([key, histogram]) =>
      reviewed(key, name, score, histogram, graded),
    );
  });
}

/** Whom each set of cut points bands: everybody stands in one, so that the customers of all of them are all customers. */
function setsOf(name: string, { all, parts }: Values, edges: Readonly<LearntEdges>): Map<string, Histogram> {
  const own = [...parts].filter(([part]) => Object.hasOwn(edges, edgesKey(name, part)));
  own.sort(([a], [b]) => (a < b ? -1 : 1));
  const rest = new Map(all);
  for (const [, histogram] of own)
    for (const [value, customers] of histogram) rest.set(value, (rest.get(value) ?? 0) - customers);
  return new Map([
    [name, [...rest]],
    ...own.map(([part, histogram]) => [edgesKey(name, part), histogram] as const),
  ]);
}

function reviewed(key: string, name: string, score: Banded, histogram: Histogram, graded: Graded): Criteria {
  const edges = graded.edges[key] ?? [];
  const before = Object.hasOwn(graded.before, key) ? [...(graded.before[key] ?? [])] : null;
  const moved = before && movedBy(edges, before);
  return {
    ...{ key, score: name, bands: bandsOf(score, edges, histogram), edges: [...edges], before, moved },
    drifted: moved !== null && moved > graded.policy.criteria.movedShare,
    collapsed: collapsedBands(score, edges),
    proposed: isLearnt(score) ? null : proposal(score, edges, histogram),
  };
}

function bandsOf(score: Banded, edges: readonly number[], histogram: Histogram): number[] {
  const bands = Array.from({ length: bandCount(score) }, () => 0);
  for (const [value, customers] of histogram) {
    const band = bandOf(value, edges, score.better) - 1;
    bands[band] = (bands[band] ?? 0) + customers;
  }
  return bands;
}

/** The largest change of a cut point as a share of what it was, at least of one stored unit; null of other numbers of them. */
function movedBy(now: readonly number[], before: readonly number[]): number | null {
  if (now.length !== before.length || now.length === 0) return null;
  return Math.max(
    ...now.map((edge, i) => Math.abs(edge - (before[i] ?? edge)) / Math.max(1, Math.abs(before[i] ?? 0))),
  );
}

/** Bands between equal cut points; without any everybody is in the lowest. */
function collapsedBands(score: Banded, edges: readonly number[]): number[] {
  const count = bandCount(score);
  if (edges.length === 0) return Array.from({ length: count - 1 }, (_, i) => i + 2);
  return edges
    .flatMap((edge, i) => (edge === edges[i + 1] ? [i + 2] : []))
    .map((place) => (score.better === 'higher' ? place : count + 1 - place))
    .sort((a, b) => a - b);
}

/** Fewer than five customers for two bands say nothing of where cut points should lie. */
const ENOUGH_A_BAND = 2.5;

/**
 * Cut points for equal bands, in round numbers; null where they would hold the bands no more evenly than now, or where
 * there are too few customers to tell.
 */
function proposal(score: Banded, edges: readonly number[], histogram: Histogram): number[] | null {
  const customers = histogram.reduce((sum, [, count]) => sum + count, 0);
  if (customers < ENOUGH_A_BAND * (edges.length + 1)) return null;
  const proposed = roundedEdges(quantileEdges(histogram, edges.length + 1));
  const unevenness = (cuts: readonly number[]) =>
    bandsOf(score, cuts, histogram).reduce((sum, inBand) => sum + inBand ** 2, 0);
  return proposed.length > 0 && unevenness(proposed) < unevenness(edges) ? proposed : null;
}
