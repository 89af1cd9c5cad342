import { causeOf } from './cause.ts';
import type { Features } from './features.ts';
import type { ChangeKind, Held } from './held.ts';
import { rankOf } from './ladder.ts';
import { rulesBehind } from './ladders.ts';
import { type Basis, type Outcome, outcomeOn, type RunFacts } from './outcome.ts';
import type { Policy } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';

/** How a tier follows on another by the present ladder; one that the ladder does not know is left sideways. */
export function changeOf(policy: Policy, previous: string | null, tier: string): ChangeKind {
  if (previous === null) return 'joined';
  if (previous === tier) return 'same';
  const [before, now] = [rankOf(policy, previous), rankOf(policy, tier)];
  if (before === null || now === null || before === now) return 'sideways';
  return now > before ? 'promoted' : 'demoted';
}

/** Decides one present customer. Pure: the same arguments always give the same receipt. */
export function decide(features: Features, held: Held | null, basis: Basis): Receipt {
  const outcome = outcomeOn(basis.now, features, held, basis);
  const override = basis.overrides.get(features.customerId) ?? null;
  const tier = override?.tier ?? outcome.tier;
  const change = changeOf(basis.now.policy, held?.published.tier ?? null, tier);
  const cause = causeOf({ change, tier }, outcome, features, held, basis);
  return written({ outcome, override, tier, change, cause }, features, held, basis);
}

interface Decided extends Pick<Receipt, 'override' | 'tier' | 'change' | 'cause'> {
  outcome: Outcome;
}

/** Name by name, without spreading: this is done for every customer of a run. */
function written(
  { outcome, override, tier, change, cause }: Decided,
  features: Features,
  held: Held | null,
  { run, now }: Basis,
): Receipt {
  const { marks, asked } = outcome;
  return {
    customerId: features.customerId,
    runId: run.runId,
    runSeq: run.runSeq,
    asOf: run.asOf,
    period: run.period,
    policyHash: run.policyHash,
    calibratedBy: run.calibratedBy,
    currency: run.currency,
    firstOrderDate: features.firstOrderDate,
    lastOrderDate: features.lastOrderDate,
    lifetimeOrders: features.lifetimeOrders,
    lifetimeNet: features.lifetimeNet,
    orderCount: features.orderCount,
    netAmount: features.netAmount,
    seen: outcome.seen,
    scores: outcome.scores,
    rules: rulesBehind(now.policy, asked),
    flags: marks.flags,
    stage: marks.stage,
    segments: marks.segments,
    asked,
    movement: outcome.movement,
    protection: override ? 'manual' : outcome.protection,
    override,
    earned: outcome.tier,
    tier,
    previousTier: held?.published.tier ?? null,
    change,
    cause,
    misses: outcome.misses,
    missedPeriod: missedPeriod(outcome, held, run),
  };
}

/** The period whose miss was counted last. */
function missedPeriod(
  { misses, movement }: Pick<Outcome, 'misses' | 'movement'>,
  held: Held | null,
  { period }: RunFacts,
): string | null {
  if (misses === 0) return null;
  return misses > movement.misses ? period : (held?.missedPeriod ?? null);
}
