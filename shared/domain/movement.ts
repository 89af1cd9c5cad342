import type { LocalDate } from './dates.ts';
import type { Policy } from './policy/schema.ts';
import type { Protection } from './receipt.ts';

export type Direction = 'up' | 'down' | 'sideways' | 'none';

/** A tier that somebody would reach on other grounds, with its rank. */
interface Reached {
  tier: string;
  rank: number;
}

/** What movement looks at; all of it is kept in the receipt. What does not apply to somebody is left out. */
export interface Movement {
  mode: 'periodic' | 'onDemand';
  /** Null: not held yet. */
  heldTier: string | null;
  ruleTier: string;
  /** Null: the present ladder does not know the held tier. */
  heldRank: number | null;
  ruleRank: number;
  between: Policy['movement']['between'];
  downAfterMisses: number;
  /** Misses before this run, without one of this very period. */
  misses: number;
  /** `from`: the tier that steps are counted from, where an earlier run of the period took some already. */
  steps?: { atMost: number; ladder: { id: string; rank: number }[]; from?: string | undefined } | undefined;
  graceUntil?: LocalDate | undefined;
  margin?: (Reached & { percent: number }) | undefined;
  others?:
    | (Reached & { edges: Record<string, number[]>; seen: Record<string, number | string | null> })
    | undefined;
}

export interface Settled {
  tier: string;
  /** Misses after this run. */
  misses: number;
  protection: Protection;
}

export function directionOf({ heldTier, ruleTier, heldRank, ruleRank }: Movement): Direction {
  if (heldTier === null || heldTier === ruleTier) return 'none';
  if (heldRank === null || heldRank === ruleRank) return 'sideways';
  return ruleRank > heldRank ? 'up' : 'down';
}

/** The tier that someone gets, after what protects the tier he has. */
export function settle(movement: Movement): Settled {
  const { heldTier, heldRank, ruleTier, mode, misses } = movement;
  const asRuled: Settled = { tier: ruleTier, misses: 0, protection: '' };
  if (heldTier === null || heldRank === null) return asRuled;
  const direction = directionOf(movement);
  if (mode === 'onDemand' && !mayMove(movement, direction))
    return { tier: heldTier, misses, protection: direction === 'down' ? 'between' : '' };
  return direction === 'down' ? settleDown(movement, heldTier, heldRank) : asRuled;
}

/** Between periods no misses are counted, so a tier that several misses protect stays. */
function mayMove({ between, downAfterMisses }: Movement, direction: Direction): boolean {
  if (direction === 'up') return between !== 'none';
  return direction !== 'none' && between === 'both' && (direction !== 'down' || downAfterMisses === 1);
}

/** Down only to where his own doing brings him, after enough misses in a row, and not too far at once. */
function settleDown(movement: Movement, heldTier: string, heldRank: number): Settled {
  const { graceUntil, downAfterMisses } = movement;
  if (graceUntil !== undefined) return { tier: heldTier, misses: movement.misses, protection: 'grace' };
  const floor = floorOf(movement);
  if (floor.rank >= heldRank) return { tier: heldTier, misses: 0, protection: floor.protection };
  const misses = movement.misses + 1;
  if (misses < downAfterMisses) return { tier: heldTier, misses, protection: 'misses' };
  const { tier, protection } = stepped(movement, floor, { tier: heldTier, rank: heldRank });
  return { tier, misses: 0, protection };
}

interface Floor extends Reached {
  protection: Protection;
}

/** The best of what the rule, the margin and the earlier cut points give him. */
function floorOf({ ruleTier, ruleRank, margin, others }: Movement): Floor {
  let best: Floor = { tier: ruleTier, rank: ruleRank, protection: '' };
  if (margin && margin.rank > best.rank) best = { ...margin, protection: 'margin' };
  if (others && others.rank > best.rank) best = { ...others, protection: 'others' };
  return best;
}

/** The steps of a period are counted together, from the tier that he had before the first of them. */
function stepped({ steps }: Movement, floor: Floor, held: Reached): Pick<Settled, 'tier' | 'protection'> {
  const { tier, protection } = floor;
  if (!steps) return { tier, protection };
  const ranks = [...new Set(steps.ladder.map(({ rank }) => rank))].sort((a, b) => b - a);
  const from = steps.ladder.find(({ id }) => id === steps.from)?.rank ?? held.rank;
  const lowest = ranks[ranks.indexOf(Math.max(from, held.rank)) + steps.atMost];
  if (lowest === undefined || floor.rank >= lowest) return { tier, protection };
  if (lowest >= held.rank) return { tier: held.tier, protection: 'steps' };
  const stop = steps.ladder.find(({ rank }) => rank === lowest);
  return stop ? { tier: stop.id, protection: 'steps' } : { tier, protection };
}
