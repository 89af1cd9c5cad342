import { isDeepStrictEqual } from 'node:util';
import type { PlanNotes, Review } from '../../shared/contract/artifacts.ts';
import type { Caution } from '../../shared/contract/runs.ts';
import { costOfVolume } from '../../shared/domain/cost/run-cost.ts';
import { anomaliesOf, cautious } from '../../shared/domain/guards.ts';
import { addMoves } from '../../shared/domain/moves.ts';
import { factsOf, type Planned, volumeOf } from './findings.ts';

export interface WritingDependencies {
  planNotes(runId: string, parts: number): Promise<PlanNotes[]>;
  /** What an earlier call found of the run, if there was one. */
  reviewSoFar(runId: string): Promise<Review | undefined>;
  writeReview(review: Review): Promise<void>;
}

/** The review of a plan is written once: what people have read of it does not change under them. */
export async function writtenReview(
  deps: WritingDependencies,
  runId: string,
  planned: Planned,
  caution: Caution | undefined,
): Promise<Review> {
  const found = await reviewOf(deps, runId, planned, caution);
  const earlier = await deps.reviewSoFar(runId);
  if (earlier && isOfOnePlan(earlier, found)) return earlier;
  await deps.writeReview(found);
  return found;
}

/** Of one plan, whatever else was so when it was looked at: the same mails, parts and counts. */
const isOfOnePlan = (one: Review, other: Review): boolean =>
  one.contentDigest === other.contentDigest &&
  one.parts === other.parts &&
  isDeepStrictEqual([one.counts, one.measured], [other.counts, other.measured]);

async function reviewOf(
  { planNotes }: WritingDependencies,
  runId: string,
  planned: Planned,
  caution: Caution | undefined,
): Promise<Review> {
  const { parts, counts, measured, policy, preflight } = planned;
  const notes = await planNotes(runId, parts);
  const volume = volumeOf(planned);
  const cost = costOfVolume(volume);
  const tripped = anomaliesOf(factsOf(planned, cost), policy.guards);
  return {
    ...{ runId, parts, counts, measured, cost, volume },
    ...(preflight && { contentDigest: preflight.contentDigest }),
    anomalies: [...(caution ? [cautious(caution.runId)] : []), ...tripped],
    unreadable: addAll(notes.map(({ unreadable }) => unreadable)),
    moves: addMoves(notes.flatMap(({ moves }) => moves)),
  };
}

function addAll(records: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const record of records)
    for (const [name, count] of Object.entries(record)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
