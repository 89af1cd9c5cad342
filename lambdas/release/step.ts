import type { Lock, Pending, Wish } from '../../shared/contract/lock.ts';
import type { Run, RunState, Snapshot } from '../../shared/contract/runs.ts';
import type { Release } from '../../shared/contract/steps.ts';

interface Runs {
  lock(): Promise<Lock | undefined>;
  freeLock(holder: string): Promise<boolean>;
  pending(): Promise<Pending>;
  markPending(): Promise<void>;
  wishes(): Promise<Wish[]>;
  snapshot(): Promise<Snapshot | null>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: { reason: string }): Promise<boolean>;
}

export interface ReleaseDependencies {
  runs: Runs;
  /** Wakes the grading machine. */
  wake(name: string): Promise<void>;
}

/**
 * Gives the run lock back, notes a failure on its run, and looks at the marks again: what arrived while the lock was
 * held is graded now. The lock is freed before the look, so that no mark falls between two runs. A failure wakes
 * nobody, or it would fail again at once and for ever; its mark stays for whatever comes next.
 */
export const release =
  ({ runs, wake }: ReleaseDependencies) =>
  async ({ executionArn, error, text }: Release) => {
    const lock = await runs.lock();
    const run = lock?.holder === executionArn ? lock.run : undefined;
    if (run && error) await noteFailure(runs, run, text || error);
    const released = await runs.freeLock(executionArn);
    const { marked, claimed } = await runs.pending();
    const waiting = marked > claimed || (await runs.wishes()).length > 0;
    if (waiting && !error) await wake(String(marked));
    return { released };
  };

/** A run whose pointer has flipped is committed, whatever failed afterwards: its mails are the outbox. */
async function noteFailure(runs: Runs, { runId, runSeq, simulates }: Run, reason: string): Promise<void> {
  const committed = (await runs.snapshot())?.runSeq === runSeq;
  const moved = await runs.moveRun(runId, UNFINISHED, committed ? 'COMMITTED' : 'FAILED', { reason });
  if (moved && !committed && simulates === undefined) await runs.markPending();
}

const UNFINISHED: readonly RunState[] = ['GRADING', 'APPROVED', 'APPLYING'];
