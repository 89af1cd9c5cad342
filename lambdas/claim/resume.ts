import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import { notApplied } from '../../shared/domain/approval.ts';

export interface ResumeDependencies {
  runs: {
    runs(): Promise<Run[]>;
    moveRun(
      runId: string,
      from: readonly RunState[],
      to: RunState,
      note: { reason: string },
    ): Promise<boolean>;
  };
  /** Executions of the apply machine; each has the name of its run. */
  applying: {
    /** `false` when the run has an execution already. */
    start(runId: string): Promise<boolean>;
    hasEnded(runId: string): Promise<boolean>;
  };
  /** Tells the shop's people, unless it was told before. */
  tellNews(news: Omit<RunNews, 'version'>): Promise<void>;
  now(): Date;
}

/**
 * Starts applying what a person approved, should the call that took his word have died before it did. A plan that nobody
 * had to approve is left to the grading that made it: it may be on its way still, or not have been shown yet.
 */
export async function resumeApproved(deps: ResumeDependencies): Promise<void> {
  const approved = (await deps.runs.runs()).filter(isApproved);
  for (const run of approved) if (!(await deps.applying.start(run.runId))) await closeIfDead(deps, run);
}

const isApproved = ({ state, decided }: Run): boolean => state === 'APPROVED' && decided !== undefined;

/**
 * An execution that has ended before it took the run up cannot be started again by its name. Nothing was written, so the
 * run has failed, people are told, and its period is free to be planned anew. The news first: killed between the two, the
 * next claim does both again.
 */
async function closeIfDead({ runs, applying, tellNews, now }: ResumeDependencies, run: Run): Promise<void> {
  const { runId, mode, asOf, period } = run;
  if (!(await applying.hasEnded(runId))) return;
  // It may have taken the run up since the runs were listed.
  if (!(await runs.runs()).some((each) => each.runId === runId && isApproved(each))) return;
  const reason = notApplied(runId).message;
  await tellNews({ about: 'failed', runId, mode, asOf, period, at: now().toISOString(), reason });
  await runs.moveRun(runId, ['APPROVED'], 'FAILED', { reason });
}
