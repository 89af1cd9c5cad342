import type { ApplyCounts, Inventory, Review } from '../../shared/contract/artifacts.ts';
import type { RunState, Snapshot } from '../../shared/contract/runs.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import { addCounts, mustBalance } from '../../shared/domain/counts.ts';

export interface CommitDependencies {
  inventory(runId: string): Promise<Inventory>;
  applied(runId: string, parts: number): Promise<ApplyCounts[]>;
  review(runId: string): Promise<Review>;
  snapshot(): Promise<Snapshot | null>;
  flipSnapshot(next: Snapshot, baseSeq: number): Promise<boolean>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
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
    const planned = (await deps.review(runId)).counts.changes;
    mustBalance({ step: 'apply', left: 'planned', right: ['written'], terms: { ...applied, planned } });
    const next = nextSnapshot(inventory, parts);
    if (!(await deps.flipSnapshot(next, inventory.base?.runSeq ?? 0))) await mustBeMine(deps, inventory);
    await deps.moveRun(runId, ['APPLYING'], 'COMMITTED');
    return { runId, parts };
  };

/** A periodic run serves its period and brings a model; an on-demand run keeps those of the last periodic one. */
function nextSnapshot({ runId, runSeq, asOf, period, mode, base }: Inventory, parts: number): Snapshot {
  const own = { modelRunId: runId, servedPeriod: period, periodicAsOf: asOf };
  const kept = mode === 'onDemand' && base ? base : own;
  const { modelRunId, servedPeriod, periodicAsOf } = kept;
  return { runId, runSeq, asOf, parts, modelRunId, servedPeriod, periodicAsOf };
}

async function mustBeMine(deps: CommitDependencies, { runId, runSeq }: Inventory): Promise<void> {
  if ((await deps.snapshot())?.runSeq !== runSeq)
    throw new BaseMovedError(`run ${runId} was planned on an older base`);
}
