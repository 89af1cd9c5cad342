import { z } from 'zod';

/** A local calendar date, `YYYY-MM-DD`, without zone: it is a date of the policy's time zone. */
export const LocalDateSchema = z.iso.date();
export type LocalDate = string;

const DAY_MS = 86_400_000;

/** The same few thousand days come again with every customer, and reading one takes ten times as long as remembering it. */
function remembered<T>(of: (date: string) => T): (date: string) => T {
  const known = new Map<string, T>();
  return (date) => {
    const found = known.get(date);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const fresh = of(date);
    known.set(date, fresh);
    return fresh;
  };
}

const MOST_REMEMBERED = 20_000;

const toUtc = remembered((date) => Date.parse(`${date}T00:00:00Z`));

/** Whether a text is a calendar date. */
export const isLocalDate = remembered((date) => LocalDateSchema.safeParse(date).success);

/** Whole days from `from` to `to`; negative when `to` lies before `from`. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (toUtc(to) - toUtc(from)) / DAY_MS;

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(toUtc(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Making a calendar takes a hundred times as long as asking it, and it is asked once for every mail. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar date that clocks in `timeZone` show at `instant` (ISO 8601 with a zone). */
export function localDateOf(instant: string, timeZone: string): LocalDate {
  const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, calendar);
  return calendar.format(new Date(instant));
}

const calendarOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
