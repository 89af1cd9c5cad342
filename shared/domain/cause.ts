import type { Features } from './features.ts';
import type { Cause, ChangeKind, Held } from './held.ts';
import { directionOf } from './movement.ts';
import { type Basis, type EarlierGround, type Ground, type Outcome, outcomeOn } from './outcome.ts';
import { gradesAlike, measuresAlike, sameIdentity, sharesScores } from './policy/difference.ts';

/** Why someone changed, found by deciding again with one thing held as it was. */
export function causeOf(
  change: ChangeKind,
  outcome: Outcome,
  features: Features,
  held: Held | null,
  basis: Basis,
): Cause {
  if (change === 'same' || !basis.before) return '';
  const ground = basis.grounds.get(held?.ground ?? '') ?? basis.before;
  const identityMoved = !sameIdentity(ground.policy, basis.now.policy);
  if (!held || change === 'joined') return identityMoved ? 'identity' : 'behaviour';
  if (outcome.movement.heldRank === null) return 'policy';
  if (identityMoved && ownFactsMoved(features, held)) return 'identity';
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
  { now, run }: Basis,
  before: Ground,
): Cause {
  const movesOn = (ground: Ground) => movesAlike(outcomeOn(ground, features, held, run), outcome);
  if (movesOn(before)) return ownFactsMoved(features, held) ? 'behaviour' : 'time';
  if (gradesAlike(before.policy, now.policy)) return 'others';
  const othersAlone = sharesScores(before.policy, now.policy) && movesOn({ ...before, edges: now.edges });
  return othersAlone ? 'others' : 'policy';
}

function movesAlike(old: Outcome, outcome: Outcome): boolean {
  if (old.tier === old.movement.heldTier) return false;
  return old.tier === outcome.tier || directionOf(old.movement) === directionOf(outcome.movement);
}

const ownFactsMoved = (features: Features, held: Held): boolean =>
  features.lifetimeOrders !== held.lifetimeOrders || features.lifetimeNet !== held.lifetimeNet;

/** Figures of another window, zone or currency cannot be compared with the held ones. */
const measuredAlike = ({ now, run }: Basis, before: EarlierGround): boolean =>
  measuresAlike(before.policy, now.policy) && before.currency === run.currency;
