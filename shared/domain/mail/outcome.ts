import { ERASED_SKIP } from '../erasure/person.ts';
import { type ToldFacts, toldFate } from './facts.ts';
import type { Control } from './hold-out.ts';

/** A mail as it was made ready. */
export interface ReadyMail {
  customerId: string;
  /** HMAC of the customer id. */
  customer: string;
  address: string | null;
  skip: string | null;
  heldOut: Control | null;
}

/** What the ledger knows of one attempt at it. */
export interface LedgerEntry {
  /** HMAC of the customer id; of an earlier program the customer id itself. */
  customer: string;
  runId: string;
  state: 'claimed' | 'sending' | 'sent' | 'unknown' | 'released' | 'refused' | 'suppressed' | 'capped';
  /** Epoch milliseconds. */
  startedAt: number;
  reason?: string | undefined;
  facts?: ToldFacts;
}

/** Both attempts at a mail; the second one is that of an unknown that a person released. */
export interface Attempts<Entry extends LedgerEntry = LedgerEntry> {
  first: Entry | undefined;
  second: Entry | undefined;
}

/** Whether a campaign may go on: `paused` waits for a person; `cancelled` is final, and so is a run that is `rolledBack`. */
export type Standing = 'running' | 'paused' | 'cancelled' | 'rolledBack';

export interface Outcome {
  outcome: 'sent' | 'unknown' | 'refused' | 'suppressed' | 'heldOut' | 'capped' | 'cancelled' | 'pending';
  reason: string;
}

/** The attempt that counts: a released one until the second has its own row, and for good once SES told that it went out. */
export const lastOf = <Entry extends LedgerEntry>({ first, second }: Attempts<Entry>): Entry | undefined =>
  first?.state === 'released' && stateOf(first) !== 'sent' ? (second ?? first) : first;

/** As the ledger has it; of a released one what SES told of it since then. */
export const stateOf = ({ state, facts }: LedgerEntry): LedgerEntry['state'] =>
  state === 'released' ? (toldFate(facts ?? {}) ?? state) : state;

/** Let go, and nobody knows yet whether it went out. */
const isOpen = (first: LedgerEntry | undefined): boolean =>
  first !== undefined && stateOf(first) === 'released';

/** Why a mail was never to go out, whatever the ledger has. */
function neverMeant({ skip, address, heldOut }: ReadyMail): Outcome | undefined {
  if (skip === ERASED_SKIP && heldOut !== null) return { outcome: 'heldOut', reason: heldOut };
  if (skip !== null) return { outcome: 'suppressed', reason: skip };
  if (address === null || address === '') return { outcome: 'suppressed', reason: 'no_address' };
  return heldOut === null ? undefined : { outcome: 'heldOut', reason: heldOut };
}

/** Whether an entry is this customer's, and not that of another with the same address. */
const isOf = ({ customer }: LedgerEntry, mail: ReadyMail): boolean =>
  customer === mail.customer || customer === mail.customerId;

/**
 * What became of one mail of a run, read from the outbox, the ledger and the campaign's standing alone. One address that
 * two customers share gets one mail; a mail that another run decided is not counted twice. Where the run was rolled back,
 * what a later run did with the mail since then, epoch milliseconds, is that one's: here it stays cancelled.
 */
export function outcomeOf(
  mail: ReadyMail,
  runId: string,
  attempts: Attempts,
  standing: Standing,
  rolledBackSince = Number.POSITIVE_INFINITY,
): Outcome {
  const never = neverMeant(mail);
  const entry = lastOf(attempts);
  if (never && !(never.reason === ERASED_SKIP && isDecided(entry))) return never;
  if (entry === undefined) return undecided('', standing);
  if (!isOf(entry, mail)) return { outcome: 'suppressed', reason: 'same_mailbox' };
  if (entry.runId !== runId && entry.startedAt >= rolledBackSince) return CANCELLED_WITH_RUN;
  const { reason = '' } = entry;
  const state = stateOf(entry);
  if (state === 'sending') return { outcome: 'pending', reason };
  if (state === 'claimed') return undecided(reason, standing, attempts);
  if (state === 'released') return undecided(state, standing, attempts);
  const decided = decidedAs({ outcome: state, reason }, attempts);
  if (entry.runId !== runId) return { outcome: 'suppressed', reason: `already_${decided.outcome}` };
  return decided;
}

/** A second attempt that did not go out says nothing of the first one, which may have. */
function decidedAs(last: Outcome, { first, second }: Attempts): Outcome {
  const isHidden = second !== undefined && isOpen(first);
  if (!isHidden || last.outcome === 'sent' || last.outcome === 'unknown') return last;
  return { outcome: 'unknown', reason: `released_then_${last.outcome}` };
}

/** Nothing final stands there: a cancelled campaign ends it; of an unknown the first attempt stays unknown. */
function undecided(reason: string, standing: Standing, attempts?: Attempts): Outcome {
  if (standing === 'running' || standing === 'paused') return { outcome: 'pending', reason };
  if (isOpen(attempts?.first)) return { outcome: 'unknown', reason: 'released' };
  return standing === 'rolledBack' ? CANCELLED_WITH_RUN : { outcome: 'cancelled', reason: '' };
}

const CANCELLED_WITH_RUN: Outcome = { outcome: 'cancelled', reason: 'rolled_back' };

/** What was decided of a mail before its customer was erased stays as it was. */
const isDecided = (entry: LedgerEntry | undefined): boolean =>
  entry !== undefined && !['claimed', 'released'].includes(stateOf(entry));

/** Still to be tried: never claimed, certainly not accepted by SES, or let go by a person and neither tried again nor told of. */
export function isDue(mail: ReadyMail, attempts: Attempts): boolean {
  const entry = lastOf(attempts);
  if (neverMeant(mail)) return false;
  if (entry === undefined) return true;
  const isFree = ['claimed', 'released'].includes(stateOf(entry));
  return isFree && isOf(entry, mail);
}

/** Milliseconds until a mail in `sending` belongs to a dead worker; ≤ 0 = it does. */
export const leaseLeft = (
  { startedAt }: Pick<LedgerEntry, 'startedAt'>,
  now: number,
  leaseMs: number,
): number => startedAt + leaseMs - now;
