import type { Receipt } from './receipt.ts';
import {
  type BandedTrace,
  bandOf,
  known,
  mapped,
  rawOf,
  type ScoreTrace,
  scoresOf,
  weightedRaw,
  weightedSum,
} from './scores.ts';

/** Receipts of an earlier program tell neither features nor what somebody earned. */
export const isEarlier = ({ earned }: Receipt): boolean => earned === '';

/** Throws a RangeError where a receipt says something else than what follows. */
export function mustBe<T>(what: string, said: T, follows: T): void {
  if (said !== follows) throw new RangeError(`${what}: the receipt says ${said}, and ${follows} follows`);
}

/** Every score must follow from the features, the cut points and the weights that the receipt names. */
export function retraceScores(receipt: Receipt): void {
  for (const [name, trace] of Object.entries(receipt.scores)) {
    mustBe(name, trace.value, bandOrSum(trace, receipt));
    if ('of' in trace) mustBe(`${name} of ${trace.of}`, trace.raw, rawIn(trace, receipt));
  }
}

function bandOrSum(trace: ScoreTrace, { scores }: Receipt): number {
  if ('weights' in trace) return weightedSum(trace.weights, scoresOf(scores));
  return bandOf(trace.raw, trace.edges, trace.better, trace.unknown);
}

/** The value of the feature, or of the weighted score, that a score bands. */
function rawIn({ of, raw }: BandedTrace, receipt: Receipt): number | null {
  const { scores, seen } = receipt;
  const behind = Object.hasOwn(scores, of) ? scores[of] : undefined;
  if (behind && 'weights' in behind)
    return weightedRaw(
      behind.weights,
      mapped(behind.weights, (_, part) => banded(scores, part)),
    );
  return isEarlier(receipt) ? raw : rawOf(of, { ...receipt, measured: {} }, seen);
}

function banded(scores: Receipt['scores'], name: string): BandedTrace {
  const trace = known(scores, name);
  if (!('of' in trace)) throw new RangeError(`the score ${name} has no bands to weigh`);
  return trace;
}
