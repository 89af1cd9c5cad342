import type { Facts, Features } from './features.ts';
import type { Cause, ChangeKind, Held } from './held.ts';
import { directionOf } from './movement.ts';
import {
  type Basis,
  type EarlierGround,
  type Ground,
  heldGround,
  type Outcome,
  outcomeOn,
} from './outcome.ts';
import { gradesAlike, measuresAlike, sameIdentity, sharesScores } from './policy/difference.ts';

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
  // The tier that is shown now, or the one that was shown, is not the one that he has earned.
  if (tier !== outcome.tier || held.earned !== undefined) return 'manual';
  if (outcome.movement.heldRank === null) return 'policy';
  if (identityMoved && !sameFacts(features, held)) return 'identity';
  if (!measuredAlike(basis, ground)) return 'policy';
  return causeOfMove(outcome, features, held, basis, ground);
}

/** Someone leaves when no export names him any more: exports were withdrawn, or he goes by another key now. */
export const causeOfLeaving = ({ before, now }: Basis): Cause =>
  before && !sameIdentity(before.policy, now.policy) ? 'identity' : '';

/** On the old ground he would have moved too: his own doing, or time. Else the cut points moved, or the policy did. */
function causeOfMove(
  outcome: Outcome,
  features: Features,
  held: Held,
  basis: Basis,
  before: EarlierGround,
): Cause {
  const { now } = basis;
  const movesOn = (ground: Ground, facts: Facts) =>
    movesAlike(outcomeOn(ground, facts, held, basis), outcome);
  if (movesOn(before, features)) {
    const quiet = features.quiet ?? features;
    return sameFacts(quiet, held) && movesOn(before, quiet) ? 'time' : 'behaviour';
  }
  if (gradesAlike(before.policy, now.policy)) return 'others';
  const learntNow = { ...before, edges: now.edges, lifetime: now.lifetime };
  return sharesScores(before.policy, now.policy) && movesOn(learntNow, features) ? 'others' : 'policy';
}

function movesAlike(old: Outcome, outcome: Outcome): boolean {
  if (old.tier === old.movement.heldTier) return false;
  return old.tier === outcome.tier || directionOf(old.movement) === directionOf(outcome.movement);
}

/** Orders that were stated, corrected or taken back since: the past itself is another one. */
const sameFacts = (facts: Facts, held: Held): boolean =>
  facts.lifetimeOrders === held.lifetimeOrders && facts.lifetimeNet === held.lifetimeNet;

/** Figures of another window, zone or currency cannot be compared with the held ones. */
const measuredAlike = ({ now, run }: Basis, before: EarlierGround): boolean =>
  measuresAlike(before.policy, now.policy) && before.currency === run.currency;
