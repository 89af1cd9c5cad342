import { daysBetween, type LocalDate } from '../dates.ts';
import { type LetterSort, ruleScope, topicScope } from './scopes.ts';

/**
 * A mail that a mailbox received. `on` is the run's date, not the day on which the mail left: runs of past dates, made
 * one after the other on one real day, must not cap each other's mails.
 */
export interface RecentMail {
  rule: string;
  tier: string;
  on: LocalDate;
}

/** A mail that asks to pass. */
export type AskingMail = RecentMail & LetterSort;

/** What is known of a mailbox. */
export interface KnownMailbox {
  erasedAt?: string | undefined;
  unsubscribedAt?: string | undefined;
  left?: Record<string, string> | undefined;
  suppressed?: 'bounce' | 'complaint' | undefined;
  /** Days (UTC) on which mails came back for now, by sid. */
  softBounces?: Record<string, LocalDate> | undefined;
  recent?: Record<string, RecentMail> | undefined;
}

/** How often one mailbox may be written to. */
export interface Frequency {
  /** The same rule does not write twice about the same tier within this many days. */
  cooldownDays: number;
  /** Over all campaigns. */
  caps: readonly { mails: number; days: number }[];
}

export type GateVerdict =
  | { pass: true; recent: Record<string, RecentMail> }
  | { pass: false; state: 'suppressed' | 'capped'; reason: string };

/** Mails remembered of one mailbox; no cap counts more. */
const REMEMBERED = 50;
/** So many soft bounces within so many days, and the mailbox rests until the oldest is past. */
const SOFT_BOUNCES = 3;
const SOFT_BOUNCE_DAYS = 90;

/**
 * May this mail go to this mailbox? What a person did is sticky. The same mail (`sid`) passes again free. `today` is the
 * real day, by which soft bounces grow old; mails are counted by the dates of their runs.
 */
export function judge(
  mailbox: KnownMailbox,
  sid: string,
  mail: AskingMail,
  frequency: Frequency,
  today: LocalDate,
): GateVerdict {
  const no = refusedBy(mailbox, mail) ?? (isResting(mailbox, today) ? 'soft_bounces' : undefined);
  if (no !== undefined) return { pass: false, state: 'suppressed', reason: no };
  const { rule, tier, on } = mail;
  const recent = mailbox.recent ?? {};
  const others = Object.entries(recent).filter(([other]) => other !== sid);
  const cap = cappedBy(
    others.map(([, sent]) => sent),
    mail,
    frequency,
  );
  if (cap !== undefined) return { pass: false, state: 'capped', reason: cap };
  return { pass: true, recent: newest({ ...recent, [sid]: { rule, tier, on } }) };
}

/** What a person did, or what SES told of the mailbox for good. */
function refusedBy(mailbox: KnownMailbox, { rule, topic }: LetterSort): string | undefined {
  if (mailbox.erasedAt !== undefined) return 'erased';
  if (mailbox.unsubscribedAt !== undefined) return 'unsubscribed';
  if (mailbox.left?.[topicScope(topic)] !== undefined) return 'left_topic';
  if (mailbox.left?.[ruleScope(rule)] !== undefined) return 'left_campaign';
  return mailbox.suppressed;
}

const isResting = ({ softBounces = {} }: KnownMailbox, today: LocalDate): boolean =>
  Object.values(softBounces).filter((on) => daysBetween(on, today) < SOFT_BOUNCE_DAYS).length >= SOFT_BOUNCES;

function cappedBy(
  sent: readonly RecentMail[],
  { rule, tier, on }: RecentMail,
  { cooldownDays, caps }: Frequency,
): 'cooldown' | 'frequency' | undefined {
  const within = (days: number) => sent.filter((mail) => Math.abs(daysBetween(mail.on, on)) < days);
  if (within(cooldownDays).some((mail) => mail.rule === rule && mail.tier === tier)) return 'cooldown';
  return caps.some(({ mails, days }) => within(days).length >= mails) ? 'frequency' : undefined;
}

/**
 * Membership mails have no cooldown: their campaign is a rule and a period, so that the ledger alone gives one a period,
 * and two months may be less than a cooldown apart.
 */
export const cooldownOf = (kind: 'membership' | 'movement', cooldownDays: number): number =>
  kind === 'membership' ? 0 : cooldownDays;

function newest(recent: Record<string, RecentMail>): Record<string, RecentMail> {
  const byAge = Object.entries(recent).sort(([a, x], [b, y]) => (x.on + a < y.on + b ? 1 : -1));
  return Object.fromEntries(byAge.slice(0, REMEMBERED));
}
