import type { Lock, Pending } from '../../shared/contract/lock.ts';
import type { RunState } from '../../shared/contract/runs.ts';
import type { Release } from '../../shared/contract/steps.ts';

interface Runs {
  lock(): Promise<Lock | undefined>;
  freeLock(holder: string): Promise<boolean>;
  pending(): Promise<Pending>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: { reason: string }): Promise<boolean>;
}

export interface ReleaseDependencies {
  runs: Runs;
  /** Wakes the grading machine; the same name again changes nothing. */
  wake(name: string): Promise<void>;
}

/**
 * Gives the run lock back, notes a failure on its run, and looks at the pending mark again: what arrived while the
 * lock was held is graded now. The lock is freed before the look, so that no mark falls between two runs.
 */
export const release =
  ({ runs, wake }: ReleaseDependencies) =>
  async ({ executionArn, error, text }: Release) => {
    const lock = await runs.lock();
    const run = lock?.holder === executionArn ? lock.run : undefined;
    if (run && error) await runs.moveRun(run.runId, UNFINISHED, 'FAILED', { reason: text || error });
    const released = await runs.freeLock(executionArn);
    const { marked, claimed } = await runs.pending();
    if (marked > claimed) await wake(String(marked));
    return { released };
  };

const UNFINISHED: readonly RunState[] = ['GRADING', 'APPROVED', 'APPLYING'];
