/** Slowest rate that throttling can bring us down to, mails a second. */
const SLOWEST = 1;
/** However many calls are throttled together, the rate halves once in this many milliseconds. */
const BREATH = 1000;
/** Throttled calls in a row after which waiting is wiser than asking. */
const DEAF = 100;
/** Failures in a row after which a pass stops. */
const BREAKER = 5;

/**
 * How fast one worker may send: a token bucket of at most `perSecond` mails, filled evenly. Throttling halves the rate,
 * each success wins a little back. `now` is in milliseconds and always given.
 */
export function pace(perSecond: number) {
  let fastest = Math.max(perSecond, SLOWEST);
  let rate = fastest;
  let nextAt = Number.NEGATIVE_INFINITY;
  let halvedAt = Number.NEGATIVE_INFINITY;
  let [failures, throttles] = [0, 0];
  return {
    /** The worker's share has changed; what throttling has taught stays. */
    share(perSecondNow: number): void {
      const before = fastest;
      fastest = Math.max(perSecondNow, SLOWEST);
      rate = Math.max(SLOWEST, Math.min(fastest, rate * (fastest / before)));
    },
    /** Takes the next slot; answers how many milliseconds to wait for it. */
    take(now: number): number {
      const at = Math.max(now, nextAt);
      nextAt = at + 1000 / rate;
      return at - now;
    },
    succeeded(): void {
      [failures, throttles] = [0, 0];
      rate = Math.min(fastest, rate * 1.02);
    },
    throttled(now: number): void {
      throttles += 1;
      if (now - halvedAt < BREATH) return;
      halvedAt = now;
      rate = Math.max(SLOWEST, rate / 2);
      nextAt = Math.max(nextAt, now + 1000 / rate);
    },
    failed(): void {
      failures += 1;
    },
    /** Too many failures in a row: something is broken, and trying on would only add to it. */
    broken: (): boolean => failures >= BREAKER || throttles >= DEAF,
    rate: (): number => rate,
  };
}
