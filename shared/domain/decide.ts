import { causeOf } from './cause.ts';
import type { Features } from './features.ts';
import type { ChangeKind, Held } from './held.ts';
import { directionOf } from './movement.ts';
import { type Basis, type Outcome, outcomeOn, type RunFacts } from './outcome.ts';
import type { Receipt } from './receipt.ts';

const KINDS = { up: 'promoted', down: 'demoted', sideways: 'sideways', none: 'same' } as const;

function kindOf({ movement, tier }: Outcome): ChangeKind {
  if (movement.heldTier === null) return 'joined';
  return movement.heldTier === tier ? 'same' : KINDS[directionOf(movement)];
}

/** Decides one present customer. Pure: the same arguments always give the same receipt. */
export function decide(features: Features, held: Held | null, basis: Basis): Receipt {
  const { run, now } = basis;
  const outcome = outcomeOn(now, features, held, run);
  const change = kindOf(outcome);
  const { runId, runSeq, asOf, period, currency, policyHash, calibratedBy } = run;
  return {
    ...{ customerId: features.customerId, runId, runSeq, asOf, period, policyHash, calibratedBy, currency },
    ...factsOf(features),
    ...outcome,
    previousTier: outcome.movement.heldTier,
    change,
    cause: causeOf(change, outcome, features, held, basis),
    missedPeriod: missedPeriod(outcome, held, run),
  };
}

function missedPeriod({ misses }: Outcome, held: Held | null, { mode, period }: RunFacts): string | null {
  if (misses === 0) return null;
  return mode === 'periodic' ? period : (held?.missedPeriod ?? null);
}

function factsOf(features: Features) {
  const { firstOrderDate, lastOrderDate, lifetimeOrders, lifetimeNet, orderCount, netAmount } = features;
  return { firstOrderDate, lastOrderDate, lifetimeOrders, lifetimeNet, orderCount, netAmount };
}
