import type { RunVolume } from './volume.ts';

/** Memory of the steps that work through rows, and of the others, in GB. */
const HEAVY = 3008 / 1024;
const LIGHT = 512 / 1024;

/** So many parts are sent side by side. */
const SENDERS = 4;

/** A mail with its four requests takes a tenth of a second, and ten are on their way at once. */
const SECONDS_A_MAIL = 0.01;

/** Calls of small steps that each run has, and of heavy ones outside the parts. */
const SMALL_CALLS = 8;
const LARGE_CALLS = 6;
/** Until a function has started and read what it needs. */
const START = 2;
/** Plan, compose, apply, what other systems are told, and the last look at the ledger. */
const CALLS_A_PART = 5;

export interface Compute {
  calls: number;
  seconds: number;
  gigabyteSeconds: number;
}

/**
 * Estimated, not measured in this run. Measuring: DuckDB took 314 s for 100 M orders on two cores. Planning: 10,000 customers
 * took about half a second, and reading and writing them is taken to be twice that. The others are guesses on the safe side.
 */
export function computeOf(volume: RunVolume): Compute {
  const { rows, customers, changes, parts, mails, days } = volume;
  const calls = { small: SMALL_CALLS, large: LARGE_CALLS + parts * (CALLS_A_PART + days) };
  const work = {
    measure: 5e-6 * rows + 20e-6 * customers,
    calibrate: 10e-6 * customers,
    plan: 150e-6 * customers,
    compose: 1e-3 * mails,
    apply: 2e-3 * changes,
    /** Before anything happens, when it is committed, and twice when its mails are closed. */
    report: 4 * 100e-6 * customers,
    send: sendSeconds(volume),
  };
  const worked = Object.values(work).reduce((sum, seconds) => sum + seconds, 0);
  const [large, small] = [START * calls.large + worked, START * calls.small];
  return {
    calls: calls.small + calls.large,
    seconds: large + small,
    gigabyteSeconds: large * HEAVY + small * LIGHT,
  };
}

/** Where SES takes fewer mails a second than could be sent, all senders wait for it, and waiting costs as much. */
function sendSeconds({ due, parts, perSecond }: RunVolume): number {
  const waiting = perSecond === undefined || perSecond <= 0 ? 0 : Math.min(parts, SENDERS) / perSecond;
  return due * Math.max(SECONDS_A_MAIL, waiting);
}
