import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { isOverdue, planExpired } from '../../shared/domain/approval.ts';
import { addDays } from '../../shared/domain/dates.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface ExpireDependencies {
  runs: {
    runs(): Promise<Run[]>;
    /** `false` when somebody decided about it, or another claim was first. */
    expireRun(runId: string, now: string, reason: string): Promise<boolean>;
  };
  policy(): Promise<Pick<Policy, 'timeZone'>>;
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
export async function expirePlans(deps: ExpireDependencies): Promise<void> {
  const { runs, tellNews, now } = deps;
  const at = now().toISOString();
  const closed = await closeOverdue(deps, at);
  const since = addDays(at.slice(0, 10), -RETOLD);
  const over = (await runs.runs()).filter(
    ({ runId, state, expiresAt = '' }) => closed.has(runId) || (state === 'EXPIRED' && expiresAt >= since),
  );
  for (const { runId, mode, asOf, period, reason = '' } of over)
    await tellNews({ about: 'expired', runId, mode, asOf, period, at, reason });
}

/** Ids of the plans whose time is over, each noted once by whoever is first. */
async function closeOverdue({ runs, policy, expired }: ExpireDependencies, at: string): Promise<Set<string>> {
  const closed = new Set<string>();
  const overdue = (await runs.runs()).filter((each) => isOverdue(each, at));
  const timeZone = overdue.length === 0 ? undefined : (await policy()).timeZone;
  for (const run of overdue)
    if (await runs.expireRun(run.runId, at, planExpired(run, timeZone).message)) {
      closed.add(run.runId);
      expired();
    }
  return closed;
}
