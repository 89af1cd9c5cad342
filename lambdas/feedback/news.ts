import type { Reported } from '../../shared/contract/mail-events.ts';
import type { Fact, MailNews } from '../../shared/domain/mail/facts.ts';

const FACT_OF: Record<Exclude<Reported['eventType'], 'Bounce'>, Fact> = {
  Send: 'send',
  Delivery: 'delivery',
  Complaint: 'complaint',
  Reject: 'reject',
  Open: 'open',
};

/** What an event says of its mail. A bounce that SES cannot tell the sort of counts as one that may pass. */
export const newsOf = (reported: Reported): MailNews => ({
  fact: factOf(reported),
  messageId: reported.mail.messageId,
});

function factOf(reported: Reported): Fact {
  if (reported.eventType !== 'Bounce') return FACT_OF[reported.eventType];
  return reported.bounce.bounceType === 'Permanent' ? 'bounce' : 'softBounce';
}
