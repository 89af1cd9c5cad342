import type { FeatureValues } from './feature-values.ts';
import { missedBy } from './policy/condition.ts';
import {
  type BandedTrace,
  bandOf,
  known,
  mapped,
  type ScoreTrace,
  weightedRaw,
  weightedSum,
} from './scores.ts';

type Traces = Readonly<Record<string, ScoreTrace>>;
type EdgesOf = (name: string, trace: BandedTrace) => readonly number[];

/**
 * The scores once more from their traces, with other cut points or raw values where the arguments give them: what
 * somebody would have on other grounds.
 */
export function rescored(
  traces: Traces,
  edgesOf: EdgesOf = (_, { edges }) => edges,
  seen: FeatureValues = {},
): Record<string, number> {
  const scores: Record<string, number> = {};
  for (const [name, trace] of Object.entries(traces))
    if ('of' in trace) scores[name] = rebanded(name, traces, edgesOf, seen).value;
  const bands = { ...scores };
  for (const [name, trace] of Object.entries(traces))
    if ('weights' in trace) scores[name] = weightedSum(trace.weights, bands);
  return scores;
}

/** The band of one score, and the raw value that it comes from; of a weighted score from its parts once more. */
function rebanded(
  name: string,
  traces: Traces,
  edgesOf: EdgesOf,
  seen: FeatureValues,
): { raw: number | null; value: number } {
  const trace = known(traces, name);
  if (!('of' in trace)) throw new RangeError(`the score ${name} has no bands`);
  const behind = Object.hasOwn(traces, trace.of) ? traces[trace.of] : undefined;
  const raw =
    behind && 'weights' in behind
      ? weightedRaw(
          behind.weights,
          mapped(behind.weights, (_, part) => rebanded(part, traces, edgesOf, seen)),
        )
      : rawAgain(trace, seen);
  return { raw, value: bandOf(raw, edgesOf(name, trace), trace.better, trace.unknown) };
}

function rawAgain({ of, raw }: BandedTrace, seen: FeatureValues): number | null {
  const other = Object.hasOwn(seen, of) ? seen[of] : raw;
  return typeof other === 'number' ? other : null;
}

/** Cut points that may be missed by so many per cent of themselves, towards the better band. */
export const easedEdges =
  (percent: number) =>
  (_: string, { edges, better }: BandedTrace): number[] =>
    edges.map((edge) => missedBy(edge, better === 'higher' ? -percent : percent));
