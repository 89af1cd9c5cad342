import { daysBetween, type LocalDate } from './dates.ts';
import type { Features } from './features.ts';
import { inUnits, UNITS } from './policy/condition.ts';
import type { Policy, Score } from './policy/schema.ts';

/** Everything that decided one score, enough to count it again. `raw` null: no counted order in the window. */
export type ScoreTrace =
  | { of: Raw; raw: number | null; better: 'higher' | 'lower'; edges: number[]; value: number }
  | { weights: Record<string, number>; value: number };

export type Banded = Extract<Score, { of: unknown }>;
export type Raw = Banded['of'];

/** Cut points by the name of their score, ascending, in the raw value's unit. */
export type Edges = Readonly<Record<string, readonly number[]>>;

export const isBanded = (score: Score): score is Banded => 'of' in score;

export const bandCount = ({ bands }: Banded): number =>
  'quantile' in bands ? bands.quantile : bands.edges.length + 1;

/** The raw value of a score; null for someone without a counted order in the window. */
export function rawOf(raw: Raw, features: Features, asOf: LocalDate): number | null {
  if (features.orderCount === 0) return null;
  if (raw === 'orderCount') return features.orderCount;
  if (raw === 'netAmount') return features.netAmount;
  return features.lastOrderDate === null ? null : daysBetween(features.lastOrderDate, asOf);
}

/** DESIGN, rule 13: 1 + the edges strictly below the value, counted from the other end where lower is better. */
export function bandOf(raw: number | null, edges: readonly number[], better: 'higher' | 'lower'): number {
  if (raw === null) return 1;
  const band = 1 + edges.filter((edge) => edge < raw).length;
  return better === 'higher' ? band : edges.length + 2 - band;
}

/** Σ weight × band, rounded to four decimals in whole numbers, so that 0.3×4 + 0.3×4 + 0.4×5 is 4.4 and no less. */
export function weightedSum(
  weights: Readonly<Record<string, number>>,
  bands: Readonly<Record<string, number>>,
): number {
  const units = Object.entries(weights).map(([name, weight]) => inUnits(weight) * known(bands, name));
  return units.reduce((sum, unit) => sum + unit, 0) / UNITS;
}

/** Every score of the policy for one customer. */
export function scoreAll(
  policy: Policy,
  edges: Edges,
  features: Features,
  asOf: LocalDate,
): Record<string, ScoreTrace> {
  const traces: Record<string, ScoreTrace> = {};
  const entries = Object.entries(policy.scores);
  for (const [name, score] of entries)
    if (isBanded(score)) traces[name] = bandedTrace(score, known(edges, name), features, asOf);
  const bands = valuesOf(traces);
  for (const [name, score] of entries)
    if (!isBanded(score))
      traces[name] = { weights: score.weighted, value: weightedSum(score.weighted, bands) };
  return traces;
}

function bandedTrace(
  score: Banded,
  edges: readonly number[],
  features: Features,
  asOf: LocalDate,
): ScoreTrace {
  const { of, better } = score;
  const raw = rawOf(of, features, asOf);
  return { of, raw, better, edges: [...edges], value: bandOf(raw, edges, better) };
}

export const valuesOf = (traces: Readonly<Record<string, { value: number }>>): Record<string, number> =>
  Object.fromEntries(Object.entries(traces).map(([name, { value }]) => [name, value]));

/** A name that the policy's check has proven to exist. */
export function known<T>(record: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined) throw new Error(`the score ${name} is not known here`);
  return value;
}
