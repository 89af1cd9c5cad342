import { daysBetween, type LocalDate } from './dates.ts';
import type { HistoryEntry } from './held.ts';

const A_YEAR = 365;

/** Whether the step of this run takes back, within a year, the step that was taken before it: up and down again, or down and up. Steps by hand are none. */
export function isFlap(history: readonly HistoryEntry[], asOf: LocalDate): boolean {
  if (history.length < 2) return false;
  const [before, now] = history.filter(({ cause }) => cause !== 'manual').slice(-2);
  if (!before || !now || now.on !== asOf || daysBetween(before.on, now.on) > A_YEAR) return false;
  const kinds = [before.change, now.change].sort().join();
  return kinds === 'demoted,promoted' && before.from === now.to;
}
