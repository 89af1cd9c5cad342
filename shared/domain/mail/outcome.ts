import type { Control } from './hold-out.ts';

/** A mail as it was made ready. */
export interface ReadyMail {
  customerId: string;
  address: string | null;
  skip: string | null;
  heldOut: Control | null;
}

/** What the ledger knows of one attempt at it. */
export interface LedgerEntry {
  customerId: string;
  runId: string;
  state: 'claimed' | 'sending' | 'sent' | 'unknown' | 'released' | 'refused' | 'suppressed' | 'capped';
  /** Epoch milliseconds. */
  startedAt: number;
  reason?: string | undefined;
}

/** Both attempts at a mail; the second one is that of an unknown that a person released. */
export interface Attempts<Entry extends LedgerEntry = LedgerEntry> {
  first: Entry | undefined;
  second: Entry | undefined;
}

/** Whether a campaign may go on: `paused` waits for a person, `cancelled` is final. */
export type Standing = 'running' | 'paused' | 'cancelled';

export interface Outcome {
  outcome: 'sent' | 'unknown' | 'refused' | 'suppressed' | 'heldOut' | 'capped' | 'cancelled' | 'pending';
  reason: string;
}

/** The attempt that counts: a released one only until the second has its own row. */
export const lastOf = <Entry extends LedgerEntry>({ first, second }: Attempts<Entry>): Entry | undefined =>
  first?.state === 'released' ? (second ?? first) : first;

/** Why a mail was never to go out, whatever the ledger has. */
function neverMeant({ skip, address, heldOut }: ReadyMail): Outcome | undefined {
  if (skip !== null) return { outcome: 'suppressed', reason: skip };
  if (address === null || address === '') return { outcome: 'suppressed', reason: 'no_address' };
  return heldOut === null ? undefined : { outcome: 'heldOut', reason: heldOut };
}

/**
 * What became of one mail of a run, read from the outbox, the ledger and the campaign's standing alone. One address that
 * two customers share gets one mail; a mail that another run decided is not counted twice.
 */
export function outcomeOf(mail: ReadyMail, runId: string, attempts: Attempts, standing: Standing): Outcome {
  const never = neverMeant(mail);
  if (never) return never;
  const entry = lastOf(attempts);
  if (entry === undefined) return undecided('', standing);
  if (entry.customerId !== mail.customerId) return { outcome: 'suppressed', reason: 'same_mailbox' };
  const { state, reason = '' } = entry;
  if (state === 'sending') return { outcome: 'pending', reason };
  if (state === 'claimed') return undecided(reason, standing, attempts);
  if (state === 'released') return undecided(state, standing, attempts);
  if (entry.runId !== runId) return { outcome: 'suppressed', reason: `already_${state}` };
  return { outcome: state, reason };
}

/** Nothing final stands there: a cancelled campaign ends it; of an unknown the first attempt stays unknown. */
function undecided(reason: string, standing: Standing, attempts?: Attempts): Outcome {
  if (standing !== 'cancelled') return { outcome: 'pending', reason };
  return attempts?.first?.state === 'released'
    ? { outcome: 'unknown', reason: 'released' }
    : { outcome: 'cancelled', reason: '' };
}

/** Still to be tried: never claimed, certainly not accepted by SES, or let go by a person and not tried again. */
export function isDue(mail: ReadyMail, attempts: Attempts): boolean {
  const entry = lastOf(attempts);
  if (neverMeant(mail)) return false;
  if (entry === undefined) return true;
  const isFree = entry.state === 'claimed' || entry.state === 'released';
  return isFree && entry.customerId === mail.customerId;
}

/** Milliseconds until a mail in `sending` belongs to a dead worker; ≤ 0 = it does. */
export const leaseLeft = (
  { startedAt }: Pick<LedgerEntry, 'startedAt'>,
  now: number,
  leaseMs: number,
): number => startedAt + leaseMs - now;
