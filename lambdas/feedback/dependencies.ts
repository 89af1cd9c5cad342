import type { Learnt } from '../../shared/adapters/mail-facts.ts';
import type { CampaignState, PauseCause } from '../../shared/contract/campaigns.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { MailNews } from '../../shared/domain/mail/facts.ts';

export interface FeedbackDependencies {
  facts: {
    /** Those of the mails that the ledger knows. */
    findMany(sids: readonly string[]): Promise<Map<string, LedgerRow>>;
    /** Notes an event on the row that was read; `undefined` when it holds it already. */
    note(read: LedgerRow, news: MailNews): Promise<Learnt | undefined>;
  };
  mailboxes: {
    suppress(mailbox: string, why: 'bounce' | 'complaint'): Promise<void>;
    softBounce(mailbox: string, sid: string, on: LocalDate): Promise<void>;
  };
  campaigns: {
    count(campaignId: string, add: { bounces?: number; complaints?: number }): Promise<CampaignState>;
    pause(campaignId: string, why: PauseCause, at: string): Promise<boolean>;
  };
  /** A message goes back to the queue; its text may be an address, so only the error's name may be told. */
  returned(error: unknown): void;
  now(): Date;
  /** A named point at which a test may end the process. */
  at(point: 'feedback.before_fact' | 'feedback.after_fact'): void | Promise<void>;
}
