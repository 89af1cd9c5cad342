import { EVERY, type PauseCause } from '../../shared/contract/campaigns.ts';
import { tripped } from '../../shared/domain/mail/breaker.ts';
import { stopwatch } from '../../shared/domain/mail/lease.ts';
import type { Standing } from '../../shared/domain/mail/outcome.ts';
import type { SendDependencies } from './dependencies.ts';

/** A pause takes effect within two seconds: one until it is read, and the mails that are on their way. */
const LOOK_MS = 1000;
const WORST: readonly Standing[] = ['cancelled', 'paused', 'running'];

export type Control = ReturnType<typeof openControl>;
type Needed = Pick<SendDependencies, 'campaigns' | 'now' | 'elapsed'>;

/**
 * Whether the campaigns of a run may go on, read each second as long as somebody asks; and what the breakers count of them.
 * A run that is rolled back stops for itself: its campaigns may be those of the run that grades the period again.
 */
export function openControl(runId: string, ids: readonly string[], deps: Needed) {
  let states: Awaited<ReturnType<Needed['campaigns']['find']>> = new Map();
  let stoppedSince: number | undefined;
  let since: (() => number) | undefined;
  let looking: Promise<void> | undefined;
  const sent = new Map<string, number>();

  async function look(): Promise<void> {
    const asked = stopwatch(deps);
    await tell();
    stoppedSince = await deps.campaigns.stoppedSince(runId);
    states = await deps.campaigns.find([...ids, EVERY]);
    for (const state of states.values()) {
      const why = state.status === 'running' ? tripped(state) : undefined;
      if (why !== undefined) await pause(state.campaignId, why);
    }
    since = asked;
  }

  /** Adds what went out since the last time to the campaigns' counts. */
  async function tell(): Promise<void> {
    for (const [campaignId, mails] of sent) {
      await deps.campaigns.count(campaignId, { sent: mails });
      const meanwhile = (sent.get(campaignId) ?? 0) - mails;
      if (meanwhile > 0) sent.set(campaignId, meanwhile);
      else sent.delete(campaignId);
    }
  }

  async function pause(campaignId: string, why: PauseCause): Promise<void> {
    await deps.campaigns.pause(campaignId, why, new Date(deps.now()).toISOString());
    states = await deps.campaigns.find([...ids, EVERY]);
  }

  const statusOf = (campaignId: string): Standing => states.get(campaignId)?.status ?? 'running';

  /** What stops every campaign, or the run, stops each of them. */
  function standingOf(campaignId: string): Standing {
    if (stoppedSince !== undefined) return 'rolledBack';
    const both = [statusOf(campaignId), statusOf(EVERY)];
    return WORST.find((standing) => both.includes(standing)) ?? 'running';
  }

  return {
    /** Asks again unless that was done within the last second; callers at one time share one reading. */
    async refresh(): Promise<void> {
      if (since !== undefined && since() < LOOK_MS) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
    /** Asks again in any case. */
    look,
    standingOf,
    /** When the run was rolled back, epoch milliseconds; undefined = it was not. */
    stoppedSince: () => stoppedSince,
    /** When a person let the unknown mails of a campaign go, epoch milliseconds. */
    releasedAt: (campaignId: string): number => Date.parse(states.get(campaignId)?.releasedAt ?? '') || 0,
    /** Whether any worker got a mail of the campaign through. */
    hasSent: (campaignId: string): boolean =>
      (states.get(campaignId)?.sent ?? 0) + (sent.get(campaignId) ?? 0) > 0,
    countSent(campaignId: string): void {
      sent.set(campaignId, (sent.get(campaignId) ?? 0) + 1);
    },
    async pauseAll(why: PauseCause): Promise<void> {
      for (const id of ids) if (statusOf(id) === 'running') await pause(id, why);
    },
  };
}
