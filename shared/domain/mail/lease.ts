/** What stands in the ledger about a chunk of mails that somebody works at. */
export interface Claim {
  owner: string;
  epoch: number;
  /** Epoch milliseconds; 0 = given up by its owner. */
  leaseUntil: number;
}

/** Both clocks of a worker, in milliseconds. The wall clock may step back, the other may stand still in a freeze. */
export interface Clocks {
  /** Since 1970. */
  now(): number;
  /** Since anything. */
  elapsed(): number;
}

const EPOCHS_A_RUN = 1_000_000;

/** No claim of an earlier run has an epoch as high. */
export const firstEpoch = (runSeq: number): number => runSeq * EPOCHS_A_RUN + 1;

/** What clocks of two workers may differ by, and what an owner leaves unused at the end of his lease. */
export const marginOf = (leaseMs: number): number => leaseMs / 4;

/** The epoch under which a chunk may be taken; `undefined` = somebody is at it. */
export function epochToTake(
  standing: Claim | undefined,
  runSeq: number,
  now: number,
  leaseMs: number,
): number | undefined {
  if (standing === undefined) return firstEpoch(runSeq);
  return waitFor(standing, now, leaseMs) > 0 ? undefined : standing.epoch + 1;
}

/** Milliseconds until a claim may be taken over: when it has run out, and a margin later. */
export const waitFor = ({ leaseUntil }: Claim, now: number, leaseMs: number): number =>
  leaseUntil === 0 ? 0 : Math.max(0, leaseUntil + marginOf(leaseMs) - now);

export type Stopwatch = () => number;

/** Milliseconds since it was made, by the clock that says more. */
export function stopwatch({ now, elapsed }: Clocks): Stopwatch {
  const [wall, own] = [now(), elapsed()];
  return () => Math.max(now() - wall, elapsed() - own);
}

/**
 * An owner's own view of his lease. He measures how long he has had it instead of comparing his clock with the end that
 * stands written, so that a clock that is wrong or steps back never makes it longer. The stopwatches run from before the
 * lease or its renewal was asked for.
 */
export function ownLease(leaseMs: number, taken: Stopwatch) {
  let since = taken;
  const left = (): number => leaseMs - marginOf(leaseMs) - since();
  return {
    holds: (): boolean => left() > 0,
    isAging: (): boolean => since() > leaseMs / 2,
    renewed(asked: Stopwatch): void {
      since = asked;
    },
  };
}
