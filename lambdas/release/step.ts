import type { Lock, Pending, Wish } from '../../shared/contract/lock.ts';
import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import type { Release } from '../../shared/contract/steps.ts';

interface Runs {
  lock(): Promise<Lock | undefined>;
  freeLock(holder: string): Promise<boolean>;
  pending(): Promise<Pending>;
  markPending(): Promise<void>;
  wishes(): Promise<Wish[]>;
  snapshotSeq(): Promise<number>;
  run(runId: string): Promise<Run | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: { reason: string }): Promise<boolean>;
}

export interface ReleaseDependencies {
  runs: Runs;
  /** Wakes the grading machine. */
  wake(name: string): Promise<void>;
  /** Tells the shop's people, unless it was told before. */
  tellNews(news: Omit<RunNews, 'version'>): Promise<void>;
  now(): Date;
}

/**
 * Gives the run lock back, notes a failure on its run, and looks at the marks again: what arrived while the lock was
 * held is graded now. The lock is freed before the look, so that no mark falls between two runs. A failure wakes
 * nobody, or it would fail again at once and for ever; its mark stays for whatever comes next.
 */
export const release =
  (deps: ReleaseDependencies) =>
  async ({ executionArn, error, text }: Release) => {
    const { runs, wake } = deps;
    const lock = await runs.lock();
    const run = lock?.holder === executionArn ? lock.run : undefined;
    if (run && error) await noteFailure(deps, run, text || error);
    const released = await runs.freeLock(executionArn);
    const { marked, claimed } = await runs.pending();
    const waiting = marked > claimed || (await runs.wishes()).length > 0;
    if (waiting && !error) await wake(String(marked));
    return { released };
  };

/**
 * A run whose pointer has flipped is committed, whatever failed afterwards: its mails are the outbox. Who asked for a
 * simulation is told of its failure where he asked.
 */
async function noteFailure({ runs, ...deps }: ReleaseDependencies, run: Run, reason: string): Promise<void> {
  const { runId, runSeq, mode, asOf, period, simulates } = run;
  const committed = (await runs.snapshotSeq()) === runSeq;
  const moved = await runs.moveRun(runId, UNFINISHED, committed ? 'COMMITTED' : 'FAILED', { reason });
  if (simulates !== undefined) return;
  // A roll-back that wrote nothing leaves nothing to grade.
  const mustBeHealed = run.rollsBack === undefined || run.parts > 0;
  if (moved && !committed && mustBeHealed) await runs.markPending();
  // Noted by an earlier try that died before it told.
  if ((await runs.run(runId))?.state !== 'FAILED') return;
  const at = deps.now().toISOString();
  await deps.tellNews({ about: 'failed', runId, mode, asOf, period, at, reason });
}

const UNFINISHED: readonly RunState[] = ['GRADING', 'APPROVED', 'APPLYING'];
