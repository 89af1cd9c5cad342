import type { Reading } from '../../shared/adapters/withdrawals.ts';
import type { Inventory, OutcomeLine, SendCounts } from '../../shared/contract/artifacts.ts';
import type { CampaignState, PauseCause } from '../../shared/contract/campaigns.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { ChunkClaim, LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import type { RunPart } from '../../shared/contract/steps.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { AccountState } from '../../shared/domain/mail/account.ts';
import type { Purchase } from '../../shared/domain/mail/bought.ts';
import type { Spent, TierBudget, WantedMails } from '../../shared/domain/mail/budget.ts';
import type { RecentMail } from '../../shared/domain/mail/gate.ts';
import type { LetterVariables } from '../../shared/domain/mail/letter.ts';
import type { Memory } from '../../shared/domain/mail/memory.ts';
import type { LetterSort } from '../../shared/domain/mail/scopes.ts';
import type { Withdrawal } from '../../shared/domain/mail/withdrawal.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

type Rendered = Record<'subject' | 'html' | 'text', string>;

interface Templates {
  render(name: string, language: Language, variables: LetterVariables): Rendered;
  digest(name: string, language: Language, variables: LetterVariables): string;
}

/** One part of a run's outbox, with what is frozen with the run. */
export interface Batch {
  mails: OutboxMail[];
  /** How many mails the plan counted for the part. */
  planned: number;
  templates: Templates;
  policy: Pick<Policy, 'shop' | 'tiers' | 'campaigns' | 'mail' | 'identity' | 'timeZone' | 'schedule'>;
  runSeq: number;
  period: string;
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
  sid(campaignId: string, mailbox: string, step?: number): string;
  token(mailbox: string, sort: LetterSort): string;
  /** HMAC of a customer id. */
  customer(customerId: string): string;
  holdOutOf(text: string): number;
}

export interface Settlement {
  state: 'claimed' | 'sent' | 'unknown' | 'refused' | 'suppressed' | 'capped';
  reason?: string;
  messageId?: string;
  attempts?: number;
}

interface Ledger {
  find(sids: readonly string[]): Promise<Map<string, LedgerRow>>;
  write(row: LedgerRow): Promise<boolean>;
  settle(row: LedgerRow, settlement: Settlement): Promise<void>;
  abandon(row: LedgerRow): Promise<void>;
  release(sid: string): Promise<void>;
}

interface ChunkClaims {
  find(sids: readonly string[]): Promise<Map<string, ChunkClaim>>;
  take(claim: ChunkClaim, standing: ChunkClaim | undefined): Promise<boolean>;
  extend(claim: ChunkClaim, leaseUntil: number): Promise<boolean>;
}

interface Mailboxes {
  find(mailbox: string): Promise<Mailbox>;
  findMany(mailboxes: readonly string[]): Promise<Map<string, Mailbox>>;
  remember(read: Mailbox, recent: Record<string, RecentMail>): Promise<boolean>;
  forget(mailbox: string, sid: string): Promise<void>;
}

interface Campaigns {
  find(ids: readonly string[]): Promise<Map<string, CampaignState>>;
  count(campaignId: string, add: { sent: number }): Promise<CampaignState>;
  pause(campaignId: string, why: PauseCause, at: string): Promise<boolean>;
  /** Since when nothing of the run goes out any more, epoch milliseconds. */
  stoppedSince(runId: string): Promise<number | undefined>;
}

interface Budgets {
  take(period: string, tier: string, budget: TierBudget, want: WantedMails): Promise<number>;
  giveBack(period: string, tier: string, unused: Spent): Promise<void>;
}

interface Senders {
  /** Says that `owner` sends; when each worker last said so, epoch milliseconds. */
  beat(owner: string, now: number): Promise<number[]>;
  leave(owner: string): Promise<unknown>;
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
  | {
      kind: 'retry';
      code: string;
      cause: 'rate' | 'daily' | 'unreached' | 'account' | 'paused';
      waitSeconds: number;
    }
  | { kind: 'unknown'; reason: string };

export interface Envelope extends Rendered {
  from: string;
  fromName: string;
  to: string;
  language: Language;
  unsubscribeUrl: string;
}

export interface SendSettings {
  sender: string;
  configurationSet: string;
  unsubscribeUrl: string;
  /** Shadow mode: every mail goes to this address instead; '' = to the customers. */
  redirectTo: string;
  /** Milliseconds after which a mail still `sending`, or a chunk, belongs to a dead worker. */
  leaseMs: number;
}

export interface SendDependencies {
  outbox: Outbox;
  /** Who said no in exports that the run had not seen. */
  withdrawals(seen: Batch['seen'], reading: Omit<Reading, 'known'>): Promise<Withdrawal[]>;
  /** Who bought what such exports tell of. */
  purchases(seen: Batch['seen'], reading: Omit<Reading, 'known'>): Promise<Purchase[]>;
  memory(): Promise<Memory>;
  /** Counts the begin or the end of a pass in both tables. */
  notePass(): Promise<Memory>;
  keys: Keys;
  ledger: Ledger;
  claims: ChunkClaims;
  mailboxes: Mailboxes;
  campaigns: Campaigns;
  offers: { draw(list: string, count: number): Promise<string[]> };
  budgets: Budgets;
  senders: Senders;
  account(): Promise<AccountState>;
  ses: { sendRaw(mail: RawMail): Promise<Verdict> };
  mime(envelope: Envelope): Promise<Uint8Array>;
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds on a clock that never steps back. */
  elapsed(): number;
  /** Never the same twice. */
  newId(): string;
  sleep(ms: number): Promise<unknown>;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
  settings: SendSettings;
}
