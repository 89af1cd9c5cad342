import { describe, expect, it } from 'vitest';
import { directionOf, type Movement, settle } from '../../../shared/domain/movement.ts';

const RANKS: Record<string, number> = { gold: 3, silver: 2, twin: 2, bronze: 1 };

const movement = (heldTier: string | null, ruleTier: string, over: Partial<Movement> = {}): Movement => ({
  ...{ mode: 'periodic', heldTier, ruleTier, between: 'up', downAfterMisses: 1, misses: 0 },
  heldRank: heldTier === null ? null : (RANKS[heldTier] ?? null),
  ruleRank: RANKS[ruleTier] ?? 0,
  ...over,
});

describe('movement', () => {
  it.each([
    ['joins by the rule', movement(null, 'silver'), 'silver', 0],
    [
      'joins between periods too',
      movement(null, 'silver', { mode: 'onDemand', between: 'none' }),
      'silver',
      0,
    ],
    ['up', movement('silver', 'gold'), 'gold', 0],
    ['down at the first miss', movement('gold', 'silver'), 'silver', 0],
    ['a first of two misses is kept', movement('gold', 'silver', { downAfterMisses: 2 }), 'gold', 1],
    [
      'a second of two moves down',
      movement('gold', 'bronze', { downAfterMisses: 2, misses: 1 }),
      'bronze',
      0,
    ],
    ['recovery forgets misses', movement('gold', 'gold', { downAfterMisses: 2, misses: 1 }), 'gold', 0],
    ['sideways', movement('silver', 'twin', { downAfterMisses: 9 }), 'twin', 0],
    [
      'a tier that is no more',
      movement('platinum', 'bronze', { mode: 'onDemand', between: 'none' }),
      'bronze',
      0,
    ],
    ['between: up', movement('silver', 'gold', { mode: 'onDemand' }), 'gold', 0],
    ['between: up keeps from falling', movement('gold', 'silver', { mode: 'onDemand' }), 'gold', 0],
    ['between: up keeps from sideways', movement('silver', 'twin', { mode: 'onDemand' }), 'silver', 0],
    ['between: both falls', movement('gold', 'silver', { mode: 'onDemand', between: 'both' }), 'silver', 0],
    [
      'between: both does not break a protection by misses',
      movement('gold', 'silver', { mode: 'onDemand', between: 'both', downAfterMisses: 2, misses: 1 }),
      'gold',
      1,
    ],
    [
      'between: none',
      movement('silver', 'gold', { mode: 'onDemand', between: 'none', misses: 1 }),
      'silver',
      1,
    ],
  ])('%s', (_, given, tier, misses) => {
    expect(settle(given)).toEqual({ tier, misses });
  });

  it('takes a held tier that the ladder does not know as neither up nor down', () => {
    expect(directionOf(movement('platinum', 'bronze'))).toBe('sideways');
  });
});
