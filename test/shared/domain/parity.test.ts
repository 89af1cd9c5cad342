import { expect, it } from 'vitest';
import { isEqual, parityOf } from '../../../shared/domain/parity.ts';

const of = (rows: Record<string, object>) =>
  new Map(Object.entries(rows)) as Map<string, Record<string, unknown>>;

it.each([
  ['the same rows', { a: { net: 1 }, b: { net: null } }, [2, 0, 0, {}]],
  ['rows in another order', { b: { net: null }, a: { net: 1 } }, [2, 0, 0, {}]],
  ['another value', { a: { net: 2 }, b: { net: null } }, [2, 0, 0, { net: 1 }]],
  ['a zero for a missing value', { a: { net: 1 }, b: { net: 0 } }, [2, 0, 0, { net: 1 }]],
  ['a text for a number', { a: { net: '1' }, b: { net: null } }, [2, 0, 0, { net: 1 }]],
  ['a column more', { a: { net: 1, days: 3 }, b: { net: null, days: 4 } }, [2, 0, 0, { days: 2 }]],
  ['a column less', { a: {}, b: { net: null } }, [2, 0, 0, { net: 1 }]],
  ['one customer less', { a: { net: 1 } }, [1, 1, 0, {}]],
  ['another customer', { a: { net: 1 }, c: { net: 1 } }, [1, 1, 1, {}]],
  ['nobody', {}, [0, 2, 0, {}]],
] as const)('%s', (_, second, [customers, onlyFirst, onlySecond, columns]) => {
  const parity = parityOf(of({ a: { net: 1 }, b: { net: null } }), of(second));
  expect(parity).toEqual({ customers, onlyFirst, onlySecond, columns });
  expect(isEqual(parity)).toBe(onlyFirst + onlySecond + Object.keys(columns).length === 0);
});
