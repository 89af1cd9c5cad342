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
    expect(settle(given)).toMatchObject({ tier, misses });
  });

  const STEPS = { atMost: 1, ladder: Object.entries(RANKS).map(([id, rank]) => ({ id, rank })) };
  const by = (tier: string) => ({ tier, rank: RANKS[tier] ?? 0 });
  const margin = (tier: string) => ({ percent: 5, ...by(tier) });
  const others = (tier: string) => ({ edges: {}, seen: {}, ...by(tier) });
  const BETWEEN = { mode: 'onDemand', between: 'both' } as const;

  it.each<[string, Partial<Movement>, [tier: string, misses: number, protection: string]]>([
    ['nothing', {}, ['bronze', 0, '']],
    ['misses', { downAfterMisses: 3, misses: 1 }, ['gold', 2, 'misses']],
    ['misses, the last of them', { downAfterMisses: 3, misses: 2 }, ['bronze', 0, '']],
    [
      'grace counts no miss',
      { graceUntil: '2026-10-01', downAfterMisses: 3, misses: 1 },
      ['gold', 1, 'grace'],
    ],
    [
      'grace stands before the margin',
      { graceUntil: '2026-10-01', margin: margin('gold') },
      ['gold', 0, 'grace'],
    ],
    ['the margin keeps and forgets misses', { margin: margin('gold'), misses: 1 }, ['gold', 0, 'margin']],
    ['the margin breaks the fall', { margin: margin('silver') }, ['silver', 0, 'margin']],
    ['the margin does not help', { margin: margin('bronze') }, ['bronze', 0, '']],
    ['others keep', { others: others('gold') }, ['gold', 0, 'others']],
    ['others break the fall', { others: others('twin') }, ['twin', 0, 'others']],
    [
      'the better of margin and others',
      { margin: margin('silver'), others: others('gold') },
      ['gold', 0, 'others'],
    ],
    [
      'margin and others alike',
      { margin: margin('silver'), others: others('twin') },
      ['silver', 0, 'margin'],
    ],
    [
      'misses first, then the margin',
      { margin: margin('silver'), downAfterMisses: 2 },
      ['gold', 1, 'misses'],
    ],
    ['steps, equal ranks are one', { steps: STEPS }, ['silver', 0, 'steps']],
    ['a step below where the period began', { steps: { ...STEPS, from: 'silver' } }, ['silver', 0, 'steps']],
    ['steps from a tier that is no more', { steps: { ...STEPS, from: 'jade' } }, ['silver', 0, 'steps']],
    ['two steps', { steps: { ...STEPS, atMost: 2 } }, ['bronze', 0, '']],
    ['more steps than there are', { steps: { ...STEPS, atMost: 9 } }, ['bronze', 0, '']],
    [
      'steps after a margin that reaches as far',
      { steps: STEPS, margin: margin('silver') },
      ['silver', 0, 'margin'],
    ],
    ['misses, then a step', { steps: STEPS, downAfterMisses: 2, misses: 1 }, ['silver', 0, 'steps']],
    ['between up: kept, misses as they were', { mode: 'onDemand', misses: 1 }, ['gold', 1, 'between']],
    ['between none', { mode: 'onDemand', between: 'none' }, ['gold', 0, 'between']],
    ['between both', BETWEEN, ['bronze', 0, '']],
    ['between both with grace', { ...BETWEEN, graceUntil: '2026-10-01' }, ['gold', 0, 'grace']],
    ['between both with a margin', { ...BETWEEN, margin: margin('silver') }, ['silver', 0, 'margin']],
    ['between both with others', { ...BETWEEN, others: others('gold') }, ['gold', 0, 'others']],
    ['between both with steps', { ...BETWEEN, steps: STEPS }, ['silver', 0, 'steps']],
    ['between both with misses', { ...BETWEEN, downAfterMisses: 2 }, ['gold', 0, 'between']],
  ])('what protects gold from bronze: %s', (_, over, [tier, misses, protection]) => {
    expect(settle(movement('gold', 'bronze', over))).toEqual({ tier, misses, protection });
  });

  it.each<[string, number, string, string, string]>([
    ['its one step was taken', 1, 'silver', 'silver', 'steps'],
    ['so it was for a tier of the same rank', 1, 'twin', 'twin', 'steps'],
    ['one of two is left', 2, 'silver', 'bronze', ''],
  ])('steps of a period that began in gold: %s', (_, atMost, heldTier, tier, protection) => {
    const given = movement(heldTier, 'bronze', { steps: { ...STEPS, atMost, from: 'gold' } });
    expect(settle(given)).toEqual({ tier, misses: 0, protection });
  });

  it('protects nobody who rises or moves sideways', () => {
    const all = { graceUntil: '2026-10-01', margin: margin('gold'), steps: STEPS, downAfterMisses: 2 };
    expect(settle(movement('bronze', 'gold', all))).toEqual({ tier: 'gold', misses: 0, protection: '' });
    expect(settle(movement('silver', 'twin', all))).toEqual({ tier: 'twin', misses: 0, protection: '' });
  });

  it('takes a held tier that the ladder does not know as neither up nor down', () => {
    expect(directionOf(movement('platinum', 'bronze'))).toBe('sideways');
  });
});
