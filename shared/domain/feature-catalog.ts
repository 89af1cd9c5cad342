import { decimalsOf } from './money.ts';
import type { FeatureDefinition, MeasuredFeature } from './policy/feature-schema.ts';
import type { Policy } from './policy/schema.ts';

/** What a value counts in. Money is minor units, numbers are ten-thousandths, counts and days are themselves. */
export type Unit = 'count' | 'days' | 'money' | 'number' | 'text';

export interface FeatureKind {
  unit: Unit;
  /** Of a level: its words, the lowest first. */
  levels?: string[] | undefined;
  /** A column of yes (1) and no (0). */
  yesNo?: true | undefined;
}

const TEN_THOUSANDTHS = 10_000;

/** How many whole units of a stored value make one as people write it. */
export function scaleOf(unit: Unit, currency: string): number {
  if (unit === 'money') return 10 ** decimalsOf(currency);
  return unit === 'number' ? TEN_THOUSANDTHS : 1;
}

/** Features that every policy may read without defining them. */
const BUILT_IN = {
  daysSinceLastOrder: 'days',
  orderCount: 'count',
  netAmount: 'money',
  averageOrder: 'money',
  lifetimeOrders: 'count',
  lifetimeAmount: 'money',
  daysSinceFirstOrder: 'days',
  /** Between his last two days with an order: who comes back after long has a large one. */
  daysBetweenLastOrders: 'days',
} as const satisfies Record<string, Unit>;
export type BuiltIn = keyof typeof BUILT_IN;

/** Features of the policy's `lifetime`. */
const OF_LIFETIME = {
  lifetimeValue: 'money',
  aliveProbability: 'number',
  purchaseProbability: 'number',
  churnProbability: 'number',
  expectedOrders: 'number',
  daysToNextOrder: 'days',
} as const satisfies Record<string, Unit>;
export type LifetimeFeature = keyof typeof OF_LIFETIME;

export const BUILT_IN_NAMES: readonly string[] = Object.keys(BUILT_IN);
export const LIFETIME_NAMES: readonly string[] = Object.keys(OF_LIFETIME);

/** What a feature is by its name; undefined where the policy has no such feature. */
export function kindOf(policy: Policy, name: string): FeatureKind | undefined {
  if (isBuiltIn(name)) return { unit: BUILT_IN[name] };
  if (isOfLifetime(name)) return policy.lifetime ? { unit: OF_LIFETIME[name] } : undefined;
  const definition = Object.hasOwn(policy.features, name) ? policy.features[name] : undefined;
  return definition && kindOfDefinition(definition);
}

export const isBuiltIn = (name: string): name is BuiltIn => Object.hasOwn(BUILT_IN, name);
export const isOfLifetime = (name: string): name is LifetimeFeature => Object.hasOwn(OF_LIFETIME, name);

export const isMeasured = (definition: FeatureDefinition): definition is MeasuredFeature =>
  'from' in definition;

const COLUMN_UNITS = {
  text: 'text',
  number: 'number',
  money: 'money',
  yesNo: 'count',
  daysUntil: 'days',
  daysSince: 'days',
  level: 'count',
} as const;

const TAKEN_UNITS = {
  orders: {
    count: 'count',
    amount: 'money',
    average: 'money',
    largest: 'money',
    days: 'count',
    daysSinceLast: 'days',
  },
  activity: { count: 'count', quantity: 'number', average: 'number', days: 'count', daysSinceLast: 'days' },
  feedback: { count: 'count', average: 'number', latest: 'number', lowest: 'number', daysSinceLast: 'days' },
} as const;

function kindOfDefinition(definition: FeatureDefinition): FeatureKind {
  if (!isMeasured(definition)) return { unit: definition.as };
  if ('favourite' in definition) return { unit: 'text' };
  if (definition.from === 'customers') {
    const unit: Unit = COLUMN_UNITS[definition.as];
    if (definition.as === 'yesNo') return { unit, yesNo: true };
    return definition.levels ? { unit, levels: definition.levels } : { unit };
  }
  const units: Readonly<Record<string, Unit>> = TAKEN_UNITS[definition.from];
  return { unit: units[definition.take] ?? 'count' };
}
