import { type Bilingual, both } from '../domain/bilingual.ts';
import { canonicalCustomers } from './canonical-customers.ts';

/** How columns that a plain customers file has beside the known ones can be kept; undefined of any other file. */
export function howToKeep(format: string | undefined, unmatched: readonly string[]): Bilingual | undefined {
  const [first] = unmatched;
  if (format !== canonicalCustomers.id || first === undefined) return undefined;
  return both(
    `Head a column attr_ and a name to keep it for the policy, for instance attr_${first}.`,
    `如需保留某列供策略使用，请将列名改为 attr_ 加名称，例如 attr_${first}。`,
  );
}
