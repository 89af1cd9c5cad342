import type { Lock, Wish } from '../../shared/contract/lock.ts';
import type { Run, RunState, Snapshot } from '../../shared/contract/runs.ts';
import type { Reclaimed } from '../../shared/contract/steps.ts';

interface Runs {
  noteInLock(lock: Lock): Promise<void>;
  snapshot(): Promise<Snapshot | null>;
  run(runId: string): Promise<Run | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
  addWish(wish: Wish): Promise<void>;
}

export interface ReclaimDependencies {
  runs: Runs;
  takeLock(executionArn: string): Promise<boolean>;
}

/**
 * Takes the run lock again for the apply machine. A run whose base has moved since it was planned is planned anew:
 * it becomes SUPERSEDED and leaves a wish, which release turns into a new grading.
 */
export const reclaim =
  ({ runs, takeLock }: ReclaimDependencies) =>
  async ({ executionArn, runId }: { executionArn: string; runId: string }): Promise<Reclaimed> => {
    if (!(await takeLock(executionArn))) return { status: 'BUSY', runId, parts: 0 };
    const run = await runs.run(runId);
    if (!run || !APPLICABLE.includes(run.state)) return { status: 'DONE', runId, parts: 0 };
    await runs.noteInLock({ holder: executionArn, run });
    const snapshot = await runs.snapshot();
    const baseSeq = snapshot?.runSeq ?? 0;
    // Killed between the flip of the pointer and the note of it: commit has to be finished, not planned anew.
    const flipped = baseSeq === run.runSeq;
    if (baseSeq !== run.baseSeq && !flipped) return supersede(runs, run, snapshot);
    await runs.moveRun(runId, APPLICABLE, 'APPLYING');
    return { status: 'RUN', runId, parts: run.parts };
  };

const APPLICABLE: readonly RunState[] = ['APPROVED', 'APPLYING'];

/** The wish first: killed between, the next call finds the run as it was and does both again. */
async function supersede(
  runs: Runs,
  { runId, mode, asOf, parts }: Run,
  snapshot: Snapshot | null,
): Promise<Reclaimed> {
  const base = snapshot?.asOf ?? asOf;
  await runs.addWish({ id: `again-${runId}`, mode, asOf: asOf > base ? asOf : base });
  await runs.moveRun(runId, APPLICABLE, 'SUPERSEDED');
  return { status: 'STALE', runId, parts };
}
