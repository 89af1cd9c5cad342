import { isLocalDate } from './dates.ts';
import { CauseSchema, ChangeKindSchema, type Held, type HistoryEntry, type Published } from './held.ts';
import { STATE_VERSION } from './version.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isDate = (value: unknown): boolean => isText(value) && isLocalDate(value);
const isDateOrNull = (value: unknown): boolean => value === null || isDate(value);

const [CAUSES, KINDS] = [new Set<unknown>(CauseSchema.options), new Set<unknown>(ChangeKindSchema.options)];

/** All of these fields are there, each as it must be, and no other. */
type Shape<T> = { readonly [field in keyof T]-?: (value: unknown) => boolean };

function hasShape<T>(
  value: unknown,
  shape: readonly (readonly [string, (value: unknown) => boolean])[],
): value is T {
  if (!isFields(value)) return false;
  let fields = 0;
  for (const _ in value) fields += 1;
  return fields === shape.length && shape.every(([field, holds]) => holds(value[field]));
}

/** A record whose values all pass. A key that is not plain data is left to the schema. */
const record =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean => {
    if (!isFields(value)) return false;
    for (const key in value) if (key === '__proto__' || !holds(value[key])) return false;
    return true;
  };

const listOf =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(holds);

const ENTRY: Shape<HistoryEntry> = {
  on: isDate,
  from: isTextOrNull,
  to: isTextOrNull,
  change: (value) => KINDS.has(value),
  cause: (value) => CAUSES.has(value),
};
const ENTRY_FIELDS = Object.entries(ENTRY);

const PUBLISHED: Shape<Published> = {
  customerId: isText,
  tier: isTextOrNull,
  since: isDate,
  scores: record(Number.isFinite),
  firstOrderDate: isDateOrNull,
  lastOrderDate: isDateOrNull,
  orders: isWhole,
  spent: isWhole,
  currency: isText,
  history: listOf((value) => hasShape(value, ENTRY_FIELDS)),
  stage: isTextOrNull,
  segments: record(isText),
  flags: listOf(isText),
  preferences: record(isText),
  columns: record((value) => isText(value) || isWhole(value)),
  overrideUntil: isDateOrNull,
  receipt: isText,
};
const PUBLISHED_FIELDS = Object.entries(PUBLISHED);

const STEPPED_FIELDS = Object.entries({ period: isText, from: isText });

const HELD: Shape<Held> = {
  version: (value) => value === STATE_VERSION,
  published: (value) => hasShape(value, PUBLISHED_FIELDS),
  misses: isWhole,
  missedPeriod: isTextOrNull,
  lifetimeOrders: isWhole,
  lifetimeNet: isWhole,
  ground: isText,
  earned: isText,
  missCause: (value) => CAUSES.has(value),
  roseOn: isDateOrNull,
  stepped: (value) => hasShape(value, STEPPED_FIELDS),
};
const HELD_FIELDS = new Map(Object.entries(HELD));
const MUST = ['version', 'published', 'misses', 'missedPeriod', 'lifetimeOrders', 'lifetimeNet'];

/**
 * Whether this is a held state of which `HeldSchema` would change nothing: all that this program writes is. It is asked
 * for every customer of a run, at a tenth of what the schema costs; of what it declines the schema says what is wrong.
 */
export function isHeldAsWritten(value: unknown): value is Held {
  if (!isFields(value)) return false;
  for (const field in value) if (HELD_FIELDS.get(field)?.(value[field]) !== true) return false;
  return MUST.every((field) => Object.hasOwn(value, field));
}
