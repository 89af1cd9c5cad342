import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { SendDependencies, Settlement } from './dependencies.ts';
import type { Letter } from './letters.ts';

type Needed = Pick<SendDependencies, 'ledger' | 'mailboxes'>;
/** Certain that the mail did not go out by this try. */
const NOT_OUT: readonly Settlement['state'][] = ['claimed', 'refused'];

/**
 * A mail that did not go out must not stand against the next one to its mailbox; if it is tried again, the gate takes it up
 * once more. But of a second attempt the first may have gone out. The row is ours until it is settled, so the mailbox
 * forgets first.
 */
export async function settle(
  letter: Letter,
  row: LedgerRow,
  settlement: Settlement,
  { ledger, mailboxes }: Needed,
): Promise<void> {
  try {
    if (NOT_OUT.includes(settlement.state) && !letter.isSecond) await mailboxes.forget(row.mailbox, row.sid);
  } finally {
    await ledger.settle(row, settlement);
  }
}

/** After the mailbox was asked and before SES was: the mail is free again. */
export const setFree = (letter: Letter, row: LedgerRow, reason: string, deps: Needed): Promise<void> =>
  settle(letter, row, { state: 'claimed', reason }, deps);
