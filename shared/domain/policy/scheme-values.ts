import { type FeatureKind, isMeasured, scaleOf } from '../feature-catalog.ts';
import { membersOf } from './blocks.ts';
import { bareText } from './check-conditions.ts';
import type { When } from './names.ts';
import type { Policy } from './schema.ts';

const NEVER_UNKNOWN = ['orderCount', 'netAmount', 'lifetimeOrders', 'lifetimeAmount'];
const PROBABILITIES = ['aliveProbability', 'purchaseProbability', 'churnProbability'];
const FROM_NOTHING_UP = [
  ...['daysSinceLastOrder', 'daysSinceFirstOrder', 'daysBetweenLastOrders'],
  ...['orderCount', 'lifetimeOrders', 'expectedOrders', 'daysToNextOrder'],
];

const definitionOf = ({ features }: Policy, name: string): Policy['features'][string] | undefined =>
  Object.hasOwn(features, name) ? features[name] : undefined;

/** Whether nothing may be known of a feature. */
export function mayBeUnknown(policy: Policy, name: string): boolean {
  const definition = definitionOf(policy, name);
  if (definition) return !('otherwise' in definition) || definition.otherwise === undefined;
  return !NEVER_UNKNOWN.includes(name);
}

/** The texts that conditions tell apart, and one that none of them names. */
export function textsFor(conditions: readonly When[string][]): string[] {
  const named = conditions.flatMap(membersOf).map((member) => bareText(String(member)));
  const texts = [...new Set(named)];
  return [...texts, `${texts.join(' ')} …`];
}

/**
 * Whole values in the feature's scale, ascending, such that between two neighbours no condition and no cut point lies:
 * each bound, the value below it and the values above it.
 */
export function numbersFor(
  policy: Policy,
  name: string,
  { unit, levels }: FeatureKind,
  conditions: readonly When[string][],
  cuts: readonly number[],
): number[] {
  const scale = scaleOf(unit, policy.currency.code ?? 'CNY');
  const bounds = conditions.flatMap(numbersIn).map((bound) => Number((bound * scale).toFixed(6)));
  const around = [...bounds, ...cuts]
    .map(Math.floor)
    .flatMap((bound) => [bound - 1, bound, bound + 1, bound + 2]);
  const [low, high] = rangeOf(policy, name, levels);
  const places = levels?.map((_, i) => i + 1) ?? [];
  const values = [...around, ...places].filter((value) => value >= low && value <= high);
  return values.length === 0 ? [Math.max(low, 0)] : [...new Set(values)].sort((a, b) => a - b);
}

const NUMBERS = /-?\d+(?:\.\d+)?/g;

const numbersIn = (condition: When[string]): number[] =>
  membersOf(condition).flatMap((member) => (String(member).match(NUMBERS) ?? []).map(Number));

function rangeOf(
  policy: Policy,
  name: string,
  levels: readonly string[] | undefined,
): [low: number, high: number] {
  if (levels) return [1, levels.length];
  if (PROBABILITIES.includes(name)) return [0, scaleOf('number', '')];
  const definition = definitionOf(policy, name);
  if (!definition)
    return [FROM_NOTHING_UP.includes(name) ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (!isMeasured(definition) || 'favourite' in definition)
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (definition.from === 'customers')
    return definition.as === 'yesNo' ? [0, 1] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const counted = ['count', 'days', 'daysSinceLast'].includes(definition.take);
  const least = counted
    ? Math.min(0, 'otherwise' in definition ? (definition.otherwise ?? 0) : 0)
    : Number.NEGATIVE_INFINITY;
  return [least, Number.POSITIVE_INFINITY];
}
