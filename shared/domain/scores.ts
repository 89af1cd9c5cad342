import { isBuiltIn, type Unit } from './feature-catalog.ts';
import type { FeatureValues } from './feature-values.ts';
import type { Facts } from './features.ts';
import { inUnits, plainText, UNITS } from './policy/condition.ts';
import type { Score } from './policy/schema.ts';

/**
 * Everything that decided one score, enough to count it again. `raw` null: unknown, or no counted order in the window; of a
 * weighted score so for all of its parts.
 */
export type ScoreTrace =
  | {
      of: string;
      unit: Unit;
      raw: number | null;
      better: 'higher' | 'lower';
      edges: number[];
      /** The part of the customers whose own cut points these are. */
      per?: string | undefined;
      /** The band of somebody unknown; 1 without it. */
      unknown?: number | undefined;
      value: number;
    }
  | { weights: Record<string, number>; value: number };

export type BandedTrace = Extract<ScoreTrace, { of: string }>;

export type Banded = Extract<Score, { of: unknown }>;

/** Cut points by the name of their score (`edgesKey`), ascending, in the raw value's scale. */
export type Edges = Readonly<Record<string, readonly number[]>>;

export const isBanded = (score: Score): score is Banded => 'of' in score;

export function bandCount({ bands }: Banded): number {
  if ('quantile' in bands) return bands.quantile;
  return ('edges' in bands ? bands.edges : bands.top).length + 1;
}

/** Under which name the cut points of a score stand: of everybody, or of those who share a value of its `per`. */
export const edgesKey = (score: string, part?: string): string =>
  part === undefined ? score : `${score}[${part}]`;

/** The part of the customers that somebody belongs to, for a score with cut points per part. */
export function partOf({ per }: Banded, values: FeatureValues): string | undefined {
  const value = per === undefined ? undefined : values[per];
  return typeof value === 'string' ? plainText(value) : undefined;
}

const IN_WINDOW: readonly string[] = ['daysSinceLastOrder', 'orderCount', 'netAmount', 'averageOrder'];

/** The value of a feature that a score bands. DESIGN, rule 12: without a counted order there is none of what orders tell. */
export function rawOf(of: string, facts: Facts, values: FeatureValues): number | null {
  const value = values[of];
  if (typeof value !== 'number') return null;
  if (!isBuiltIn(of)) return value;
  const counted = IN_WINDOW.includes(of) ? facts.orderCount : facts.lifetimeOrders;
  return counted === 0 ? null : value;
}

/** DESIGN, rule 13: 1 + the edges strictly below the value, counted from the other end where lower is better. */
export function bandOf(
  raw: number | null,
  edges: readonly number[],
  better: 'higher' | 'lower',
  unknown = 1,
): number {
  if (raw === null) return unknown;
  let band = 1;
  for (const edge of edges) if (edge < raw) band += 1;
  return better === 'higher' ? band : edges.length + 2 - band;
}

/** Σ weight × band, rounded to four decimals in whole numbers, so that 0.3×4 + 0.3×4 + 0.4×5 is 4.4 and no less. */
export function weightedSum(
  weights: Readonly<Record<string, number>>,
  bands: Readonly<Record<string, number>>,
): number {
  let sum = 0;
  for (const { name, units } of weightsInUnits(weights)) sum += units * known(bands, name);
  return sum / UNITS;
}

interface Weight {
  name: string;
  /** Ten-thousandths. */
  units: number;
}
const WEIGHTS = new WeakMap<object, readonly Weight[]>();

/** The same for every customer of a run. */
function weightsInUnits(weights: Readonly<Record<string, number>>): readonly Weight[] {
  const found = WEIGHTS.get(weights);
  if (found) return found;
  const fresh = Object.entries(weights).map(([name, weight]) => ({ name, units: inUnits(weight) }));
  WEIGHTS.set(weights, fresh);
  return fresh;
}

/** A weighted score to be banded itself, in ten-thousandths; null where the raw values of all its parts are. */
export function weightedRaw(
  weights: Readonly<Record<string, number>>,
  parts: Readonly<Record<string, { raw: number | null; value: number }>>,
): number | null {
  const seen = Object.keys(weights).some((name) => known(parts, name).raw !== null);
  return seen ? inUnits(weightedSum(weights, scoresOf(parts))) : null;
}

export const scoresOf = (traces: Readonly<Record<string, { value: number }>>): Record<string, number> =>
  mapped(traces, ({ value }) => value);

/** The same names, each with another value. */
export function mapped<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  const changed: Record<string, U> = {};
  for (const name of Object.keys(record)) changed[name] = change(record[name] as T, name);
  return changed;
}

/** A name that the policy's check has proven to exist. */
export function known<T>(record: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined) throw new Error(`the score ${name} is not known here`);
  return value;
}
