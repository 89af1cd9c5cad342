import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { LedgerRow, OutboxMail } from '../../shared/contract/mails.ts';
import { cooldownOf, type GateVerdict, judge } from '../../shared/domain/mail/gate.ts';
import type { ChunkLease } from './claim.ts';
import type { Control } from './control.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';
import type { Rate } from './rate.ts';

/** What all mails of one pass have in common. */
export interface Pass {
  batch: Batch;
  runId: string;
  /** Names this worker; every try of a mail gets a name of its own below it. */
  owner: string;
  control: Control;
  rate: Rate;
  /** Why somebody must not get a mail any more by what exports say that the run had not seen. */
  stoppedBy(mail: OutboxMail): string | undefined;
  timeLeft(): number;
}

/** A chunk that this worker holds. */
export interface Work extends Pass {
  lease: ChunkLease;
  /** Mailboxes as they were when the chunk was begun; the gate's write finds out what has changed since. */
  mailboxes: ReadonlyMap<string, Mailbox>;
}

type Needed = Pick<SendDependencies, 'now' | 'newId'>;

/** A row of this try; `owner` names it alone, so that a write that was repeated finds itself. */
export function rowOf(
  { mail, sid, standing, offerCode }: Letter,
  state: LedgerRow['state'],
  { runId, owner, lease }: Pick<Work, 'runId' | 'owner' | 'lease'>,
  deps: Needed,
): LedgerRow {
  const { mailbox, campaignId, customer, digest } = mail;
  return {
    ...{ sid, mailbox, campaignId, customer, runId, state, digest, facts: {} },
    owner: `${owner}/${deps.newId()}`,
    startedAt: deps.now(),
    attempts: standing?.attempts ?? 0,
    epoch: lease.epoch,
    ...(offerCode === undefined ? {} : { offerCode }),
  };
}

/** The gate's judgement; both attempts at a mail are one mail to the mailbox. */
export function judged(
  known: Mailbox,
  { mail }: Letter,
  { batch }: Pick<Pass, 'batch'>,
  now: number,
): GateVerdict {
  const { policy, asOf } = batch;
  const { rule, tier, topic, kind, sid } = mail;
  const cooldownDays = cooldownOf(kind, policy.mail.cooldownDays);
  const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return judge(known, sid, { rule, tier, topic, on: asOf }, { cooldownDays, caps: policy.mail.caps }, today);
}
