import type { ApplyCounts, Inventory } from '../../shared/contract/artifacts.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import type { StandingItem } from '../../shared/contract/roll-back.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { StoredItem } from '../../shared/domain/held.ts';

export interface ApplyDependencies {
  inventory(runId: string): Promise<Pick<Inventory, 'runSeq'>>;
  changes(runId: string, part: number): Promise<PlannedChange[]>;
  /** What stands in the customers table, nothing included. */
  standing(customerIds: readonly string[]): Promise<StandingItem[]>;
  /** Whether what stood before the part was written is kept. */
  isSaved(runId: string, part: number): Promise<boolean>;
  /** Keeps it, unless somebody has. */
  saveBefore(runId: string, part: number, items: readonly StandingItem[]): Promise<void>;
  /** Writes the item where no newer run has; answers the runSeq that the item has afterwards. */
  publish(item: StoredItem, runSeq: number): Promise<number>;
  noteApplied(runId: string, part: number, counts: ApplyCounts): Promise<void>;
}

/** A newer run wrote one of our customers: this run's plan is out of date and must not be committed. */
export class SupersededError extends Error {
  override readonly name = 'E_SUPERSEDED';
}

/** How many items are on their way at a time; a part's writes go to many partitions. */
const AT_ONCE = 24;

/**
 * Writes the planned items of one part. Whole items, each in one conditional write: calling it twice changes nothing. What
 * stood before is kept first, so that a roll-back can put it back.
 */
export const apply =
  (deps: ApplyDependencies) =>
  async ({ runId, part }: RunPart): Promise<ApplyCounts> => {
    const { runSeq } = await deps.inventory(runId);
    const changes = await deps.changes(runId, part);
    await keepBefore(deps, { runId, part }, changes);
    let written = 0;
    for (let i = 0; i < changes.length; i += AT_ONCE) {
      const batch = changes.slice(i, i + AT_ONCE);
      const items = batch.map(({ published, restored }) => restored ?? published);
      const seqs = await Promise.all(items.map((item) => deps.publish(item, runSeq)));
      if (seqs.some((seq) => seq > runSeq)) throw new SupersededError(`run ${runId} was overtaken`);
      written += batch.length;
    }
    const counts = { changes: changes.length, written };
    await deps.noteApplied(runId, part, counts);
    return counts;
  };

/** A second call must not keep its own writes. */
async function keepBefore(
  deps: ApplyDependencies,
  { runId, part }: RunPart,
  changes: readonly PlannedChange[],
): Promise<void> {
  if (await deps.isSaved(runId, part)) return;
  await deps.saveBefore(runId, part, await deps.standing(changes.map(({ customerId }) => customerId)));
}
