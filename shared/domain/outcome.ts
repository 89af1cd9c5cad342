import type { LocalDate } from './dates.ts';
import { type FeatureGround, type FeatureValues, featureValues } from './feature-values.ts';
import type { Facts } from './features.ts';
import type { Marks } from './grading-rules.ts';
import type { Held } from './held.ts';
import { type AskedRung, rankOf, reached } from './ladder.ts';
import { ladderFor } from './ladders.ts';
import type { LearntLifetime } from './learnt.ts';
import { directionOf, type Movement, type Settled, settle } from './movement.ts';
import type { Override } from './override.ts';
import type { Policy } from './policy/schema.ts';
import { protections } from './protections.ts';
import { scoreAll } from './score-all.ts';
import { type Edges, type ScoreTrace, scoresOf } from './scores.ts';

/** What a decision stands on besides the customer: a policy with what was learnt for it. */
export interface Ground {
  policy: Policy;
  edges: Edges;
  lifetime: LearntLifetime | null;
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
  /** Manual tiers in force, by customer. */
  overrides: ReadonlyMap<string, Override>;
}

/** What the rule gives one customer, and everything that led there. */
export interface Graded {
  seen: FeatureValues;
  scores: Record<string, ScoreTrace>;
  marks: Marks;
  asked: AskedRung[];
}

export interface Outcome extends Settled, Graded {
  movement: Movement;
}

/** The tier of one customer on one ground, without a manual one. */
export function outcomeOn(ground: Ground, facts: Facts, held: Held | null, basis: Basis): Outcome {
  const graded = gradedOn(ground, facts, basis.run);
  const movement = movementOf(ground, graded, facts, held, basis);
  const { seen, scores, marks, asked } = graded;
  const { tier, misses, protection } = settle(movement);
  return { seen, scores, marks, asked, movement, tier, misses, protection };
}

/** What a held customer's tier was last in agreement with. */
export const heldGround = (held: Held | null, { grounds, before }: Basis): EarlierGround | null =>
  grounds.get(held?.ground ?? '') ?? before;

/** The tier that he has earned, whatever manual one is shown. */
export const earnedTier = (held: Held | null): string | null => held?.earned ?? held?.published.tier ?? null;

const groundOf = ({ policy, lifetime }: Ground, { currency, asOf }: RunFacts): FeatureGround => ({
  policy,
  currency,
  asOf,
  lifetime,
});

function gradedOn(ground: Ground, facts: Facts, run: RunFacts): Graded {
  const { policy, edges } = ground;
  const seen = featureValues(facts, groundOf(ground, run));
  const scores = scoreAll(policy, edges, facts, seen);
  const { marks, asked } = ladderFor(policy, run.currency).climb(seen, scoresOf(scores));
  return { seen, scores, marks, asked };
}

function movementOf(ground: Ground, graded: Graded, facts: Facts, held: Held | null, basis: Basis): Movement {
  const { policy } = ground;
  const [heldTier, ruleTier] = [earnedTier(held), reached(graded.asked)];
  const { between, downAfterMisses } = policy.movement;
  const movement: Movement = {
    mode: basis.run.mode,
    heldTier,
    ruleTier,
    heldRank: heldTier === null ? null : rankOf(policy, heldTier),
    ruleRank: rankOf(policy, ruleTier) ?? 0,
    between,
    downAfterMisses,
    misses: missesBefore(held, basis.run),
  };
  if (!held || directionOf(movement) !== 'down') return movement;
  const [earlier, { before, run }] = [heldGround(held, basis), basis];
  return Object.assign(movement, protections({ ground, graded, facts, held, earlier, before, run }));
}

/** A period counts once: a run that repeats it does not count its miss again. */
function missesBefore(held: Held | null, { mode, period }: RunFacts): number {
  if (!held) return 0;
  const repeated = mode === 'periodic' && held.missedPeriod === period;
  return repeated ? Math.max(0, held.misses - 1) : held.misses;
}
