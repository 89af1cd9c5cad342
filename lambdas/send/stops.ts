import type { WaitCause } from '../../shared/contract/campaigns.ts';
import { quietSeconds } from '../../shared/domain/mail/quiet.ts';
import type { SendDependencies, Verdict } from './dependencies.ts';
import type { Done } from './done.ts';
import type { Work } from './work.ts';

/** Why a pass ended before its mails did, and when to try the rest. `lease`: only the chunk, which another has taken. */
export interface Stop {
  why: WaitCause | 'lease';
  waitSeconds: number;
}

/** Milliseconds that a pass leaves to write down what it did. */
const RESERVE_MS = 30_000;
const QUOTA_SECONDS = 3600;
const BROKEN_SECONDS = 60;
/** The ledger or a mailbox cannot be written. */
export const BROKEN: Stop = { why: 'broken', waitSeconds: BROKEN_SECONDS };

export function stopOf(done: Done, work: Work, deps: Pick<SendDependencies, 'now'>): Stop | undefined {
  done.stop ??= mustStop(done, work, deps.now());
  return done.stop;
}

function mustStop(done: Done, { batch, rate, lease, timeLeft }: Work, now: number): Stop | undefined {
  if (timeLeft() < RESERVE_MS) return { why: 'time', waitSeconds: 1 };
  if (!lease.holds()) return { why: 'lease', waitSeconds: 1 };
  if (rate.pace.broken())
    return done.unreachedTries > 0 ? { why: 'unreached', waitSeconds: done.againSeconds } : BROKEN;
  if (rate.room() <= 0) return { why: 'quota', waitSeconds: QUOTA_SECONDS };
  const waitSeconds = quietSeconds(now, batch.policy.timeZone, batch.policy.mail.quietHours);
  return waitSeconds > 0 ? { why: 'quiet', waitSeconds } : undefined;
}

/** The first mail that meets an empty quota or a closed account speaks for all the others. */
export async function stopBy(
  { cause, waitSeconds }: Extract<Verdict, { kind: 'retry' }>,
  done: Done,
  { control }: Work,
): Promise<void> {
  if (cause === 'daily') done.stop ??= { why: 'quota', waitSeconds };
  if (cause === 'account' || cause === 'paused') done.stop ??= { why: cause, waitSeconds };
  if (cause === 'paused') await control.pauseAll('ses');
}
