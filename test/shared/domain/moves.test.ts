import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoves, type Move } from '../../../shared/domain/moves.ts';
import { planPart } from '../../../shared/domain/plan-part.ts';
import { basisOf, buyer, customer, heldAfterFirst } from '../../support/grading.ts';

const anyMove: fc.Arbitrary<Move> = fc.record({
  from: fc.constantFrom(null, 'high', 'low'),
  to: fc.constantFrom(null, 'high', 'low'),
  change: fc.constantFrom('promoted', 'demoted', 'same', 'left'),
  cause: fc.constantFrom('', 'behaviour', 'time'),
  count: fc.integer({ min: 1, max: 9 }),
});
const anyMoves = fc.array(anyMove, { maxLength: 20 });
const sum = (moves: readonly Move[]): number => moves.reduce((all, { count }) => all + count, 0);

describe('moves added up', () => {
  it('lose nobody, name each way once, and do not depend on the order of the parts', () => {
    fc.assert(
      fc.property(anyMoves, anyMoves, (a, b) => {
        const both = addMoves([...addMoves(a), ...addMoves(b)]);
        expect(sum(both)).toBe(sum(a) + sum(b));
        expect(both).toEqual(addMoves([...b, ...a]));
        const ways = both.map(({ count: _, ...way }) => JSON.stringify(way));
        expect(new Set(ways).size).toBe(ways.length);
      }),
    );
  });
});

describe('the moves of a part', () => {
  it('tell of everybody, who stays and who leaves too', () => {
    const was = (customerId: string, orders: number) => heldAfterFirst(buyer(orders, { customerId }));
    const { moves, counts } = planPart(
      [
        ...['a', 'b'].map((id) => buyer(6, { customerId: id, held: was(id, 3) })),
        buyer(3, { customerId: 'c', held: was('c', 3) }),
        buyer(1, { customerId: 'd' }),
        customer({ customerId: 'e', present: false, held: was('e', 6) }),
      ],
      basisOf(),
      new Set(),
    );
    const { joined, promoted, same, left } = counts;
    expect({ joined, promoted, same, left }).toEqual({ joined: 1, promoted: 2, same: 1, left: 1 });
    expect(moves).toEqual([
      { from: null, to: 'low', change: 'joined', cause: 'behaviour', count: 1 },
      { from: 'high', to: null, change: 'left', cause: '', count: 1 },
      { from: 'mid', to: 'high', change: 'promoted', cause: 'behaviour', count: 2 },
      { from: 'mid', to: 'mid', change: 'same', cause: '', count: 1 },
    ]);
  });
});
