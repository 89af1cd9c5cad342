import type { ApplyCounts, Inventory, Review } from '../../shared/contract/artifacts.ts';
import type { Snapshot } from '../../shared/contract/runs.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';
import { type OutdatedDependencies, replaceOutdated } from './outdated.ts';
import { closeBoth, pointBack, type RollBackDependencies } from './roll-back.ts';

export interface CommitDependencies extends RollBackDependencies, OutdatedDependencies {
  inventory(runId: string): Promise<Inventory>;
  applied(runId: string, parts: number): Promise<ApplyCounts[]>;
  review(runId: string): Promise<Review>;
  /** The runSeq that last moved the pointer. */
  snapshotSeq(): Promise<number>;
}

/** The pointer was moved by another run between our claim and our commit. */
export class BaseMovedError extends Error {
  override readonly name = 'E_BASE_MOVED';
}

/**
 * Flips the snapshot pointer, after the last item of the run is written. From here on the run's mails are the outbox.
 * Killed after the flip and called again, it sees its own flip and goes on.
 */
export const commit =
  (deps: CommitDependencies) =>
  async ({ runId, parts }: RunParts): Promise<RunParts> => {
    const inventory = await deps.inventory(runId);
    const applied = addCounts({ changes: 0, written: 0 }, await deps.applied(runId, parts));
    const isBack = inventory.rollsBack !== undefined;
    const flipped = isBack
      ? await pointBack(deps, inventory, applied)
      : await pointOn(deps, inventory, parts, applied);
    if (!flipped) await mustBeMine(deps, inventory);
    await replaceOutdated(deps, inventory);
    if (isBack) await closeBoth(deps, inventory);
    else await deps.moveRun(runId, ['APPLYING'], 'COMMITTED');
    return { runId, parts };
  };

async function pointOn(
  deps: CommitDependencies,
  inventory: Inventory,
  parts: number,
  applied: ApplyCounts,
): Promise<boolean> {
  const planned = (await deps.review(inventory.runId)).counts.changes;
  mustBalance({ step: 'apply', left: 'planned', right: ['written'], terms: { ...applied, planned } });
  return deps.flipSnapshot(nextSnapshot(inventory, parts), inventory.base?.runSeq ?? 0);
}

/** A periodic run serves its period and brings a model; an on-demand run keeps those of the last periodic one. */
function nextSnapshot({ runId, runSeq, asOf, period, mode, base }: Inventory, parts: number): Snapshot {
  const own = { modelRunId: runId, servedPeriod: period, periodicAsOf: asOf };
  const kept = mode === 'onDemand' && base ? base : own;
  const { modelRunId, servedPeriod, periodicAsOf } = kept;
  return { runId, runSeq, asOf, parts, modelRunId, servedPeriod, periodicAsOf };
}

async function mustBeMine(deps: CommitDependencies, { runId, runSeq }: Inventory): Promise<void> {
  if ((await deps.snapshotSeq()) !== runSeq)
    throw new BaseMovedError(`run ${runId} was planned on an older base`);
}
