import { addDays, type LocalDate } from './dates.ts';
import type { Policy } from './policy/schema.ts';

export type Rhythm = Pick<Policy['schedule'], 'every' | 'firstMonth'>;

/** A period of the schedule: its label, first and last day. */
export interface Period {
  id: string;
  start: LocalDate;
  end: LocalDate;
}

const MONTHS = { month: 1, quarter: 3, halfYear: 6 } as const;

const two = (number: number): string => String(number).padStart(2, '0');

/** Months since year 0, so that years need no carrying. */
const monthIndex = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const firstDay = (index: number): LocalDate =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${two((index % 12) + 1)}-01`;

/** The period that contains `date`. A fiscal year is named after the calendar year in which it begins. */
export function periodAt(date: LocalDate, { every, firstMonth }: Rhythm): Period {
  const months = MONTHS[every];
  const intoYear = monthIndex(date) - (firstMonth - 1);
  const first = Math.floor(intoYear / months) * months + (firstMonth - 1);
  const start = firstDay(first);
  return { id: label(first, every, firstMonth), start, end: addDays(firstDay(first + months), -1) };
}

/** A month keeps its calendar name; the parts of a fiscal year say so: `FY2026-Q1`. */
function label(first: number, every: Rhythm['every'], firstMonth: number): string {
  if (every === 'month') return firstDay(first).slice(0, 7);
  const intoYear = first - (firstMonth - 1);
  const year = `${firstMonth === 1 ? '' : 'FY'}${Math.floor(intoYear / 12)}`;
  const part = Math.floor((intoYear % 12) / MONTHS[every]) + 1;
  return `${year}-${every === 'quarter' ? 'Q' : 'H'}${part}`;
}

/** Label of the period that contains `date`: `2026-Q3`, `2026-H1`, `2026-07`, `FY2026-Q1`. */
export const periodOf = (date: LocalDate, rhythm: Rhythm): string => periodAt(date, rhythm).id;

/** Last day of the period that contains `date`. */
export const periodEnd = (date: LocalDate, rhythm: Rhythm): LocalDate => periodAt(date, rhythm).end;

/** The latest period that is over on `today`. */
export function lastEndedPeriod(today: LocalDate, rhythm: Rhythm): Period {
  return periodAt(addDays(periodAt(today, rhythm).start, -1), rhythm);
}
