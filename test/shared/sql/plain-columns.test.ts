import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnLiteral } from '../../../shared/sql/bind.ts';
import { columnOfPlain, plainColumn, withPlainColumns } from '../../../shared/sql/plain-columns.ts';

test.each([
  ['customer_id', 'customer_id'],
  ['q_first_order_date', 'q_first_order_date'],
  ['x_open', 'x_open'],
  ['x_open_now', 'x_open_now'],
  ['x_aB', 'xx_a_42'],
  ['qx_a_B', 'qxx_a_5f_42'],
  ['x_$favourite-category', 'xx__24favourite_2dcategory'],
])('the plain name of %s is %s', (name, plain) => {
  expect(plainColumn(name)).toBe(plain);
  expect(columnOfPlain(plain)).toBe(name);
});

const Name = fc.stringMatching(/^(?:x_\$?|qx_\$?)[a-z][a-zA-Z0-9_-]{0,63}$/);

test('any two columns of a policy have two plain names, and every one leads back', () =>
  fc.assert(
    fc.property(Name, Name, (one, other) => {
      expect(columnLiteral(one).sql).toBe(`"${one}"`);
      expect(plainColumn(one)).toMatch(/^[a-z0-9_]+$/);
      expect(columnOfPlain(plainColumn(one))).toBe(one);
      expect(plainColumn(one) === plainColumn(other)).toBe(one === other);
    }),
  ));

test('in a statement only names change, never a text that looks like one', () =>
  expect(withPlainColumns(`SELECT "x_aB" AS "row" FROM t WHERE a = 'it''s "x_aB"' OR "x_a" > "qx_a-b"`)).toBe(
    `SELECT "xx_a_42" AS "row" FROM t WHERE a = 'it''s "x_aB"' OR "x_a" > "qxx_a_2db"`,
  ));
