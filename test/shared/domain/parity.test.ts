import { expect, it } from 'vitest';
import { differing, isEqual } from '../../../shared/domain/parity.ts';

it.each([
  ['nothing', {}, true],
  ['a column', { columns: { net: 1 } }, false],
  ['a row that only the first has', { onlyFirst: 1 }, false],
  ['a row that only the second has', { onlySecond: 1 }, false],
])('%s differs', (_, found, equal) => {
  expect(isEqual({ rows: 3, onlyFirst: 0, onlySecond: 0, columns: {}, ...found })).toBe(equal);
});

it.each([
  ['the same, in another order', { a: 1, b: null }, { b: null, a: 1 }, []],
  ['another value', { a: 1, b: { c: 1 } }, { a: 1, b: { c: 2 } }, ['b']],
  ['a text for a number', { a: 1 }, { a: '1' }, ['a']],
  ['a field more, a field less', { a: 1 }, { b: 1 }, ['a', 'b']],
])('records that say %s', (_, one, other, names) => {
  expect(differing(one, other)).toEqual(names);
});
