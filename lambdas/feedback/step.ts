import type { Feedback, MailEvent } from '../../shared/contract/mail-events.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';

export interface FeedbackDependencies {
  find(sids: readonly string[]): Promise<Map<string, LedgerRow>>;
  /** A mail whose fate was open is known to have been sent. */
  confirm(sid: string, messageId: string): Promise<boolean>;
  suppress(mailbox: string, why: 'bounce' | 'complaint'): Promise<void>;
}

const APPLIED: Feedback = { applied: 1, ignored: 0 };
const IGNORED: Feedback = { applied: 0, ignored: 1 };

/**
 * Takes what SES reports about a mail of ours into the ledger and the mailbox. Events come late, twice and in any
 * order, and all orders end alike. The mailbox is the ledger's, so no address is touched.
 */
export const feedback =
  (deps: FeedbackDependencies) =>
  async ({ detail }: MailEvent): Promise<Feedback> => {
    const sid = detail.mail.tags.sid?.[0];
    const row = sid === undefined ? undefined : (await deps.find([sid])).get(sid);
    if (row === undefined) return IGNORED;
    const suppressed = suppressionOf(detail);
    if (suppressed) await deps.suppress(row.mailbox, suppressed);
    const confirmed = isOpen(row) && (await deps.confirm(row.sid, detail.mail.messageId));
    return suppressed || confirmed ? APPLIED : IGNORED;
  };

/** Most mails are known as sent when their event arrives: no write then. */
const isOpen = ({ state }: LedgerRow): boolean => state === 'sending' || state === 'unknown';

function suppressionOf(detail: MailEvent['detail']): 'bounce' | 'complaint' | undefined {
  if (detail.eventType === 'Complaint') return 'complaint';
  if (detail.eventType === 'Bounce' && detail.bounce.bounceType === 'Permanent') return 'bounce';
  return undefined;
}
