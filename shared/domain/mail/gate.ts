import { daysBetween, type LocalDate } from '../dates.ts';

/** A mail that a mailbox received: the rule, the tier and the run's date. */
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

const refuse = (state: 'suppressed' | 'capped', reason: string): GateVerdict => ({
  pass: false,
  state,
  reason,
});

function newest(recent: Record<string, RecentMail>): Record<string, RecentMail> {
  const byAge = Object.entries(recent).sort(([a, x], [b, y]) => (x.on + a < y.on + b ? 1 : -1));
  return Object.fromEntries(byAge.slice(0, REMEMBERED));
}
