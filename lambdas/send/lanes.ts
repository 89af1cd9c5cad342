import { quietSeconds } from '../../shared/domain/mail/quiet.ts';
import { type Delivered, deliver } from './deliver.ts';
import type { SendDependencies } from './dependencies.ts';
import { grouped, type Letter } from './letters.ts';
import type { Work } from './work.ts';

/** Why a pass ended before its mails did, and when to try the rest. `lease`: only the chunk, which another has taken. */
export interface Stop {
  why: 'time' | 'quiet' | 'quota' | 'broken' | 'account' | 'paused' | 'lease';
  waitSeconds: number;
}

/** What was done at a chunk, by `sid`. */
export interface Done {
  stop: Stop | undefined;
  tried: Set<string>;
  /** Asked of SES, and not surely refused. */
  wentOut: Set<string>;
  sent: number;
  /** Until mails that SES did not take up are worth another try; 0 = there are none. */
  againSeconds: number;
}

/** Calls to SES on their way at a time. */
const LANES = 10;
/** Milliseconds that a pass leaves to write down what it did. */
const RESERVE_MS = 30_000;
const QUOTA_SECONDS = 3600;
const BROKEN_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3600;

/** Sends the mails at the pace that SES allows, until all are done or something says stop. */
export async function sendAll(letters: readonly Letter[], work: Work, deps: SendDependencies): Promise<Done> {
  const queue = grouped(letters, ({ mail }) => mail.mailbox);
  const done: Done = { stop: undefined, tried: new Set(), wentOut: new Set(), sent: 0, againSeconds: 0 };

  /** The mails of one mailbox one after the other; behind one that has to wait, the others wait too. */
  async function lane(): Promise<void> {
    for (let group = queue.shift(); group && !done.stop; group = queue.shift())
      for (const letter of group) if (!(await sendOne(letter, done, work, deps))) break;
  }

  /** One lane that cannot write the ledger stops them all, after the mails on their way. */
  const careful = () =>
    lane().catch((error) => {
      done.stop = { why: 'broken', waitSeconds: BROKEN_SECONDS };
      throw error;
    });
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, careful));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return done;
}

/** `false`: its mailbox has to wait with it. A mail that SES found too fast is tried on; one that rests keeps nobody up. */
async function sendOne(letter: Letter, done: Done, work: Work, deps: SendDependencies): Promise<boolean> {
  const { campaignId } = letter.mail;
  for (;;) {
    if (work.control.standingOf(campaignId) !== 'running') return true;
    await itsTurn(done, work, deps);
    if (stopOf(done, work, deps)) return false;
    if (work.control.standingOf(campaignId) !== 'running') return true;
    const delivered = await tried(letter, done, work, deps);
    if (delivered.kind !== 'retry') return true;
    if (delivered.cause !== 'rate') return false;
  }
}

/** Waits for a slot; then what may have changed meanwhile is looked at, a pause last, so that nothing slow comes after it. */
async function itsTurn(done: Done, work: Work, deps: SendDependencies): Promise<void> {
  if (stopOf(done, work, deps)) return;
  const wait = work.rate.pace.take(deps.now());
  if (wait > 0) await deps.sleep(wait);
  await work.rate.refresh();
  await work.lease.renew();
  await work.control.refresh();
}

async function tried(letter: Letter, done: Done, work: Work, deps: SendDependencies): Promise<Delivered> {
  done.tried.add(letter.sid);
  done.wentOut.add(letter.sid);
  work.rate.take();
  const delivered = await deliver(letter, work, deps);
  if (delivered.kind !== 'sent' && delivered.kind !== 'unknown') done.wentOut.delete(letter.sid);
  if (delivered.kind === 'settled' || delivered.kind === 'retry') work.rate.giveBack();
  if (delivered.kind === 'sent') {
    done.sent += 1;
    work.control.countSent(letter.mail.campaignId);
  }
  if (delivered.kind === 'retry') {
    done.againSeconds = Math.max(done.againSeconds, againAfter(delivered, letter));
    await stopBy(delivered, done, work);
  }
  learn(delivered, work, deps.now());
  return delivered;
}

/** Each try of one mail waits twice as long as the one before, up to an hour. */
const againAfter = ({ waitSeconds }: Extract<Delivered, { kind: 'retry' }>, { standing }: Letter): number =>
  Math.min(LONGEST_WAIT_SECONDS, waitSeconds * 2 ** (standing?.attempts ?? 0));

function stopOf(done: Done, work: Work, deps: SendDependencies): Stop | undefined {
  done.stop ??= mustStop(work, deps.now());
  return done.stop;
}

function mustStop({ batch, rate, lease, timeLeft }: Work, now: number): Stop | undefined {
  if (timeLeft() < RESERVE_MS) return { why: 'time', waitSeconds: 1 };
  if (!lease.holds()) return { why: 'lease', waitSeconds: 1 };
  if (rate.pace.broken()) return { why: 'broken', waitSeconds: BROKEN_SECONDS };
  if (rate.room() <= 0) return { why: 'quota', waitSeconds: QUOTA_SECONDS };
  const waitSeconds = quietSeconds(now, batch.policy.timeZone, batch.policy.mail.quietHours);
  return waitSeconds > 0 ? { why: 'quiet', waitSeconds } : undefined;
}

/** The first mail that meets an empty quota or a closed account speaks for all the others. */
async function stopBy(
  { cause, waitSeconds }: Extract<Delivered, { kind: 'retry' }>,
  done: Done,
  { control }: Work,
): Promise<void> {
  if (cause === 'daily') done.stop ??= { why: 'quota', waitSeconds };
  if (cause === 'account' || cause === 'paused') done.stop ??= { why: cause, waitSeconds };
  if (cause === 'paused') await control.pauseAll('ses');
}

function learn(delivered: Delivered, { rate: { pace } }: Work, now: number): void {
  if (delivered.kind === 'sent' || delivered.kind === 'refused') pace.succeeded();
  if (delivered.kind === 'unknown') pace.failed();
  if (delivered.kind !== 'retry') return;
  if (delivered.cause === 'rate') pace.throttled(now);
  if (delivered.cause === 'unreached') pace.failed();
}
