import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Wish } from '../../shared/contract/lock.ts';
import type { Run, RunState, Snapshot } from '../../shared/contract/runs.ts';
import { isStillWanted, outdatedAt, outdatedReason, wishAgain } from '../../shared/domain/replaced.ts';

export interface OutdatedDependencies {
  runs(): Promise<Run[]>;
  snapshot(): Promise<Snapshot | null>;
  addWish(wish: Wish): Promise<void>;
  moveRun(
    runId: string,
    from: readonly RunState[],
    to: RunState,
    note?: { reason: string },
  ): Promise<boolean>;
}

/**
 * Ends every plan that waits on what was before this commit: approved, it could not be applied. What is still wanted of
 * them leaves a wish, which release turns into a plan on the tiers as they are. The wish first: killed between, the next
 * call does both again.
 */
export async function replaceOutdated(
  { runs, snapshot, addWish, moveRun }: OutdatedDependencies,
  committed: Inventory,
): Promise<void> {
  const outdated = outdatedAt(committed.runSeq, await runs());
  if (outdated.length === 0) return;
  const current = await snapshot();
  for (const plan of outdated) {
    if (isStillWanted(plan, committed, current)) await addWish(wishAgain(plan, current));
    await moveRun(plan.runId, ['AWAITING_APPROVAL'], 'SUPERSEDED', {
      reason: outdatedReason(committed.runId),
    });
  }
}
