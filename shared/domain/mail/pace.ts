/** Slowest rate that throttling can bring us down to, mails a second. */
const SLOWEST = 0.5;
/** Failures in a row after which a pass stops. */
const BREAKER = 5;

export type Pace = ReturnType<typeof pace>;

/**
 * How fast one worker may send: a token bucket of at most `perSecond` mails, filled evenly. Throttling halves the rate,
 * each success wins a little back. `now` is in milliseconds and always given.
 */
export function pace(perSecond: number) {
  const fastest = Math.max(perSecond, SLOWEST);
  let rate = fastest;
  let nextAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  return {
    /** Takes the next slot; answers how many milliseconds to wait for it. */
    take(now: number): number {
      const at = Math.max(now, nextAt);
      nextAt = at + 1000 / rate;
      return at - now;
    },
    succeeded(): void {
      failures = 0;
      rate = Math.min(fastest, rate * 1.02);
    },
    throttled(now: number): void {
      rate = Math.max(SLOWEST, rate / 2);
      nextAt = Math.max(nextAt, now + 1000 / rate);
    },
    failed(): void {
      failures += 1;
    },
    /** Too many failures in a row: something is broken, and trying on would only add to it. */
    broken: (): boolean => failures >= BREAKER,
    rate: (): number => rate,
  };
}
