/** A worker that was not heard of for so long is gone. */
const GONE_MS = 15_000;

/** How many of the workers last heard of at these times (epoch milliseconds) still send; the asking one always does. */
export const aliveOf = (heardAt: readonly number[], now: number): number =>
  Math.max(1, heardAt.filter((at) => now - at < GONE_MS).length);

/** What one of so many workers may send a second. */
export const rateShare = (perSecond: number, alive: number): number => perSecond / Math.max(1, alive);

/** What one of so many workers may send of the day's mails: rounded up, so that the last mails are nobody's remainder. */
export const dayShare = (left: number, alive: number): number => Math.ceil(left / Math.max(1, alive));
