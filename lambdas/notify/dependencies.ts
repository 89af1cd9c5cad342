import type { OffersAnswer, TemplateAnswer } from '../../shared/contract/content-answers.ts';
import type { Answer } from '../../shared/contract/intake.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { Notice } from '../../shared/contract/notices.ts';
import type { PlanPage } from '../../shared/contract/plan-page.ts';
import type { PolicyAnswer } from '../../shared/contract/policy-answer.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { PeriodNews, RestNews, RunNews } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

/** Answers to uploads that are no rows. */
export type ContentAnswer = TemplateAnswer | OffersAnswer | PolicyAnswer;

/** What one request to SES came to; after `refused` and `retry` it is certain that no mail went out. */
type Verdict =
  | { kind: 'sent'; messageId: string }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; code: string }
  | { kind: 'unknown'; reason: string };

export interface Letter {
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

/** Of a run. */
interface RunDependencies {
  run(runId: string): Promise<Run | undefined>;
  /** `undefined` as long as they are not written. */
  plan(runId: string): Promise<PlanPage | undefined>;
  report(runId: string): Promise<Report | undefined>;
  news(runId: string, about: RunNews['about']): Promise<RunNews | undefined>;
  periodNews(period: string): Promise<PeriodNews | undefined>;
  /** Of campaigns at rest, by the name of its file without the ending. */
  restNews(runId: string, name: string): Promise<RestNews | undefined>;
  /** Where a page of the run is shown. */
  showLink(runId: string, file: string): Promise<string>;
  /** Where its plan is decided about; `undefined` when it does not wait. */
  approveLink(run: Run): Promise<string | undefined>;
}

/** The templates of mails to staff. */
export type StaffTemplate =
  | ('answer' | 'content' | 'plan' | 'report' | 'stopped')
  | (RunNews | PeriodNews | RestNews)['about'];

export interface NotifyDependencies extends RunDependencies {
  /** `undefined` when it answers manual tiers, or is gone. */
  answer(key: string, versionId: string): Promise<Answer | ContentAnswer | undefined>;
  /** Whether the intake's commit stands; its answer is written just before. */
  isCommitted(intakeId: string): Promise<boolean>;
  policy(): Promise<Pick<Policy, 'shop' | 'notify' | 'timeZone'>>;
  /** HMAC of an address. */
  mailbox(address: string): Promise<string>;
  mailboxes: { find(mailbox: string): Promise<Mailbox> };
  notices: {
    find(named: Pick<Notice, 'about' | 'mailbox'>): Promise<Notice | undefined>;
    claim(notice: Notice): Promise<boolean>;
    settle(notice: Notice, ended: Pick<Notice, 'state' | 'reason' | 'messageId'>): Promise<void>;
    free(notice: Notice): Promise<void>;
  };
  render(template: StaffTemplate, language: Language, variables: Record<string, string | null>): Letter;
  mime(envelope: Envelope): Promise<Uint8Array>;
  sendRaw(mail: RawMail): Promise<Verdict>;
  now(): Date;
  /** Never the same twice. */
  newId(): string;
  sleep(ms: number): Promise<unknown>;
  settings: { sender: string; configurationSet: string; results: string };
}
