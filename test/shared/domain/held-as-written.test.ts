import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldSchema } from '../../../shared/domain/held.ts';
import { isHeldAsWritten } from '../../../shared/domain/held-as-written.ts';
import { buyer, heldAfterFirst } from '../../support/grading.ts';

const written = () => JSON.parse(JSON.stringify(heldAfterFirst(buyer(3, { customerId: 'a' }))));

const whole = {
  ...written(),
  ...{
    ground: 'r1',
    earned: 'mid',
    missCause: 'others',
    roseOn: null,
    stepped: { period: 'p', from: 'mid' },
  },
};
whole.published.history.push({ on: '2026-09-30', from: null, to: 'mid', change: 'left', cause: 'manual' });
whole.published.segments = { market: 'home' };
whole.published.columns = { assets: 5, country: 'CN' };

/** The place of every value in it. */
const places = (value: unknown, at: string[] = []): string[][] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];

const odd = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    '',
    'x',
    '2026-02-30',
    '2026-02-28',
    1,
    1.5,
    2 ** 53,
    Number.NaN,
    true,
    [],
    {},
  ),
  fc.jsonValue(),
);

function changedAt(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changedAt(copy[key], rest, to);
  return copy;
}

describe('held states that need no second look', () => {
  it('are those that the program writes, with every field or the fewest', () => {
    expect(isHeldAsWritten(written())).toBe(true);
    expect(isHeldAsWritten(whole)).toBe(true);
    expect(HeldSchema.parse(whole)).toEqual(whole);
  });

  it('are only such as the schema would leave as they are', () => {
    const somewhere = fc.constantFrom(...places(whole).filter((place) => place.length > 0));
    const added = fc.constantFrom(
      ['more'],
      ['published', 'more'],
      ['stepped', 'more'],
      ['published', 'scores', 'more'],
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: somewhere }, added), odd), { maxLength: 2 }),
        (changes) => {
          let held: unknown = whole;
          for (const [place, to] of changes)
            if (changes.length === 1 || place.length === 1) held = changedAt(held, place, to);
          if (!isHeldAsWritten(held)) return;
          expect(HeldSchema.parse(held)).toEqual(held);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each([
    [
      'of an earlier program, which the schema fills up',
      { ...whole, published: { ...whole.published, flags: undefined } },
    ],
    ['with a field that nobody knows', { ...whole, more: 1 }],
    ['with a day that there is not', { ...whole, roseOn: '2026-02-30' }],
    ['without the orders', (({ lifetimeOrders: _, ...rest }) => rest)(whole)],
    ['of another version', { ...whole, version: 2 }],
  ])('are not those %s', (_, held) => {
    expect(isHeldAsWritten(JSON.parse(JSON.stringify(held)))).toBe(false);
  });
});
