import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { isOverdue, planExpired } from '../../shared/domain/approval.ts';
import { addDays } from '../../shared/domain/dates.ts';

export interface ExpireDependencies {
  runs: {
    runs(): Promise<Run[]>;
    /** `false` when somebody decided about it, or another claim was first. */
    expireRun(runId: string, now: string, reason: string): Promise<boolean>;
  };
  /** Tells the shop's people, unless it was told before. */
  tellNews(news: Omit<RunNews, 'version'>): Promise<void>;
  /** A plan has expired; an alarm counts it. */
  expired(): void;
  now(): Date;
}

/** Days in which a claim still looks whether an expiry was told, should the one that noted it have died. */
const RETOLD = 30;

/**
 * Closes every plan that waited too long, and has it told. Nothing of such a plan ever happens. It serves its period no
 * more, so the same look plans a period that is still due anew and asks again: once in `approvalDays` at the most.
 */
export async function expirePlans({ runs, tellNews, expired, now }: ExpireDependencies): Promise<void> {
  const at = now().toISOString();
  const closed = new Set<string>();
  for (const run of (await runs.runs()).filter((each) => isOverdue(each, at)))
    if (await runs.expireRun(run.runId, at, planExpired(run).message)) {
      closed.add(run.runId);
      expired();
    }
  const since = addDays(at.slice(0, 10), -RETOLD);
  const over = (await runs.runs()).filter(
    ({ runId, state, expiresAt = '' }) => closed.has(runId) || (state === 'EXPIRED' && expiresAt >= since),
  );
  for (const { runId, mode, asOf, period, reason = '' } of over)
    await tellNews({ about: 'expired', runId, mode, asOf, period, at, reason });
}
