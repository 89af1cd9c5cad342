import { addDays, type LocalDate } from '../dates.ts';

/** When a plan's mails were to go out; a plan that could not ask SES for its quota knows only its own day. */
export interface PlannedDays {
  on?: LocalDate | undefined;
  days: readonly { date: LocalDate }[];
}

/**
 * Whether mails that have not begun are later than their last planned day and `staleDays` of grace. Whatever held them up
 * (a failed machine, a late approval), what they say may be out of date, so a person decides.
 */
export function isStale({ on, days }: PlannedDays, staleDays: number, today: LocalDate): boolean {
  const last = days.at(-1)?.date ?? on;
  return last !== undefined && today > addDays(last, staleDays);
}
