import type { Policy } from './policy/schema.ts';

export type Direction = 'up' | 'down' | 'sideways' | 'none';

/** What movement looks at; all of it is kept in the receipt. */
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
}

export interface Settled {
  tier: string;
  /** Misses after this run. */
  misses: number;
}

export function directionOf({ heldTier, ruleTier, heldRank, ruleRank }: Movement): Direction {
  if (heldTier === null || heldTier === ruleTier) return 'none';
  if (heldRank === null || heldRank === ruleRank) return 'sideways';
  return ruleRank > heldRank ? 'up' : 'down';
}

/** The tier that someone gets, after what protects the tier he has. */
export function settle(movement: Movement): Settled {
  const { heldTier, heldRank, ruleTier, mode } = movement;
  if (heldTier === null || heldRank === null) return { tier: ruleTier, misses: 0 };
  return mode === 'periodic' ? settlePeriodic(movement, heldTier) : settleBetween(movement, heldTier);
}

/** A periodic run moves both ways; down only after enough misses in a row. */
function settlePeriodic(movement: Movement, heldTier: string): Settled {
  const { ruleTier, downAfterMisses } = movement;
  if (directionOf(movement) !== 'down') return { tier: ruleTier, misses: 0 };
  const misses = movement.misses + 1;
  return misses >= downAfterMisses ? { tier: ruleTier, misses: 0 } : { tier: heldTier, misses };
}

/** Between periods no misses are counted, so a tier that several misses protect stays. */
function settleBetween(movement: Movement, heldTier: string): Settled {
  const { ruleTier, between, downAfterMisses, misses } = movement;
  const direction = directionOf(movement);
  const up = direction === 'up' && between !== 'none';
  const other = direction !== 'none' && between === 'both' && (direction !== 'down' || downAfterMisses === 1);
  if (up || other) return { tier: ruleTier, misses: 0 };
  return { tier: heldTier, misses };
}
