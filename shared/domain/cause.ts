import type { Facts, Features } from './features.ts';
import type { Cause, ChangeKind, Held } from './held.ts';
import { rankOf } from './ladder.ts';
import { directionOf, settle } from './movement.ts';
import {
  type Basis,
  type EarlierGround,
  type Ground,
  heldGround,
  type Outcome,
  outcomeOn,
} from './outcome.ts';
import { gradesAlike, measuresAlike, sameIdentity, sharesScores } from './policy/difference.ts';
import type { Receipt } from './receipt.ts';

/** Why someone changed, found by deciding again with one thing held as it was. */
export function causeOf(
  { change, tier }: { change: ChangeKind; tier: string },
  outcome: Outcome,
  features: Features,
  held: Held | null,
  basis: Basis,
): Cause {
  const ground = heldGround(held, basis);
  if (change === 'same' || !ground) return '';
  const identityMoved = !sameIdentity(ground.policy, basis.now.policy);
  if (!held || change === 'joined') return identityMoved ? 'identity' : 'behaviour';
  if (tier === outcome.tier && isUnknown(held, basis)) return 'policy';
  // The tier that is shown now, or the one that was shown, is not the one that he has earned.
  if (tier !== outcome.tier || held.earned !== undefined) return 'manual';
  return causeOfStep({ outcome, tierOf: earnedBy }, features, held, basis, ground);
}

/**
 * What the next run has to remember of someone whom the rule gives another tier than he has: the cause that it would have
 * had, had nothing put it off. Undefined where it is time, where rule and tier agree, or where his figures do not bring him
 * elsewhere.
 */
export function missCause(
  { movement, earned }: Receipt,
  features: Features,
  held: Held | null,
  basis: Basis,
): Cause | undefined {
  const ground = heldGround(held, basis);
  if (!held || !ground || movement.ruleTier === earned) return undefined;
  const outcome = outcomeOn(basis.now, features, held, basis);
  if (withoutDelay(outcome) === movement.heldTier) return undefined;
  const cause = causeOfStep({ outcome, tierOf: withoutDelay }, features, held, basis, ground);
  return held.missCause ?? (cause === 'time' ? undefined : cause);
}

/** A decision, and which tier of it is looked at. */
interface Step {
  outcome: Outcome;
  tierOf(outcome: Outcome): string;
}

const earnedBy = ({ tier }: Outcome): string => tier;

/** Where the first miss leads in a period, after grace. */
const withoutDelay = ({ movement }: Outcome): string =>
  settle({ ...movement, mode: 'periodic', downAfterMisses: 1, graceUntil: undefined }).tier;

function causeOfStep(step: Step, features: Features, held: Held, basis: Basis, ground: EarlierGround): Cause {
  if (step.outcome.movement.heldRank === null) return 'policy';
  const identityMoved = !sameIdentity(ground.policy, basis.now.policy);
  if (identityMoved && !sameFacts(features, held)) return 'identity';
  if (!measuredAlike(basis, ground)) return 'policy';
  return causeOfMove(step, features, held, basis, ground);
}

/** Earned or set by hand: the present ladder has no such tier any more. */
const isUnknown = ({ published: { tier } }: Held, { now }: Basis): boolean =>
  tier !== null && rankOf(now.policy, tier) === null;

/** Someone leaves when no export names him any more: exports were withdrawn, or he goes by another key now. */
export const causeOfLeaving = ({ before, now }: Basis): Cause =>
  before && !sameIdentity(before.policy, now.policy) ? 'identity' : '';

/** On the old ground he would have moved too: his own doing, or time. Else the cut points moved, or the policy did. */
function causeOfMove(step: Step, features: Features, held: Held, basis: Basis, before: EarlierGround): Cause {
  const { now } = basis;
  const movesOn = (ground: Ground, facts: Facts) => movesAlike(outcomeOn(ground, facts, held, basis), step);
  if (movesOn(before, features)) {
    const quiet = features.quiet ?? features;
    const byItself = sameFacts(quiet, held) && (quiet === features || movesOn(before, quiet));
    return byItself ? (held.missCause ?? 'time') : 'behaviour';
  }
  if (gradesAlike(before.policy, now.policy)) return 'others';
  const learntNow = { ...before, edges: now.edges, lifetime: now.lifetime };
  return sharesScores(before.policy, now.policy) && movesOn(learntNow, features) ? 'others' : 'policy';
}

function movesAlike(old: Outcome, { outcome, tierOf }: Step): boolean {
  if (tierOf(old) === old.movement.heldTier) return false;
  return tierOf(old) === tierOf(outcome) || directionOf(old.movement) === directionOf(outcome.movement);
}

/** Orders that were stated, corrected or taken back since: the past itself is another one. */
const sameFacts = (facts: Facts, held: Held): boolean =>
  facts.lifetimeOrders === held.lifetimeOrders && facts.lifetimeNet === held.lifetimeNet;

/** Figures of another window, zone or currency cannot be compared with the held ones. */
export const measuredAlike = ({ now, run }: Basis, before: EarlierGround): boolean =>
  measuresAlike(before.policy, now.policy) && before.currency === run.currency;
