import { causeOfLeaving } from './cause.ts';
import type { Features } from './features.ts';
import type { Cause, Held, HistoryEntry, Published } from './held.ts';
import { preferenceColumn } from './measured-columns.ts';
import { directionOf } from './movement.ts';
import type { Basis } from './outcome.ts';
import type { Policy } from './policy/schema.ts';
import type { Receipt } from './receipt.ts';
import { same } from './same.ts';
import { scoresOf } from './scores.ts';
import { STATE_VERSION } from './version.ts';

/** Enough to tell a customer's story for years, little enough for one item. */
const HISTORY_LENGTH = 20;

/**
 * The item that other systems read. Between periods it stays word for word what was held, unless something happened
 * to the customer (DESIGN, rule 11); its receipt is the one of the run that last changed it. A pure function of held
 * and plan: a healed table equals an undisturbed one.
 */
export function publish(receipt: Receipt, held: Held | null, features: Features, policy: Policy): Published {
  const { asOf, change, runId } = receipt;
  const known = held?.published;
  if (known && receipt.movement.mode === 'onDemand' && !hasHappened(receipt, features, known)) return known;
  const facts = factsOf(receipt);
  const portrait = portraitOf(receipt, features, policy);
  const now: Published = {
    customerId: receipt.customerId,
    tier: receipt.tier,
    since: known && change === 'same' ? known.since : asOf,
    scores: scoresOf(receipt.scores),
    firstOrderDate: facts.firstOrderDate,
    lastOrderDate: facts.lastOrderDate,
    orders: facts.orders,
    spent: facts.spent,
    currency: facts.currency,
    stage: portrait.stage,
    segments: portrait.segments,
    flags: portrait.flags,
    preferences: portrait.preferences,
    columns: portrait.columns,
    overrideUntil: portrait.overrideUntil,
    history: written(held, entryOf(receipt)),
    receipt: known?.receipt ?? runId,
  };
  if (known && same(now, known)) return known;
  now.receipt = runId;
  return now;
}

/** A change of tier, an order stated or taken back, a row that the last run did not know, or a word by hand. */
const hasHappened = (receipt: Receipt, { quiet }: Features, known: Published): boolean =>
  receipt.change !== 'same' ||
  quiet !== null ||
  (receipt.override?.until ?? null) !== known.overrideUntil ||
  !same(factsOf(receipt), factsHeld(known));

const entryOf = ({ asOf: on, previousTier: from, tier: to, change, cause }: Receipt): HistoryEntry => ({
  on,
  from,
  to,
  change,
  cause,
});

/** What is shown of him besides tier, scores and orders: absolute facts and marks, nothing that drifts each day. */
function portraitOf(
  { stage, segments, flags, seen, override }: Receipt,
  { measured }: Features,
  policy: Policy,
) {
  const preferences: Published['preferences'] = {};
  for (const of of policy.portrait.preferences) {
    const bought = measured[preferenceColumn(of)];
    if (typeof bought === 'string') preferences[of] = bought;
  }
  const columns: Published['columns'] = {};
  for (const name of policy.portrait.columns) {
    const stated = seen[name] ?? null;
    if (stated !== null) columns[name] = stated;
  }
  const up = Object.keys(flags).filter((name) => flags[name]);
  return { stage, segments, flags: up.sort(), preferences, columns, overrideUntil: override?.until ?? null };
}

const NO_PORTRAIT = {
  ...{ stage: null, segments: {}, flags: [], preferences: {}, columns: {} },
  overrideUntil: null,
};

/** What stays in the table of someone whom no export names any more: that he left, and the tiers he had. */
export function publishLeft(held: Held, basis: Basis): Published {
  const { customerId, tier, currency } = held.published;
  const { asOf: on, runId } = basis.run;
  const entry: HistoryEntry = { on, from: tier, to: null, change: 'left', cause: causeOfLeaving(basis) };
  return { ...nobody(customerId, on, currency), history: written(held, entry), receipt: runId };
}

/** For someone whom a run that never committed may have published, and whom nothing names now. */
export const nobody = (customerId: string, since: string, currency: string): Published => ({
  ...{ customerId, tier: null, since, scores: {} },
  ...{ firstOrderDate: null, lastOrderDate: null, orders: 0, spent: 0, currency, history: [] },
  ...{ ...NO_PORTRAIT, receipt: '' },
});

/**
 * What the next run will hold against him. His facts and their ground move on only while his tier is the one that the
 * rule gives.
 */
export function holdOn(
  receipt: Receipt,
  published: Published,
  held: Held | null,
  missCause: Cause | undefined,
): Held {
  const { misses, missedPeriod, movement, earned, tier, runId } = receipt;
  const agreed = held === null || movement.ruleTier === earned;
  const { lifetimeOrders, lifetimeNet } = agreed ? receipt : held;
  const ground = agreed ? runId : held.ground;
  const next: Held = { version: STATE_VERSION, published, misses, missedPeriod, lifetimeOrders, lifetimeNet };
  if (ground !== undefined) next.ground = ground;
  if (earned !== tier) next.earned = earned;
  if (missCause !== undefined) next.missCause = missCause;
  const { roseOn, stepped } = movedOn(receipt, held);
  if (roseOn !== undefined) next.roseOn = roseOn;
  if (stepped !== undefined) next.stepped = stepped;
  return next;
}

/** When he last rose, and what the steps of the period are counted from; of the tier that he has earned. */
function movedOn(receipt: Receipt, held: Held | null) {
  const { asOf, period, movement, earned } = receipt;
  const { heldTier, steps } = movement;
  const moved = heldTier !== null && earned !== heldTier;
  const direction = moved ? directionOf(movement) : 'none';
  const roseOn = direction === 'none' ? held?.roseOn : direction === 'up' ? asOf : null;
  const fell = moved && direction === 'down' && steps !== undefined;
  const stepped = fell ? { period, from: higher(steps, heldTier) } : held?.stepped;
  return { roseOn, stepped };
}

/** Of the tier that he had and the one that the steps were counted from so far. */
function higher({ from, ladder }: NonNullable<Receipt['movement']['steps']>, heldTier: string): string {
  const rank = (tier: string) => ladder.find(({ id }) => id === tier)?.rank ?? 0;
  return from !== undefined && rank(from) > rank(heldTier) ? from : heldTier;
}

function written(held: Held | null, entry: HistoryEntry): HistoryEntry[] {
  const history = held?.published.history ?? [];
  return entry.change === 'same' ? history : [...history, entry].slice(-HISTORY_LENGTH);
}

const factsOf = ({ firstOrderDate, lastOrderDate, lifetimeOrders, lifetimeNet, currency }: Receipt) => ({
  firstOrderDate,
  lastOrderDate,
  orders: lifetimeOrders,
  spent: lifetimeNet,
  currency,
});

const factsHeld = ({ firstOrderDate, lastOrderDate, orders, spent, currency }: Published) => ({
  firstOrderDate,
  lastOrderDate,
  orders,
  spent,
  currency,
});
