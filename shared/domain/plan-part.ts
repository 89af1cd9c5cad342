import type { PlannedMail } from './campaigns.ts';
import type { Held } from './held.ts';
import type { Basis } from './outcome.ts';
import {
  type Measured,
  openPlanner,
  type PartTotals,
  type Planned,
  type PlannedStep,
} from './part-planner.ts';
import type { Receipt } from './receipt.ts';

export type { Measured } from './part-planner.ts';

/** What one part of a run will do and say, before anything happens. */
export interface PartPlan extends PartTotals {
  receipts: Receipt[];
  changes: PlannedStep[];
  mails: PlannedMail[];
  /** What the next run will find as held; who left is not among them. */
  held: { customerId: string; held: Held }[];
}

/**
 * Plans the customers of one part as a whole. `touched` are those whom an uncommitted earlier run may have written: they
 * are written again, whatever it left. `orphans` are those of them whom nothing names now.
 */
export function planPart(
  rows: readonly Measured[],
  basis: Basis,
  touched: ReadonlySet<string>,
  orphans: readonly string[] = [],
): PartPlan {
  const planner = openPlanner(basis, touched);
  // The order of rows must not show in any artifact.
  const sorted = [...rows].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const planned = [
    ...sorted.flatMap((row) => planner.plan(row) ?? []),
    ...[...orphans].sort().map(planner.orphan),
  ];
  return { ...gathered(planned), ...planner.totals() };
}

const gathered = (planned: readonly Planned[]): Omit<PartPlan, keyof PartTotals> => ({
  receipts: planned.flatMap(({ receipt }) => receipt ?? []),
  changes: planned.flatMap(({ step }) => step ?? []),
  mails: planned.flatMap(({ mails }) => mails),
  held: planned.flatMap(({ receipt, held }) =>
    receipt && held ? [{ customerId: receipt.customerId, held }] : [],
  ),
});
