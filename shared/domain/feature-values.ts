import { columnValue } from './column-value.ts';
import { addDays, daysBetween, type LocalDate } from './dates.ts';
import { derivedValue } from './derived-value.ts';
import {
  type BuiltIn,
  isBuiltIn,
  isMeasured,
  isOfLifetime,
  kindOf,
  LIFETIME_NAMES,
  scaleOf,
} from './feature-catalog.ts';
import type { Cell, Facts } from './features.ts';
import type { LearntLifetime } from './learnt.ts';
import { lifetimeValues } from './lifetime-values.ts';
import { PREVIOUS_ORDER } from './measured-columns.ts';
import { periodAt } from './periods.ts';
import type { MeasuredFeature } from './policy/feature-schema.ts';
import { namesRead, operandsOf } from './policy/names-read.ts';
import type { Policy } from './policy/schema.ts';

/** What features rest on besides the customer. */
export interface FeatureGround {
  policy: Policy;
  currency: string;
  asOf: LocalDate;
  lifetime: LearntLifetime | null;
}

/** Features by name: whole numbers in their unit's scale, texts; null = unknown. */
export type FeatureValues = Record<string, Cell>;

/** Every feature that the policy reads, of one customer. */
export function featureValues(facts: Facts, ground: FeatureGround): FeatureValues {
  const values: FeatureValues = {};
  for (const name of neededBy(ground.policy)) values[name] = featureValue(name, facts, ground, values);
  return values;
}

const NEEDED = new WeakMap<Policy, string[]>();

/** The features that a policy reads or shows, each after those that it is reckoned from. */
export function neededBy(policy: Policy): string[] {
  const known = NEEDED.get(policy);
  if (known) return known;
  const found = new Set<string>();
  const add = (name: string, above: readonly string[]): void => {
    if (found.has(name) || !kindOf(policy, name)) return;
    const definition = Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;
    if (above.includes(name)) throw new RangeError(`the feature ${name} is reckoned from itself`);
    for (const operand of definition ? operandsOf(definition) : []) add(operand, [...above, name]);
    found.add(name);
  };
  const shown = policy.lifetime ? LIFETIME_NAMES : [];
  for (const name of [...namesRead(policy), ...shown].sort()) add(name, []);
  const needed = [...found];
  NEEDED.set(policy, needed);
  return needed;
}

function featureValue(name: string, facts: Facts, ground: FeatureGround, values: FeatureValues): Cell {
  if (isBuiltIn(name)) return builtIn(name, facts, ground.asOf);
  if (isOfLifetime(name)) return ofLifetime(facts, ground)[name];
  const definition = ground.policy.features[name];
  if (!definition) throw new RangeError(`there is no feature ${name}`);
  const value = isMeasured(definition)
    ? measured(name, definition, facts, ground)
    : derivedValue(definition, values, ground);
  return value ?? otherwise(name, definition, ground);
}

/** What the policy says that somebody has of whom nothing is known, in the feature's scale. */
function otherwise(
  name: string,
  definition: Policy['features'][string],
  { policy, currency }: FeatureGround,
): Cell {
  const said = 'otherwise' in definition ? definition.otherwise : undefined;
  if (said === undefined || typeof said === 'string') return said ?? null;
  const unit = kindOf(policy, name)?.unit ?? 'count';
  return unit === 'text' ? String(said) : Math.round(Number((said * scaleOf(unit, currency)).toFixed(6)));
}

function builtIn(name: BuiltIn, facts: Facts, asOf: LocalDate): Cell {
  const { firstOrderDate, lastOrderDate, orderCount, netAmount, lifetimeOrders, lifetimeNet } = facts;
  switch (name) {
    case 'daysSinceLastOrder':
      return lastOrderDate && daysBetween(lastOrderDate, asOf);
    case 'daysSinceFirstOrder':
      return firstOrderDate && daysBetween(firstOrderDate, asOf);
    case 'daysBetweenLastOrders': {
      const previous = facts.measured[PREVIOUS_ORDER];
      return lastOrderDate && typeof previous === 'string' ? daysBetween(previous, lastOrderDate) : null;
    }
    case 'averageOrder':
      return orderCount === 0 ? null : Math.round(netAmount / orderCount) + 0;
    case 'lifetimeAmount':
      return lifetimeNet;
    case 'orderCount':
      return orderCount;
    case 'netAmount':
      return netAmount;
    case 'lifetimeOrders':
      return lifetimeOrders;
  }
}

const LIFETIMES = new WeakMap<Facts, { ground: FeatureGround; values: ReturnType<typeof lifetimeValues> }>();

/** All of them come from one look at the model, which is the dear part. */
function ofLifetime(facts: Facts, ground: FeatureGround): ReturnType<typeof lifetimeValues> {
  const known = LIFETIMES.get(facts);
  if (known?.ground === ground) return known.values;
  const { policy, asOf, lifetime: learnt } = ground;
  if (!policy.lifetime) throw new RangeError('the policy has no lifetime');
  const values = lifetimeValues(facts, {
    ...{ settings: policy.lifetime, learnt, asOf, windowDays: policy.window.days },
    nextDays: nextDaysOf(policy, asOf),
  });
  LIFETIMES.set(facts, { ground, values });
  return values;
}

/** Length of the period after the one that `asOf` lies in, unless the policy says it. */
export function nextDaysOf({ lifetime, schedule }: Policy, asOf: LocalDate): number {
  if (lifetime?.nextDays) return lifetime.nextDays;
  const next = periodAt(addDays(periodAt(asOf, schedule).end, 1), schedule);
  return daysBetween(next.start, next.end) + 1;
}

function measured(
  name: string,
  definition: MeasuredFeature,
  facts: Facts,
  { asOf, currency }: FeatureGround,
): Cell {
  const cell = facts.measured[name] ?? null;
  if (cell === null || 'favourite' in definition) return cell;
  if (definition.from === 'customers') return columnValue(String(cell), definition, asOf, currency);
  return definition.take === 'daysSinceLast' ? daysBetween(String(cell), asOf) : cell;
}
