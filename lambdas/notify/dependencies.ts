import type { OffersAnswer, TemplateAnswer } from '../../shared/contract/content-answers.ts';
import type { Answer } from '../../shared/contract/intake.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { Notice } from '../../shared/contract/notices.ts';
import type { PolicyAnswer } from '../../shared/contract/policy-answer.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/** Answers to uploads that are no rows. */
export type ContentAnswer = TemplateAnswer | OffersAnswer | PolicyAnswer;

/** The template of a letter to staff: about rows, or about content. */
export type LetterName = 'answer' | 'content';

/** What one request to SES came to; after `refused` and `retry` it is certain that no mail went out. */
type Verdict =
  | { kind: 'sent'; messageId: string }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; code: string }
  | { kind: 'unknown'; reason: string };

interface Letter {
  subject: string;
  html: string;
  text: string;
}

export interface Envelope extends Letter {
  from: string;
  fromName: string;
  to: string;
  language: Language;
}

interface RawMail {
  from: string;
  to: string;
  raw: Uint8Array;
  configurationSet: string;
  tags: Record<string, string>;
}

export interface NotifyDependencies {
  /** `undefined` when it answers manual tiers, or is gone. */
  answer(key: string, versionId: string): Promise<Answer | ContentAnswer | undefined>;
  /** Whether the intake's commit stands; its answer is written just before. */
  isCommitted(intakeId: string): Promise<boolean>;
  policy(): Promise<Pick<Policy, 'shop' | 'notify'>>;
  /** HMAC of an address. */
  mailbox(address: string): Promise<string>;
  mailboxes: { find(mailbox: string): Promise<Mailbox> };
  notices: {
    find(named: Pick<Notice, 'intakeId' | 'mailbox'>): Promise<Notice | undefined>;
    claim(notice: Notice): Promise<boolean>;
    settle(notice: Notice, ended: Pick<Notice, 'state' | 'reason' | 'messageId'>): Promise<void>;
    free(notice: Notice): Promise<void>;
  };
  render(name: LetterName, language: Language, variables: Record<string, string | null>): Letter;
  mime(envelope: Envelope): Promise<Uint8Array>;
  sendRaw(mail: RawMail): Promise<Verdict>;
  now(): Date;
  /** Never the same twice. */
  newId(): string;
  sleep(ms: number): Promise<unknown>;
  settings: { sender: string; configurationSet: string; results: string };
}
