/** Weeks since the first day; the second quarter of 2026 ends with week 64, the third with week 78. */
export const LAST_WEEK = 78;

/** How a kind of customer buys: `eagerness` is the share of his level in a week. */
export interface Habit {
  name: string;
  share: number;
  joins?: readonly [number, number];
  eagerness(week: number, joined: number): number;
}

const ramp = (week: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (week - from) / (to - from)));

/** Shares add up to 1. What they do shows between the ends of June and of September 2026. */
export const HABITS: readonly [Habit, ...Habit[]] = [
  { name: 'steady', share: 0.34, eagerness: () => 0.75 },
  { name: 'rising', share: 0.13, eagerness: (week) => 0.25 + 0.9 * ramp(week, 52, 72) },
  { name: 'falling', share: 0.13, eagerness: (week) => 1 - 0.95 * ramp(week, 40, 70) },
  { name: 'lapsing', share: 0.12, eagerness: (week) => (week < 30 ? 0.9 : 0) },
  { name: 'returning', share: 0.08, eagerness: (week) => (week < 24 || week > 66 ? 1 : 0) },
  { name: 'joining', share: 0.12, joins: [46, 76], eagerness: () => 1 },
  { name: 'once', share: 0.08, joins: [0, 70], eagerness: (week, joined) => (week <= joined + 1 ? 2 : 0) },
];
