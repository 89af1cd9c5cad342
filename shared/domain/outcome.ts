import type { LocalDate } from './dates.ts';
import type { Features } from './features.ts';
import type { Held } from './held.ts';
import { climb, type Rung, rankOf, reached, rungsOf } from './ladder.ts';
import { type Movement, type Settled, settle } from './movement.ts';
import type { Policy } from './policy/schema.ts';
import { type Edges, type ScoreTrace, scoreAll, valuesOf } from './scores.ts';

/** What a decision stands on besides the customer: a policy with the cut points that belong to it. */
export interface Ground {
  policy: Policy;
  edges: Edges;
}

/** The ground of an earlier run, and the currency that its figures were in. */
export interface EarlierGround extends Ground {
  currency: string;
}

export interface RunFacts {
  runId: string;
  runSeq: number;
  mode: 'periodic' | 'onDemand';
  asOf: LocalDate;
  period: string;
  currency: string;
  /** runSeq of the snapshot that it is planned on; 0 = there is none. */
  baseSeq: number;
  policyHash: string;
  /** The run that learnt the cut points. */
  calibratedBy: string;
}

/**
 * The grounds of a run: now, and those with which causes are found. `grounds` holds, by run, what customers were last
 * graded on in agreement with the tier they have; where one is not known any more, `before`, the base's, stands for it.
 */
export interface Basis {
  run: RunFacts;
  now: Ground;
  before: EarlierGround | null;
  grounds: ReadonlyMap<string, EarlierGround>;
}

export interface Outcome extends Settled {
  scores: Record<string, ScoreTrace>;
  asked: Rung[];
  movement: Movement;
}

/** The tier of one customer on one ground. */
export function outcomeOn(ground: Ground, features: Features, held: Held | null, run: RunFacts): Outcome {
  const { policy, edges } = ground;
  const scores = scoreAll(policy, edges, features, run.asOf);
  const asked = climb(rungsOf(policy), valuesOf(scores));
  const movement = movementOf(policy, reached(asked), held, run);
  return { scores, asked, movement, ...settle(movement) };
}

function movementOf(policy: Policy, ruleTier: string, held: Held | null, run: RunFacts): Movement {
  const heldTier = held?.published.tier ?? null;
  return {
    mode: run.mode,
    heldTier,
    ruleTier,
    heldRank: heldTier === null ? null : rankOf(policy, heldTier),
    ruleRank: rankOf(policy, ruleTier) ?? 0,
    ...policy.movement,
    misses: missesBefore(held, run),
  };
}

/** A period counts once: a run that repeats it does not count its miss again. */
function missesBefore(held: Held | null, { mode, period }: RunFacts): number {
  if (!held) return 0;
  const repeated = mode === 'periodic' && held.missedPeriod === period;
  return repeated ? Math.max(0, held.misses - 1) : held.misses;
}
