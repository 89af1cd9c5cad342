import { daysBetween, type LocalDate } from '../dates.ts';

/**
 * A mail that a mailbox received. `on` is the run's date, not the day on which the mail left: runs of past dates, made
 * one after the other on one real day, must not cap each other's mails.
 */
export interface RecentMail {
  rule: string;
  tier: string;
  on: LocalDate;
}

/** What is known of a mailbox. */
export interface KnownMailbox {
  unsubscribedAt?: string | undefined;
  suppressed?: 'bounce' | 'complaint' | undefined;
  recent?: Record<string, RecentMail> | undefined;
}

export type GateVerdict =
  | { pass: true; recent: Record<string, RecentMail> }
  | { pass: false; state: 'suppressed' | 'capped'; reason: string };

/** Mails remembered of one mailbox; more than any cooldown needs. */
const REMEMBERED = 50;

/**
 * May this mail go to this mailbox? What a person did is sticky. The same rule does not write twice about the same tier
 * within the cooldown; the same mail (`sid`) passes again free.
 */
export function judge(
  mailbox: KnownMailbox,
  sid: string,
  mail: RecentMail,
  cooldownDays: number,
): GateVerdict {
  if (mailbox.unsubscribedAt !== undefined) return refuse('suppressed', 'unsubscribed');
  if (mailbox.suppressed !== undefined) return refuse('suppressed', mailbox.suppressed);
  const recent = mailbox.recent ?? {};
  const tooSoon = Object.entries(recent).some(
    ([other, sent]) =>
      other !== sid &&
      sent.rule === mail.rule &&
      sent.tier === mail.tier &&
      Math.abs(daysBetween(sent.on, mail.on)) < cooldownDays,
  );
  if (tooSoon) return refuse('capped', 'cooldown');
  return { pass: true, recent: newest({ ...recent, [sid]: mail }) };
}

/**
 * Membership mails have no cooldown: their campaign is a rule and a period, so that the ledger alone gives one a period,
 * and two months may be less than a cooldown apart.
 */
export const cooldownOf = (kind: 'membership' | 'movement', cooldownDays: number): number =>
  kind === 'membership' ? 0 : cooldownDays;

const refuse = (state: 'suppressed' | 'capped', reason: string): GateVerdict => ({
  pass: false,
  state,
  reason,
});

function newest(recent: Record<string, RecentMail>): Record<string, RecentMail> {
  const byAge = Object.entries(recent).sort(([a, x], [b, y]) => (x.on + a < y.on + b ? 1 : -1));
  return Object.fromEntries(byAge.slice(0, REMEMBERED));
}
