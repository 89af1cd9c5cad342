import { addDays, daysBetween, type LocalDate } from '../dates.ts';

/** What SES lets the account send; `perDay` below 0 = as much as it likes. */
export interface Quota {
  perDay: number;
  sentLast24Hours: number;
}

/** How a new domain's volume rises: `firstDay` mails on `from`, each day `growth` times as many. */
interface WarmUp {
  from: LocalDate;
  firstDay: number;
  growth: number;
}

export interface Limits extends Quota {
  /** Share of the day's quota that is left to other mail of the account. */
  reserve: number;
  warmUp?: WarmUp | undefined;
  today: LocalDate;
}

export interface DayOfMail {
  date: LocalDate;
  mails: number;
}

/** A campaign that takes longer is no campaign: its last days are not listed. */
export const MOST_MAIL_DAYS = 366;

/** Mails that one whole day bears. Before the ramp begins, its first day's volume counts. */
export function dayRoom({ perDay, reserve, warmUp }: Omit<Limits, 'today'>, date: LocalDate): number {
  const quota = perDay < 0 ? Number.POSITIVE_INFINITY : Math.floor(perDay * (1 - reserve));
  if (warmUp === undefined) return quota;
  const { from, firstDay, growth } = warmUp;
  return Math.min(quota, Math.floor(firstDay * growth ** Math.max(0, daysBetween(from, date))));
}

/** Mails that today still bears; the last 24 hours of SES stand for what the day has had. */
export const leftToday = (
  quota: Quota,
  reserve: number,
  warmUp: WarmUp | undefined,
  today: LocalDate,
): number => Math.max(0, dayRoom({ ...quota, reserve, warmUp }, today) - quota.sentLast24Hours);

/**
 * On which days how many of the mails go out, from today on. The sum is less than `mails` only where the quota leaves
 * nothing or a year is not enough.
 */
export function spread({ mails, today, ...limits }: Limits & { mails: number }): DayOfMail[] {
  const days: DayOfMail[] = [];
  let left = mails;
  for (let day = 0; left > 0 && day < MOST_MAIL_DAYS; day += 1) {
    const date = addDays(today, day);
    const room = day === 0 ? leftToday(limits, limits.reserve, limits.warmUp, date) : dayRoom(limits, date);
    const going = Math.min(left, room);
    if (going > 0) days.push({ date, mails: going });
    left -= going;
  }
  return days;
}
