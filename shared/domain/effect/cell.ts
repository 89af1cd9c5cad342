import { z } from 'zod';
import { groupedBy } from './grouped-by.ts';
import { canCompare, type Pair } from './strata.ts';

/**
 * What became of all customers of one group in one stratum. Strata have the chance of being held out in common: the run,
 * the campaign and the tier; and what else they were drawn to. Money in minor units, costs in millionths of a major one.
 */
export const CellSchema = z.object({
  /** Rule of the campaign; null of all mail together. */
  rule: z.string().nullable(),
  tier: z.string(),
  stratum: z.string(),
  arm: z.enum(['treated', 'control']),
  /** Days after the mail that were looked at. */
  observed: z.int(),
  customers: z.int(),
  bought: z.int(),
  lost: z.int(),
  revenue: z.int(),
  /** Sum of the squares of each customer's revenue. */
  squares: z.number(),
  /** The same of as many days up to the mail. */
  boughtBefore: z.int(),
  lostBefore: z.int(),
  revenueBefore: z.int(),
  /** Mails that went out, and what they and their codes cost. */
  sent: z.int(),
  mailCost: z.int(),
  codeCost: z.int(),
});
export type Cell = z.infer<typeof CellSchema>;

/** The cells of strata that have both groups, and how many customers stand in the others. */
export function pairsOf(cells: readonly Cell[]): { pairs: Pair<Cell>[]; leftOut: number } {
  const strata = groupedBy(cells, ({ stratum, tier }) => JSON.stringify([stratum, tier]));
  const pairs: Pair<Cell>[] = [];
  let leftOut = 0;
  for (const stratum of strata.values()) {
    const [treated, control] = [armOf(stratum, 'treated'), armOf(stratum, 'control')];
    if (treated && control && canCompare({ treated, control })) pairs.push({ treated, control });
    else leftOut += stratum.reduce((sum, { customers }) => sum + customers, 0);
  }
  return { pairs, leftOut };
}

const armOf = (cells: readonly Cell[], arm: Cell['arm']): Cell | undefined =>
  cells.find((cell) => cell.arm === arm);
