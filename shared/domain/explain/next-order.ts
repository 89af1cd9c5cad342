import { decide } from '../decide.ts';
import { scaleOf } from '../feature-catalog.ts';
import type { Features } from '../features.ts';
import { rankOf } from '../ladder.ts';
import type { Ground, RunFacts } from '../outcome.ts';
import type { Receipt } from '../receipt.ts';
import { amountsToTry } from './amounts.ts';
import { unsureOf, withOrder } from './one-more-order.ts';

/** An order on the run's date: the smallest whole amount, minor units, and the tier that the rule then gives. */
export interface EnoughOrder {
  amount: number;
  /** Every amount will do. */
  any: boolean;
  /** False where a larger one may miss the tier again. */
  orMore: boolean;
  tier: string;
}

export interface OrderGoal {
  /** The tier to be reached, or kept. */
  tier: string;
  /** Null: one order cannot do it. */
  order: EnoughOrder | null;
}

/** What one more order would change, on the cut points of the receipt's run. */
export interface NextOrder {
  /** Where the rule gives less than the tier he has: what would agree with his tier again. */
  keep: OrderGoal | null;
  /** The next better tier; null at the top. */
  rise: OrderGoal | null;
  /** The best that one order can do where it cannot reach one of these goals, if it does anything. */
  nearest: EnoughOrder | null;
  /** Features that the order might change too, which its amount does not tell; taken as they are. */
  unsure: string[];
}

/**
 * Found by deciding again with the order added. Null where the facts do not give the receipt's own answer, because they
 * were changed since (somebody was erased, a rule of another program).
 */
export function nextOrder(
  features: Features,
  receipt: Receipt,
  basis: { run: RunFacts; now: Ground },
): NextOrder | null {
  const { policy } = basis.now;
  const { movement, tier } = receipt;
  if (ruleOf(features, basis) !== movement.ruleTier) return null;
  const ranked = policy.tiers.map(({ id }) => ({ id, rank: rankOf(policy, id) ?? 0 }));
  const [held, ruled] = [rankOf(policy, tier) ?? 0, rankOf(policy, movement.ruleTier) ?? 0];
  const above = ranked.filter(({ rank }) => rank > Math.max(held, ruled)).sort((a, b) => a.rank - b.rank)[0];
  const search = searchOf(features, receipt, basis);
  const goal = (id: string, rank: number): OrderGoal => ({ tier: id, order: search.smallest(rank) });
  const keep = ruled < held ? goal(tier, held) : null;
  const rise = above ? goal(above.id, above.rank) : null;
  const missed = [keep, rise].some((each) => each?.order === null);
  return {
    ...{ keep, rise, nearest: missed ? search.best(ruled) : null },
    unsure: unsureOf(features, sceneOf(basis)).filter((name) => name in receipt.seen),
  };
}

type Standing = { run: RunFacts; now: Ground };

const sceneOf = ({ run, now }: Standing) => ({ policy: now.policy, currency: run.currency, asOf: run.asOf });

/** What the rule alone gives: nothing held protects anybody here. */
const ruleOf = (features: Features, { run, now }: Standing): string =>
  decide({ ...features, quiet: null }, null, {
    ...{ run, now, before: null, grounds: new Map(), overrides: new Map() },
  }).movement.ruleTier;

function searchOf(features: Features, receipt: Receipt, basis: Standing) {
  const major = scaleOf('money', basis.run.currency);
  const known = new Map<number, string>();
  const tierAt = (units: number): string => {
    const found =
      known.get(units) ??
      ruleOf({ ...features, ...withOrder(features, units * major, sceneOf(basis)) }, basis);
    known.set(units, found);
    return found;
  };
  const rankAt = (units: number) => rankOf(basis.now.policy, tierAt(units)) ?? 0;
  const tried = amountsToTry(features, receipt, basis.now.policy);

  function smallest(rank: number): EnoughOrder | null {
    const place = tried.findIndex((units) => rankAt(units) >= rank);
    const end = tried[place];
    if (end === undefined) return null;
    const least = border((units) => rankAt(units) >= rank, tried[place - 1] ?? 0, end);
    const orMore = tried.slice(place).every((units) => rankAt(units) >= rank);
    return { amount: least * major, any: least === 1 && orMore, orMore, tier: tierAt(least) };
  }

  function best(above: number): EnoughOrder | null {
    const rank = Math.max(...tried.map(rankAt));
    return rank > above ? smallest(rank) : null;
  }
  return { smallest, best };
}

/** The least amount of a stretch whose end is enough and whose start is not. */
function border(enough: (units: number) => boolean, start: number, end: number): number {
  let [fails, holds] = [start, end];
  while (holds - fails > 1) {
    const middle = Math.floor((fails + holds) / 2);
    if (enough(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}
