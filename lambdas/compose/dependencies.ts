import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { LedgerRow, Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { ComposeCounts } from '../../shared/contract/preflight.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { LetterVariables } from '../../shared/domain/mail/letter.ts';
import type { Makings } from '../../shared/domain/mail/ready.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Templates {
  render(
    name: string,
    language: Language,
    variables: LetterVariables,
  ): Record<'subject' | 'html' | 'text', string>;
  digest(name: string, language: Language, variables: LetterVariables): string;
}

interface Headers {
  from: string;
  fromName: string;
  to: string;
  subject: string;
  language: Language;
  unsubscribeUrl: string;
}

export interface ComposeDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  /** The templates frozen with the run. */
  templates(runId: string): Promise<Templates>;
  mails(runId: string, part: number): Promise<Mail[]>;
  /** Mails that the plan counted for the part. */
  planned(runId: string, part: number): Promise<number>;
  /** SHA-256 over the mails of one part, in order. */
  partDigest(mails: readonly OutboxMail[]): string;
  /** Counts come last: where they are, the part is whole. */
  save(runId: string, part: number, mails: readonly OutboxMail[], counts: ComposeCounts): Promise<void>;
  /** The counts alone, of a run whose mails are never made. */
  saveCounts(runId: string, part: number, counts: ComposeCounts): Promise<void>;
  /** Those of the campaigns of which some run has mails. */
  begun(campaignIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** What the ledger holds, by sid. */
  ledgerRows(sids: readonly string[]): Promise<ReadonlyMap<string, LedgerRow>>;
  keys: Makings['keys'] & { sid(campaignId: string, mailbox: string, step?: number): string };
  /** Refuses what cannot stand in a mail's head. */
  checkHeaders(headers: Headers): void;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
  sender: string;
}
