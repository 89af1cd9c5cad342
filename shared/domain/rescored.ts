import type { FeatureValues } from './feature-values.ts';
import { missedBy } from './policy/condition.ts';
import { type BandedTrace, bandOf, type ScoreTrace, weightedSum } from './scores.ts';

/**
 * The scores once more from their traces, with other cut points or raw values where the arguments give them: what
 * somebody would have on other grounds.
 */
export function rescored(
  traces: Readonly<Record<string, ScoreTrace>>,
  edgesOf: (name: string, trace: BandedTrace) => readonly number[] = (_, { edges }) => edges,
  seen: FeatureValues = {},
): Record<string, number> {
  const scores: Record<string, number> = {};
  for (const [name, trace] of Object.entries(traces))
    if ('of' in trace) {
      const other = Object.hasOwn(seen, trace.of) ? seen[trace.of] : trace.raw;
      const raw = typeof other === 'number' ? other : null;
      scores[name] = bandOf(raw, edgesOf(name, trace), trace.better, trace.unknown);
    }
  const bands = { ...scores };
  for (const [name, trace] of Object.entries(traces))
    if ('weights' in trace) scores[name] = weightedSum(trace.weights, bands);
  return scores;
}

/** Cut points that may be missed by so many per cent of themselves, towards the better band. */
export const easedEdges =
  (percent: number) =>
  (_: string, { edges, better }: BandedTrace): number[] =>
    edges.map((edge) => missedBy(edge, better === 'higher' ? -percent : percent));
