import { columnValue } from './column-value.ts';
import type { Facts } from './features.ts';
import type { Basis } from './outcome.ts';
import type { ColumnFeature } from './policy/feature-schema.ts';
import type { Policy } from './policy/schema.ts';

/** The features whose column says something of this customer that cannot be read as the policy says. */
export function unreadableColumns({ measured }: Facts, { now, run }: Pick<Basis, 'now' | 'run'>): string[] {
  return columnFeatures(now.policy)
    .filter(([name, definition]) => {
      const text = measured[name];
      if (typeof text !== 'string' || text.trim() === '') return false;
      return columnValue(text, definition, run.asOf, run.currency) === null;
    })
    .map(([name]) => name);
}

const COLUMNS = new WeakMap<Policy, [string, ColumnFeature][]>();

function columnFeatures(policy: Policy): [string, ColumnFeature][] {
  const known = COLUMNS.get(policy);
  if (known) return known;
  const found = Object.entries(policy.features).filter(
    (entry): entry is [string, ColumnFeature] => 'from' in entry[1] && entry[1].from === 'customers',
  );
  COLUMNS.set(policy, found);
  return found;
}
