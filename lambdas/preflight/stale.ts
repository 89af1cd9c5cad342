import { localDateOf } from '../../shared/domain/dates.ts';
import { isStale, type PlannedDays } from '../../shared/domain/mail/stale.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { PreflightDependencies } from './dependencies.ts';

/** Whether the mails of a plan have waited for longer than the policy's grace. */
export const isLate = (
  planned: PlannedDays,
  { mail, timeZone }: Pick<Policy, 'mail' | 'timeZone'>,
  { now }: Pick<PreflightDependencies, 'now'>,
): boolean => isStale(planned, mail.staleDays, localDateOf(new Date(now()).toISOString(), timeZone));

/**
 * Pauses a campaign before the run's mails are on its list. A run that is listed has begun, and a person may have resumed
 * it; whoever paused it before has his own reason.
 */
export async function holdBack(
  campaignId: string,
  runId: string,
  { campaign, pause, now }: Pick<PreflightDependencies, 'campaign' | 'pause' | 'now'>,
): Promise<void> {
  const { runs = [], status = 'running' } = (await campaign(campaignId)) ?? {};
  if (runs.includes(runId) || status !== 'running') return;
  await pause(campaignId, 'stale', new Date(now()).toISOString());
}
