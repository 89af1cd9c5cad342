import { describe, expect, test } from 'vitest';
import {
  aliasOf,
  bind,
  booleanLiteral,
  cleaned,
  columnLiteral,
  dateLiteral,
  hasBest,
  identityExpression,
  integerLiteral,
  joined,
  joinedIdentity,
  lesserKey,
  lonePhone,
  textLiteral,
  wordsOfBest,
} from '../../../shared/sql/bind.ts';

describe('what may become SQL', () => {
  test.each([
    [dateLiteral('2026-09-30'), "date '2026-09-30'"],
    [booleanLiteral(true), 'true'],
    [integerLiteral(-7), '-7'],
    [textLiteral("it's 50% {{as_of}} 'x'"), "'it''s 50% {{as_of}} ''x'''"],
    [columnLiteral('x_$favourite-category'), '"x_$favourite-category"'],
    [columnLiteral('qx_aB_1'), '"qx_aB_1"'],
    [columnLiteral('q_first_order_date'), '"q_first_order_date"'],
    [joined([{ sql: 'a' }, { sql: 'b' }], ', '), 'a, b'],
    [identityExpression(['email']), "coalesce(nullif(lower(trim(email)), ''), NULL)"],
    [wordsOfBest(['email', 'phone']), 'email'],
    [cleaned(['email', 'phone']), "nullif(lower(trim(customer_id)), '')"],
    [cleaned(['customer_id']), "nullif(trim(customer_id), '')"],
    [
      hasBest(['phone', 'email']),
      "CASE WHEN phone >= '!' AND phone < '~' THEN true ELSE nullif(trim(phone), '') IS NOT NULL END",
    ],
    [joinedIdentity(['email']), "coalesce(nullif(lower(trim(email)), ''), owner_id)"],
    [
      joinedIdentity(['customer_id', 'phone']),
      "coalesce(nullif(trim(customer_id), ''), owner_id, nullif(trim(phone), ''))",
    ],
    [lesserKey(['customer_id', 'phone'], 1), "'1:' || nullif(trim(phone), '')"],
    [
      lonePhone(['phone', 'customer_id']),
      "CASE WHEN coalesce(nullif(lower(trim(email)), ''), nullif(trim(customer_id), ''), NULL) IS NULL THEN nullif(trim(phone), '') END",
    ],
    [
      lonePhone(['email']),
      "CASE WHEN coalesce(nullif(lower(trim(email)), ''), NULL) IS NULL THEN nullif(trim(phone), '') END",
    ],
    [
      aliasOf(['customer_id', 'phone']),
      "CASE WHEN nullif(trim(customer_id), '') IS NULL THEN coalesce('1:' || nullif(trim(phone), ''), CAST(NULL AS varchar)) END",
    ],
  ])('%j', (literal, sql) => expect(literal.sql).toBe(sql));

  test.each([
    ['text that is no date', () => dateLiteral("2026-09-30' OR '1'='1")],
    ['a day that does not exist', () => dateLiteral('2026-02-30')],
    ['a fraction', () => integerLiteral(1.5)],
    ['a number beyond exactness', () => integerLiteral(2 ** 60)],
    ['a text with a control character', () => textLiteral('a\nb')],
    ...['x_a"b', 'a b', '', 'A', '$a', 'x_$', 'x_é', `x_${'a'.repeat(65)}`].map(
      (name): [string, () => unknown] => [`a column named ${name}`, () => columnLiteral(name)],
    ),
    ['a name without a literal', () => bind('{{as_of}}', {})],
    ['a name that every object has', () => bind('{{constructor}}', {})],
  ])('%s is refused', (_, make) => expect(make).toThrow());

  test('every place is filled', () =>
    expect(bind('{{a}} + {{b}} - {{a}}', { a: integerLiteral(1), b: integerLiteral(2) })).toBe('1 + 2 - 1'));
});
