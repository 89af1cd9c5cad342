import type { Lock, Wish } from '../../shared/contract/lock.ts';
import type { Run, RunState, Snapshot } from '../../shared/contract/runs.ts';
import type { Reclaimed } from '../../shared/contract/steps.ts';
import { outdatedReason, wishAgain } from '../../shared/domain/replaced.ts';
import { notNewest } from '../../shared/domain/roll-back.ts';

interface Runs {
  noteInLock(lock: Lock): Promise<void>;
  snapshot(): Promise<Snapshot | null>;
  snapshotSeq(): Promise<number>;
  run(runId: string): Promise<Run | undefined>;
  moveRun(
    runId: string,
    from: readonly RunState[],
    to: RunState,
    note?: { reason: string },
  ): Promise<boolean>;
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
    const baseSeq = await runs.snapshotSeq();
    // Killed between the flip of the pointer and the note of it: commit has to be finished, not planned anew.
    const flipped = baseSeq === run.runSeq;
    if (baseSeq !== run.baseSeq && !flipped)
      return run.rollsBack === undefined ? supersede(runs, run) : overtaken(runs, run);
    await runs.moveRun(runId, APPLICABLE, 'APPLYING');
    return { status: 'RUN', runId, parts: run.parts, ...(await outboxOf(runs, run)) };
  };

const APPLICABLE: readonly RunState[] = ['APPROVED', 'APPLYING'];

/** The wish first: killed between, the next call finds the run as it was and does both again. */
async function supersede(runs: Runs, run: Run): Promise<Reclaimed> {
  const { runId, parts } = run;
  await runs.addWish(wishAgain(run, await runs.snapshot()));
  await runs.moveRun(runId, APPLICABLE, 'SUPERSEDED', { reason: outdatedReason() });
  return { status: 'STALE', runId, parts };
}

/** Another run was committed on what this one was to put back: whoever still wants that asks for the newer one first. */
async function overtaken(runs: Runs, { runId, parts }: Run): Promise<Reclaimed> {
  const newest = (await runs.snapshot())?.runId;
  await runs.moveRun(runId, APPLICABLE, 'SUPERSEDED', { reason: notNewest(newest).message });
  return { status: 'STALE', runId, parts };
}

/** The mails that a roll-back stopped are counted once more when it is committed. */
async function outboxOf(runs: Runs, { rollsBack }: Run): Promise<Pick<Reclaimed, 'outbox'>> {
  const undone = rollsBack === undefined ? undefined : await runs.run(rollsBack);
  return undone ? { outbox: { runId: undone.runId, parts: undone.parts } } : {};
}
