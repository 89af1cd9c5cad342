/** A mail as the plan wrote it. */
export interface PlannedMail {
  customerId: string;
  skip: string | null;
}

/** What the ledger knows of it. */
export interface LedgerEntry {
  customerId: string;
  runId: string;
  state: 'sending' | 'retry' | 'sent' | 'unknown' | 'refused' | 'suppressed' | 'capped';
  startedAt: number;
  reason?: string | undefined;
}

export interface Outcome {
  outcome: 'sent' | 'unknown' | 'refused' | 'suppressed' | 'capped' | 'pending';
  reason: string;
}

/**
 * What became of one mail of a run, read from the plan and the ledger alone. One address that two customers share gets
 * one mail; a mail that another run decided is not counted twice.
 */
export function outcomeOf(mail: PlannedMail, runId: string, entry: LedgerEntry | undefined): Outcome {
  if (mail.skip !== null) return { outcome: 'suppressed', reason: mail.skip };
  if (entry === undefined) return { outcome: 'pending', reason: '' };
  if (entry.customerId !== mail.customerId) return { outcome: 'suppressed', reason: 'same_mailbox' };
  const { state, reason = '' } = entry;
  if (state === 'sending' || state === 'retry') return { outcome: 'pending', reason };
  if (entry.runId !== runId) return { outcome: 'suppressed', reason: `already_${state}` };
  return { outcome: state, reason };
}

/** Still to be tried by this worker: never claimed, or certainly not accepted by SES. */
export const isDue = (mail: PlannedMail, entry: LedgerEntry | undefined): boolean =>
  mail.skip === null &&
  (entry === undefined || (entry.state === 'retry' && entry.customerId === mail.customerId));

/** Milliseconds until a mail in `sending` belongs to a dead worker; ≤ 0 = it does. */
export const leaseLeft = (entry: LedgerEntry, now: number, leaseMs: number): number =>
  entry.startedAt + leaseMs - now;
