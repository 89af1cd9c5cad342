import type { FeatureValues } from './feature-values.ts';
import type { Facts } from './features.ts';
import type { Policy } from './policy/schema.ts';
import {
  type Banded,
  type BandedTrace,
  bandOf,
  type Edges,
  edgesKey,
  isBanded,
  known,
  mapped,
  partOf,
  rawOf,
  type ScoreTrace,
  weightedRaw,
  weightedSum,
} from './scores.ts';
import { unitBanded, weightsOf } from './weighed.ts';

/** One customer, and the cut points that he is scored by. */
export interface Scored {
  policy: Policy;
  edges: Edges;
  facts: Facts;
  values: FeatureValues;
}

/** Every score of the policy for one customer. */
export function scoreAll(
  policy: Policy,
  edges: Edges,
  facts: Facts,
  values: FeatureValues,
): Record<string, ScoreTrace> {
  const scored = { policy, edges, facts, values };
  const traces: Record<string, ScoreTrace> = {};
  const bands: Record<string, number> = {};
  const { banded, weighted } = sorted(policy);
  for (const { name, score } of banded) {
    const trace = bandedTrace(name, score, scored);
    traces[name] = trace;
    bands[name] = trace.value;
  }
  for (const { name, weights } of weighted) traces[name] = { weights, value: weightedSum(weights, bands) };
  return traces;
}

interface Sorted {
  banded: { name: string; score: Banded }[];
  weighted: { name: string; weights: Record<string, number> }[];
}
const SORTED = new WeakMap<Policy, Sorted>();

/** The scores of a policy by their kind; the weighted ones stand on the others. */
function sorted(policy: Policy): Sorted {
  const found = SORTED.get(policy);
  if (found) return found;
  const fresh: Sorted = { banded: [], weighted: [] };
  for (const [name, score] of Object.entries(policy.scores))
    if (isBanded(score)) fresh.banded.push({ name, score });
    else fresh.weighted.push({ name, weights: score.weighted });
  SORTED.set(policy, fresh);
  return fresh;
}

/** The value that a score bands: of a feature, or of a weighted score by the cut points of its parts. */
export function rawOfScore({ of }: Banded, scored: Scored): number | null {
  const weights = weightsOf(scored.policy, of);
  if (!weights) return rawOf(of, scored.facts, scored.values);
  const part = (name: string): BandedTrace => {
    const score = known(scored.policy.scores, name);
    if (!isBanded(score)) throw new RangeError(`the score ${name} has no bands to weigh`);
    return bandedTrace(name, score, scored);
  };
  return weightedRaw(
    weights,
    mapped(weights, (_, name) => part(name)),
  );
}

function bandedTrace(name: string, score: Banded, scored: Scored): BandedTrace {
  const { policy, edges, values } = scored;
  const { of, better, unknown } = score;
  const raw = rawOfScore(score, scored);
  const part = partOf(score, values);
  const own = part === undefined ? undefined : edges[edgesKey(name, part)];
  const cuts = copied(own ?? known(edges, name));
  const value = bandOf(raw, cuts, better, unknown);
  const trace: BandedTrace = { of, unit: unitOf(policy, of), raw, better, edges: cuts, value };
  if (own && part !== undefined) trace.per = part;
  if (unknown !== undefined) trace.unknown = unknown;
  return trace;
}

const UNITS_OF = new WeakMap<Policy, Map<string, BandedTrace['unit']>>();

function unitOf(policy: Policy, of: string): BandedTrace['unit'] {
  const units = UNITS_OF.get(policy) ?? new Map<string, BandedTrace['unit']>();
  const found = units.get(of);
  if (found) return found;
  const fresh = unitBanded(policy, of);
  UNITS_OF.set(policy, units.set(of, fresh));
  return fresh;
}

const COPIES = new WeakMap<readonly number[], number[]>();

/** One copy for all customers: whoever writes them down can tell by it that they are the same. */
function copied(edges: readonly number[]): number[] {
  const found = COPIES.get(edges);
  if (found) return found;
  const copy = [...edges];
  COPIES.set(edges, copy);
  return copy;
}
