import type { Item } from '../../../shared/adapters/table.ts';
import { CAMPAIGN_PK } from '../../../shared/contract/campaigns.ts';
import { LedgerRowSchema } from '../../../shared/contract/mails.ts';
import { toldFate } from '../../../shared/domain/mail/facts.ts';
import type { Accepted } from './account.ts';
import type { Planned, Truth } from './truth.ts';

const HOUR = 3_600_000;
/** A day, less what clocks are wrong by and what a worker freezes between its look at the clock and its write. */
const OLD_ENOUGH_MS = 23 * HOUR;

/**
 * What a release must keep to: no mail is let go that was younger than a day at the command, and none has a second
 * attempt of which SES had told before that attempt began.
 */
export function lettingGoOf(truth: Truth, mails: readonly Planned[]) {
  const firstOf = new Map(mails.map(({ sid, secondSid }) => [secondSid, sid]));
  /** By campaign id: when a person let its unknowns go. */
  const commands = new Map<string, number>();
  /** By sid: when the row became `sending`, the last time; as a time, and in the order of all that happened. */
  const began = new Map<string, { at: number; order: number }>();
  /** By sid: the place in that order of the first event by which it went out. */
  const told = new Map<string, number>();
  let order = 0;

  function onRun(after: Item | undefined, now: number): void {
    const isCommand = after?.pk === CAMPAIGN_PK && after.releasedAt !== undefined;
    if (isCommand && !commands.has(String(after.sk))) commands.set(String(after.sk), now);
  }

  function onLedger(before: Item | undefined, after: Item | undefined, now: number): void {
    order += 1;
    if (!after || String(after.sid).startsWith('#')) return;
    const { sid, state, facts, campaignId } = LedgerRowSchema.parse(after);
    if (state === 'sending' && before?.state !== 'sending') began.set(sid, { at: now, order });
    if (toldFate(facts) === 'sent' && !told.has(sid)) told.set(sid, order);
    if (state !== 'released' || before?.state === 'released') return;
    const age = (commands.get(campaignId) ?? 0) - (began.get(sid)?.at ?? 0);
    truth.must(
      'release',
      age >= OLD_ENOUGH_MS,
      `${sid} was let go ${Math.round(age / 1000)} s after it began`,
    );
  }

  function onAccepted({ sid }: Accepted): void {
    const news = told.get(firstOf.get(sid) ?? '') ?? Number.POSITIVE_INFINITY;
    truth.must('release', news > (began.get(sid)?.order ?? 0), `${sid} went out after its first was told of`);
  }

  return { onRun, onLedger, onAccepted };
}
