import { isMeasured } from './feature-catalog.ts';
import type { MeasuredFeature } from './policy/feature-schema.ts';
import { namesRead } from './policy/names-read.ts';
import type { Policy } from './policy/schema.ts';

/** A column that measure adds to the features because the policy reads it. */
export interface MeasuredColumn {
  name: string;
  type: 'BIGINT' | 'VARCHAR' | 'DATE';
}

/** Day before the last on which he ordered. */
export const PREVIOUS_ORDER = '$previousOrderDate';
/** Days with a counted order, of all time, and the net amount of all of them but the first: what the models of lifetime value read. */
export const PURCHASE_DAYS = '$purchaseDays';
export const REPEAT_NET = '$repeatNet';

export const preferenceColumn = (of: 'category' | 'channel' | 'region'): string => `$favourite-${of}`;

/**
 * The columns beyond those of every run, in a fixed order. A whole number is in its unit's scale (`feature-catalog`);
 * columns of customers exports come as the file's own text; `daysSinceLast` comes as the day.
 */
export function measuredColumns(policy: Policy): MeasuredColumn[] {
  const own = Object.entries(policy.features).flatMap(([name, definition]): MeasuredColumn[] =>
    isMeasured(definition) ? [{ name, type: typeOf(definition) }] : [],
  );
  const read = namesRead(policy);
  const always: MeasuredColumn[] = policy.portrait.preferences.map((of) => ({
    name: preferenceColumn(of),
    type: 'VARCHAR',
  }));
  if (read.has('daysBetweenLastOrders')) always.push({ name: PREVIOUS_ORDER, type: 'DATE' });
  if (isPredicted(policy)) {
    always.push({ name: PURCHASE_DAYS, type: 'BIGINT' }, { name: REPEAT_NET, type: 'BIGINT' });
  }
  return [...own, ...always];
}

/** Whether a model of purchase behaviour has to be fitted. */
export const isPredicted = ({ lifetime }: Policy): boolean =>
  lifetime !== undefined && lifetime.model !== 'historic';

function typeOf(definition: MeasuredFeature): MeasuredColumn['type'] {
  if ('favourite' in definition || definition.from === 'customers') return 'VARCHAR';
  return definition.take === 'daysSinceLast' ? 'DATE' : 'BIGINT';
}
