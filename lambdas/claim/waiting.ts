import type { PeriodNews } from '../../shared/contract/run-news.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { type Decision, PERIOD_NOT_COVERED, type Situation } from '../../shared/domain/due.ts';

export interface WaitingDependencies {
  /** Tells the shop's people, unless it was told before. */
  tellPeriod(news: Omit<PeriodNews, 'version'>): Promise<void>;
  now(): Date;
}

/** A period that is due and has no exports that cover it is told of once: only people can bring them. */
export async function tellWaiting(
  { tellPeriod, now }: WaitingDependencies,
  { lastEnded, coverDays, newestRow }: Situation,
  decision: Decision,
): Promise<void> {
  if (decision.status !== 'WAITING' || !decision.reason.startsWith(PERIOD_NOT_COVERED)) return;
  const { id: period, end } = lastEnded;
  const newest = newestRow === undefined ? {} : { newestRow };
  const coveredFrom = addDays(end, -coverDays);
  await tellPeriod({ about: 'waiting', period, end, coveredFrom, ...newest, at: now().toISOString() });
}
