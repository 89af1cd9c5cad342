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
  /** Writes all of them at the speed that the table takes; a Refusal `E_TABLE_BUSY` where the time does not suffice. */
  paced(items: readonly StoredItem[], write: (item: StoredItem) => Promise<void>): Promise<void>;
  noteApplied(runId: string, part: number, counts: ApplyCounts): Promise<void>;
}

/** A newer run wrote one of our customers: this run's plan is out of date and must not be committed. */
export class SupersededError extends Error {
  override readonly name = 'E_SUPERSEDED';
}

/**
 * Writes the planned items of one part. Whole items, each in one conditional write: calling it twice changes nothing, and
 * the second call writes only what the first did not come to. What stood before is kept first, so that a roll-back can
 * put it back.
 */
export const apply =
  (deps: ApplyDependencies) =>
  async ({ runId, part }: RunPart): Promise<ApplyCounts> => {
    const { runSeq } = await deps.inventory(runId);
    const changes = await deps.changes(runId, part);
    const standing = await deps.standing(changes.map(({ customerId }) => customerId));
    // A second call must not keep its own writes.
    if (!(await deps.isSaved(runId, part))) await deps.saveBefore(runId, part, standing);
    const seqs = new Map(standing.map(({ customerId, runSeq: seq }) => [customerId, seq ?? 0]));
    const left = changes.filter(({ customerId }) => seqs.get(customerId) !== runSeq);
    await deps.paced(
      left.map(({ published, restored }) => restored ?? published),
      async (item) => {
        const seq = await deps.publish(item, runSeq);
        if (seq > runSeq) throw new SupersededError(`run ${runId} was overtaken`);
      },
    );
    const counts = { changes: changes.length, written: changes.length };
    await deps.noteApplied(runId, part, counts);
    return counts;
  };
