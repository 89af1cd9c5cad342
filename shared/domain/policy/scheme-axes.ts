import { type FeatureKind, isBuiltIn, kindOf } from '../feature-catalog.ts';
import type { Cell } from '../features.ts';
import { type Banded, bandCount, bandOf, isBanded } from '../scores.ts';
import { conditionsIn } from './blocks.ts';
import { readerOf } from './check-conditions.ts';
import { isCondition, testOf } from './condition.ts';
import type { When } from './names.ts';
import type { Policy } from './schema.ts';
import { fixedCuts } from './scheme-cuts.ts';
import { followersOf, unknownAxes } from './scheme-followers.ts';
import type { Reach } from './scheme-reach.ts';
import { mayBeUnknown, numbersFor, textsFor } from './scheme-values.ts';

/** What a customer may show along one axis: a feature's value and the bands that follow from it. */
export interface Point {
  values: Readonly<Record<string, Cell>>;
  bands: Readonly<Record<string, number>>;
  /** False: nothing is known of the feature, so that it is neither more nor less than another. */
  ordered: boolean;
}

/** Points that stand for all values of a feature, or for the learnt bands of one score. */
export interface Axis {
  /** A feature, or a weighted score whose learnt bands these are. */
  of: string;
  /** Whether the feature's value grows up the list, or down. */
  rising: 1 | -1;
  points: readonly Point[];
}

type Scored = readonly [name: string, score: Banded];

/**
 * The axes of all combinations that matter to `reach`. A score with fixed edges follows its feature. Learnt cut points
 * may lie anywhere, so that such a score is an axis of its own. Combinations that no customer can have are walked too:
 * what is never won here is never won at all.
 */
export function axesOf(policy: Policy, reach: Reach): Axis[] {
  const scores = Object.entries(policy.scores).filter(
    (entry): entry is [string, Banded] => reach.names.has(entry[0]) && isBanded(entry[1]),
  );
  const followers = followersOf(policy, reach);
  const fixed = scores.filter(
    ([name, { bands }]) => 'edges' in bands && !followers.some((follower) => follower.name === name),
  );
  const read = [...reach.names].filter((name) => kindOf(policy, name));
  const features = new Set([...read, ...fixed.map(([, { of }]) => of)]);
  return [
    ...[...features].map((of) =>
      featureAxis(
        policy,
        reach,
        of,
        fixed.filter(([, score]) => score.of === of),
      ),
    ),
    ...scores.filter(([, { bands }]) => !('edges' in bands)).map(learntAxis),
    ...unknownAxes(policy, followers),
  ];
}

const learntAxis = ([name, score]: Scored): Axis => ({
  ...{ of: score.of, rising: score.better === 'higher' ? 1 : -1 },
  points: Array.from({ length: bandCount(score) }, (_, i) => ({
    ...{ values: {}, bands: { [name]: i + 1 }, ordered: true },
  })),
});

function featureAxis(policy: Policy, { whens }: Reach, of: string, fixed: readonly Scored[]): Axis {
  const kind = kindOf(policy, of) ?? { unit: 'count' };
  const conditions = whens
    .flatMap((when) => conditionsIn(when))
    .filter(({ name }) => name === of)
    .map(({ condition }) => condition);
  const unknown = mayBeUnknown(policy, of) ? [point(of, null, null, fixed, policy)] : [];
  const known =
    kind.unit === 'text'
      ? textsFor(conditions).map((text) => ({ values: { [of]: text }, bands: {}, ordered: false }))
      : numberPoints(policy, of, kind, conditions, fixed);
  return { of, rising: 1, points: [...unknown, ...known] };
}

function numberPoints(
  policy: Policy,
  of: string,
  kind: FeatureKind,
  conditions: readonly When[string][],
  fixed: readonly Scored[],
): Point[] {
  const days = of === 'daysSinceLastOrder' ? [policy.window.days] : [];
  const cuts = [...fixed.flatMap(([, score]) => fixedCuts(policy, score)), ...days];
  const numbers = numbersFor(policy, of, kind, conditions, cuts);
  const tests = conditions.flatMap((condition) =>
    isCondition(condition) ? (testOf(condition, kind, readerOf(policy)) ?? []) : [],
  );
  const points = numbers.map((value) => point(of, value, rawOf(policy, of, value), fixed, policy));
  const marks = points.map(({ bands, values }) =>
    JSON.stringify([bands, tests.map((test) => test(values[of] ?? null))]),
  );
  const apart = points.filter((_, i) => marks[i] !== marks[i - 1]);
  return fixed.length > 0 && AMOUNTS.includes(of) ? [point(of, 0, null, fixed, policy), ...apart] : apart;
}

/** Nothing where nobody ordered, which gives no band by its edges (DESIGN, rule 12). */
const AMOUNTS = ['netAmount', 'lifetimeAmount'];
const COUNTS = ['orderCount', 'lifetimeOrders'];

function rawOf({ window }: Policy, of: string, value: number): number | null {
  if (!isBuiltIn(of)) return value;
  if (COUNTS.includes(of) && value === 0) return null;
  return of === 'daysSinceLastOrder' && value >= window.days ? null : value;
}

function point(
  of: string,
  value: number | null,
  raw: number | null,
  fixed: readonly Scored[],
  policy: Policy,
): Point {
  const bands = fixed.map(([name, score]) => {
    const band = bandOf(raw, fixedCuts(policy, score), score.better, score.unknown);
    return [name, band] as const;
  });
  const nothing = value === null || (raw === null && AMOUNTS.includes(of));
  return { values: { [of]: value }, bands: Object.fromEntries(bands), ordered: !nothing };
}
