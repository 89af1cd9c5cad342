/** Local times `HH:MM` between which no mail leaves; `from` later than `to` reaches over midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 24 * 60;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clocks in the zone show, as `HH:MM`; on the day of a change they show what they show. */
function clockAt(instant: number, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock.format(instant);
}

/** `now` in epoch milliseconds. `from` is quiet, `to` is not. */
export function isQuiet(now: number, timeZone: string, hours: QuietHours | undefined): boolean {
  if (hours === undefined) return false;
  const { from, to } = hours;
  const time = clockAt(now, timeZone);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** Seconds until the quiet hours end, looked up minute by minute so that no change of clocks is missed; 0 = not quiet. */
export function quietSeconds(now: number, timeZone: string, hours: QuietHours | undefined): number {
  if (!isQuiet(now, timeZone, hours)) return 0;
  const thisMinute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  for (let minutes = 1; minutes <= 2 * MINUTES_A_DAY; minutes += 1) {
    const then = thisMinute + minutes * MINUTE_MS;
    if (!isQuiet(then, timeZone, hours)) return Math.ceil((then - now) / 1000);
  }
  return MINUTES_A_DAY * 60;
}
