import type { Reading } from '../../shared/adapters/withdrawals.ts';
import type { Inventory, OutcomeLine, SendCounts } from '../../shared/contract/artifacts.ts';
import type { LedgerRow, Mail, Mailbox } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { RecentMail } from '../../shared/domain/mail/gate.ts';
import type { LetterVariables } from '../../shared/domain/mail/letter.ts';
import type { Withdrawal } from '../../shared/domain/mail/withdrawal.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/** One part of a run's outbox. */
export interface Batch {
  mails: Mail[];
  /** How many mails the plan counted for the part. */
  planned: number;
  policy: Pick<Policy, 'shop' | 'tiers' | 'campaigns' | 'mail' | 'identity' | 'timeZone'>;
  asOf: string;
  /** The uploads that counted in the run. */
  seen: Inventory['intakes'];
}

interface Outbox {
  load(input: RunPart): Promise<Batch>;
  save(input: RunPart, outcomes: readonly OutcomeLine[], counts: SendCounts): Promise<void>;
}

interface Keys {
  mailbox(address: string): string;
  sid(campaignId: string, mailbox: string): string;
  token(mailbox: string): string;
}

export interface Settlement {
  state: 'retry' | 'sent' | 'unknown' | 'refused' | 'suppressed' | 'capped';
  reason?: string;
  messageId?: string;
  attempts?: number;
}

interface Ledger {
  find(sids: readonly string[]): Promise<Map<string, LedgerRow>>;
  claim(row: LedgerRow): Promise<boolean>;
  settle(row: LedgerRow, settlement: Settlement): Promise<void>;
  abandon(row: LedgerRow): Promise<void>;
}

interface Mailboxes {
  find(mailbox: string): Promise<Mailbox>;
  findMany(mailboxes: readonly string[]): Promise<Map<string, Mailbox>>;
  remember(read: Mailbox, recent: Record<string, RecentMail>): Promise<boolean>;
  forget(mailbox: string, sid: string): Promise<void>;
}

interface RawMail {
  from: string;
  to: string;
  raw: Uint8Array;
  configurationSet: string;
  tags: Record<string, string>;
}

/** What one request came to; `refused` and `retry` are certain that no mail went out. */
export type Verdict =
  | { kind: 'sent'; messageId: string }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; code: string; cause: 'rate' | 'daily' | 'unreached' | 'account'; waitSeconds: number }
  | { kind: 'unknown'; reason: string };

interface Ses {
  readiness(
    sender: string,
  ): Promise<{ enabled: boolean; verified: boolean; perSecond: number; leftToday: number }>;
  sendRaw(mail: RawMail): Promise<Verdict>;
}

interface Envelope {
  from: string;
  fromName: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  language: Language;
  unsubscribeUrl: string;
}

type Rendered = Pick<Envelope, 'subject' | 'html' | 'text'>;

export interface SendSettings {
  sender: string;
  configurationSet: string;
  unsubscribeUrl: string;
  /** Milliseconds after which a mail still `sending` belongs to a dead worker. */
  leaseMs: number;
  /** Workers that share the account's rate. */
  workers: number;
}

export interface SendDependencies {
  outbox: Outbox;
  /** Who said no in exports that the run had not seen. */
  withdrawals(seen: Batch['seen'], reading: Reading): Promise<Withdrawal[]>;
  /** DESIGN, rule 15: with other keys or another ledger than always everybody would be written to a second time. */
  memory(): Promise<'whole' | 'otherKeys' | 'otherLedger'>;
  keys: Keys;
  ledger: Ledger;
  mailboxes: Mailboxes;
  ses: Ses;
  render(template: string, language: Language, variables: LetterVariables): Rendered;
  /** Refuses what cannot stand in a mail's head. */
  checkHeaders(envelope: Envelope): void;
  mime(envelope: Envelope): Promise<Uint8Array>;
  now(): number;
  /** Never the same twice. */
  newId(): string;
  sleep(ms: number): Promise<unknown>;
  settings: SendSettings;
}
