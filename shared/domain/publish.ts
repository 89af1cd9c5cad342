import { causeOfLeaving } from './cause.ts';
import type { Held, HistoryEntry, Published } from './held.ts';
import type { Basis } from './outcome.ts';
import type { Receipt } from './receipt.ts';
import { same } from './same.ts';
import { valuesOf } from './scores.ts';
import { STATE_VERSION } from './version.ts';

/** Enough to tell a customer's story for years, little enough for one item. */
const HISTORY_LENGTH = 20;

/**
 * The item that other systems read. Between periods it stays word for word what was held, unless something happened
 * to the customer (DESIGN, rule 11). A pure function of held and plan: a healed table equals an undisturbed one.
 */
export function publish(receipt: Receipt, held: Held | null): Published {
  const { customerId, asOf, change, currency } = receipt;
  const facts = factsOf(receipt);
  if (held && change === 'same' && receipt.movement.mode === 'onDemand' && same(facts, factsHeld(held)))
    return held.published;
  return {
    customerId,
    tier: receipt.tier,
    since: held && change === 'same' ? held.published.since : asOf,
    scores: valuesOf(receipt.scores),
    ...facts,
    currency,
    history: written(held, {
      on: asOf,
      from: receipt.previousTier,
      to: receipt.tier,
      change,
      cause: receipt.cause,
    }),
  };
}

/** What stays in the table of someone whom no export names any more: that he left, and the tiers he had. */
export function publishLeft(held: Held, basis: Basis): Published {
  const { customerId, tier, currency } = held.published;
  const on = basis.run.asOf;
  const entry: HistoryEntry = { on, from: tier, to: null, change: 'left', cause: causeOfLeaving(basis) };
  return { ...nobody(customerId, on, currency), history: written(held, entry) };
}

/** For someone whom a run that never committed may have published, and whom nothing names now. */
export const nobody = (customerId: string, since: string, currency: string): Published => ({
  ...{ customerId, tier: null, since, scores: {} },
  ...{ firstOrderDate: null, lastOrderDate: null, orders: 0, spent: 0, currency, history: [] },
});

/**
 * What the next run will hold against him. His facts and their ground move on only while his tier is the one that the
 * rule gives.
 */
export function holdOn(receipt: Receipt, published: Published, held: Held | null): Held {
  const { misses, missedPeriod, movement, tier, runId } = receipt;
  const agreed = held && movement.ruleTier !== tier ? held : { ...receipt, ground: runId };
  const { lifetimeOrders, lifetimeNet, ground } = agreed;
  return { version: STATE_VERSION, published, misses, missedPeriod, lifetimeOrders, lifetimeNet, ground };
}

function written(held: Held | null, entry: HistoryEntry): HistoryEntry[] {
  const history = held?.published.history ?? [];
  return entry.change === 'same' ? history : [...history, entry].slice(-HISTORY_LENGTH);
}

const factsOf = ({ firstOrderDate, lastOrderDate, lifetimeOrders, lifetimeNet, currency }: Receipt) => ({
  ...{ firstOrderDate, lastOrderDate, orders: lifetimeOrders, spent: lifetimeNet, currency },
});

const factsHeld = ({ published: { firstOrderDate, lastOrderDate, orders, spent, currency } }: Held) => ({
  ...{ firstOrderDate, lastOrderDate, orders, spent, currency },
});
