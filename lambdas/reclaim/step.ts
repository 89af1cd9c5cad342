import type { Lock, Wish } from '../../shared/contract/lock.ts';
import type { Run, RunState, Snapshot } from '../../shared/contract/runs.ts';
import type { Reclaimed } from '../../shared/contract/steps.ts';

interface Runs {
  noteInLock(lock: Lock): Promise<void>;
  snapshot(): Promise<Snapshot | null>;
  run(runId: string): Promise<Run | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
  markPending(wish: Wish): Promise<void>;
}

export interface ReclaimDependencies {
  runs: Runs;
  takeLock(executionArn: string): Promise<boolean>;
}

/**
 * Takes the run lock again for the apply machine. A run whose base has moved since it was planned is planned anew:
 * it becomes SUPERSEDED and leaves its wish as pending, which release turns into a new grading.
 */
export const reclaim =
  ({ runs, takeLock }: ReclaimDependencies) =>
  async ({ executionArn, runId }: { executionArn: string; runId: string }): Promise<Reclaimed> => {
    if (!(await takeLock(executionArn))) return { status: 'BUSY', runId, parts: 0 };
    const run = await runs.run(runId);
    if (!run || !APPLICABLE.includes(run.state)) return { status: 'DONE', runId, parts: 0 };
    await runs.noteInLock({ holder: executionArn, run });
    const baseSeq = (await runs.snapshot())?.runSeq ?? 0;
    // Killed between the flip of the pointer and the note of it: commit has to be finished, not planned anew.
    const flipped = baseSeq === run.runSeq;
    if (baseSeq !== run.baseSeq && !flipped) return supersede(runs, run);
    await runs.moveRun(runId, APPLICABLE, 'APPLYING');
    return { status: 'RUN', runId, parts: run.parts };
  };

const APPLICABLE: readonly RunState[] = ['APPROVED', 'APPLYING'];

async function supersede(runs: Runs, { runId, mode, asOf, parts }: Run): Promise<Reclaimed> {
  if (await runs.moveRun(runId, ['APPROVED', 'APPLYING'], 'SUPERSEDED'))
    await runs.markPending({ mode, asOf });
  return { status: 'STALE', runId, parts };
}
