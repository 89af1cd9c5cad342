import { FeatureRowSchema } from '../../shared/contract/artifacts.ts';
import { factColumns, factsIn } from '../../shared/contract/feature-row.ts';
import type { LearntEdges, Values } from '../../shared/domain/cut-points.ts';
import type { Histogram } from '../../shared/domain/edges.ts';
import { type FeatureGround, featureValues } from '../../shared/domain/feature-values.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { rawOfScore } from '../../shared/domain/score-all.ts';
import { type Banded, isBanded, partOf } from '../../shared/domain/scores.ts';
import type { Bench } from './bench.ts';

const FactsSchema = FeatureRowSchema.pick({
  ...{ firstOrderDate: true, lastOrderDate: true, lifetimeOrders: true, lifetimeNet: true },
  ...{ orderCount: true, netAmount: true, measured: true },
});

/** Columns of the features that the scores of `policy` are reckoned from. */
export const reckonedColumns = (policy: Policy): Record<string, string> => ({
  present: 'BOOLEAN',
  ...factColumns(measuredColumns(policy)),
});

type Counts = Map<number, number>;

/** Of one score: how many customers have which value, of everybody and of each part. */
interface Tally {
  name: string;
  score: Banded;
  all: Counts;
  parts: Map<string, Counts>;
}

/**
 * Reckons the features of every customer one after another and counts the values of these scores. `edges`: the cut points
 * of the parts of weighted scores among what they band.
 */
export async function reckonValues(
  bench: Bench,
  ground: FeatureGround,
  names: readonly string[],
  edges: Readonly<LearntEdges> = {},
): Promise<Map<string, Values>> {
  const { policy } = ground;
  const measured = measuredColumns(policy);
  const tallies = names.flatMap((name) => tallyOf(policy, name));
  if (tallies.length === 0) return new Map();
  const columns = Object.keys(factColumns(measured)).map((name) => `"${name}"`);
  for await (const row of bench.stream(`SELECT ${columns.join(', ')} FROM features WHERE present`)) {
    const facts = FactsSchema.parse(factsIn(row, measured));
    const values = featureValues(facts, ground);
    for (const tally of tallies)
      count(tally, rawOfScore(tally.score, { policy, edges, facts, values }), partOf(tally.score, values));
  }
  return new Map(
    tallies.map(({ name, all, parts }) => [name, { all: ascending(all), parts: sorted(parts) }]),
  );
}

function tallyOf({ scores }: Policy, name: string): Tally[] {
  const score = scores[name];
  return score && isBanded(score) ? [{ name, score, all: new Map(), parts: new Map() }] : [];
}

function count({ all, parts }: Tally, value: number | null, part: string | undefined): void {
  if (value === null) return;
  all.set(value, (all.get(value) ?? 0) + 1);
  if (part === undefined) return;
  const own = parts.get(part) ?? new Map<number, number>();
  if (own.size === 0) parts.set(part, own);
  own.set(value, (own.get(value) ?? 0) + 1);
}

const ascending = (counts: Counts): Histogram => [...counts].sort(([a], [b]) => a - b);

const sorted = (parts: ReadonlyMap<string, Counts>): Map<string, Histogram> =>
  new Map([...parts].map(([part, counts]) => [part, ascending(counts)]));
