import { type Delivered, deliver } from './deliver.ts';
import type { SendDependencies } from './dependencies.ts';
import type { Done } from './done.ts';
import { grouped, type Letter } from './letters.ts';
import { BROKEN, stopBy, stopOf } from './stops.ts';
import { madeOf, settleUnmade } from './unmade.ts';
import type { Work } from './work.ts';

/** Calls to SES on their way at a time. */
const LANES = 10;
const LONGEST_WAIT_SECONDS = 3600;

/**
 * Sends the mails at the pace that SES allows, until all are done or something says stop. `done` is filled as it goes, so
 * that whoever is broken off knows what went out.
 */
export async function sendAll(
  letters: readonly Letter[],
  done: Done,
  work: Work,
  deps: SendDependencies,
): Promise<void> {
  const queue = grouped(letters, ({ mail }) => mail.mailbox);

  /** The mails of one mailbox one after the other; behind one that has to wait, the others wait too. */
  async function lane(): Promise<void> {
    for (let group = queue.shift(); group && !done.stop; group = queue.shift())
      for (const letter of group) if (!(await sendOne(letter, done, work, deps))) break;
  }

  /** One lane that cannot write the ledger stops them all, after the mails on their way. */
  const careful = () =>
    lane().catch((error) => {
      done.stop = BROKEN;
      throw error;
    });
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, careful));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  await settleUnmade(done, work, deps);
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

/** The slot is taken before the mail is made, so that no other lane takes the last one meanwhile. */
async function tried(letter: Letter, done: Done, work: Work, deps: SendDependencies): Promise<Delivered> {
  work.rate.take();
  const made = await madeOf(letter, done, work, deps);
  const asks = () => void done.wentOut.add(letter.sid);
  const delivered: Delivered = made ? await deliver(made, work, asks, deps) : { kind: 'settled' };
  if (delivered.kind !== 'sent' && delivered.kind !== 'unknown') done.wentOut.delete(letter.sid);
  if (delivered.kind === 'settled' || delivered.kind === 'retry') work.rate.giveBack();
  if (delivered.kind === 'sent') {
    done.sent += 1;
    work.control.countSent(letter.mail.campaignId);
  }
  if (delivered.kind === 'retry') await wait(delivered, letter, done, work);
  learn(delivered, work, deps.now());
  return delivered;
}

type Retry = Extract<Delivered, { kind: 'retry' }>;

async function wait(retry: Retry, { standing }: Letter, done: Done, work: Work): Promise<void> {
  const before = standing?.attempts ?? 0;
  done.againSeconds = Math.max(done.againSeconds, againAfter(retry, before));
  if (retry.cause === 'unreached') done.unreachedTries = Math.max(done.unreachedTries, before + 1);
  await stopBy(retry, done, work);
}

/** Each try of one mail waits twice as long as the one before, up to an hour. */
const againAfter = ({ waitSeconds }: Retry, triesBefore: number): number =>
  Math.min(LONGEST_WAIT_SECONDS, waitSeconds * 2 ** triesBefore);

function learn(delivered: Delivered, { rate: { pace } }: Work, now: number): void {
  if (delivered.kind === 'sent' || delivered.kind === 'refused') pace.succeeded();
  if (delivered.kind === 'unknown') pace.failed();
  if (delivered.kind !== 'retry') return;
  if (delivered.cause === 'rate') pace.throttled(now);
  if (delivered.cause === 'unreached') pace.failed();
}
