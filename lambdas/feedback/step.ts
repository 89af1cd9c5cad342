import {
  type Counted,
  type Feedback,
  type MailNewsInput,
  type Reported,
  SHADOW_TAG,
} from '../../shared/contract/mail-events.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import { tripped } from '../../shared/domain/mail/breaker.ts';
import { type KnownMail, learn, type MailNews } from '../../shared/domain/mail/facts.ts';
import type { FeedbackDependencies } from './dependencies.ts';
import { takeMessages } from './messages.ts';
import { newsOf } from './news.ts';

const APPLIED: Counted = { applied: 1, ignored: 0 };
const IGNORED: Counted = { applied: 0, ignored: 1 };

/**
 * Takes what SES reports about a mail of ours into the ledger, the mailbox and the campaign. Events come by two ways,
 * late, twice and in any order, and all orders end alike. The mailbox is the ledger's, so no address is read.
 */
export function feedback(deps: FeedbackDependencies): (input: MailNewsInput) => Promise<Feedback> {
  const open = (all: readonly Reported[]) => openRows(deps, all);
  return async (input) => {
    if ('Records' in input) return takeMessages(input, open, deps.returned);
    const take = await open([input.detail]);
    return take(input.detail);
  };
}

const sidOf = ({ mail }: Reported): string => mail.tags.sid?.[0] ?? '';

/** Reads the rows of all these events at once; each event then finds its row as those before it left it. */
async function openRows(deps: FeedbackDependencies, all: readonly Reported[]) {
  const rows = await deps.facts.findMany(all.map(sidOf));
  return async (reported: Reported): Promise<Counted> => {
    const row = rows.get(sidOf(reported));
    if (row === undefined) return IGNORED;
    const after = await takeOne(deps, row, reported);
    if (after === undefined) return IGNORED;
    rows.set(row.sid, after);
    return APPLIED;
  };
}

/** The row as it is then; `undefined` when it held the event already. */
async function takeOne(
  deps: FeedbackDependencies,
  row: LedgerRow,
  reported: Reported,
): Promise<LedgerRow | undefined> {
  const news = newsOf(reported);
  // Whoever got a redirected mail is not the customer.
  const isShadow = reported.mail.tags[SHADOW_TAG] !== undefined;
  if (!isShadow) await close(deps, row, reported);
  await stopIfTwice(deps, row, learn(row, news));
  await deps.at('feedback.before_fact');
  const learnt = await deps.facts.note(row, news);
  await deps.at('feedback.after_fact');
  if (learnt === undefined) return undefined;
  const { before, after } = learnt;
  await stopIfTwice(deps, before, after);
  if (!isShadow && before.facts[news.fact] === undefined) await count(deps, row, news);
  return { ...before, ...after };
}

/** Before the fact is noted, and again at each repeat: who dies between has at least closed the mailbox. */
async function close({ mailboxes }: FeedbackDependencies, row: LedgerRow, reported: Reported): Promise<void> {
  if (reported.eventType === 'Complaint') return mailboxes.suppress(row.mailbox, 'complaint');
  if (reported.eventType !== 'Bounce') return;
  const { bounceType, timestamp } = reported.bounce;
  if (bounceType === 'Permanent') return mailboxes.suppress(row.mailbox, 'bounce');
  await mailboxes.softBounce(row.mailbox, row.sid, utcDay(timestamp));
}

const utcDay = (timestamp: string): string => new Date(timestamp).toISOString().slice(0, 10);

/** Two mails under one name must never be: the campaign stops until a person has found out why. */
async function stopIfTwice(deps: FeedbackDependencies, before: LedgerRow, after: KnownMail): Promise<void> {
  if (after.facts.duplicate === before.facts.duplicate) return;
  await deps.campaigns.pause(before.campaignId, 'duplicate', deps.now().toISOString());
}

/** Counted where the fact was first noted: by one of the two ways. A count lost in a crash only makes a breaker wait. */
async function count(
  { campaigns, now }: FeedbackDependencies,
  row: LedgerRow,
  { fact }: MailNews,
): Promise<void> {
  if (fact !== 'bounce' && fact !== 'complaint') return;
  const one = fact === 'bounce' ? { bounces: 1 } : { complaints: 1 };
  const state = await campaigns.count(row.campaignId, one);
  const why = tripped(state);
  if (why !== undefined && state.status === 'running')
    await campaigns.pause(row.campaignId, why, now().toISOString());
}
