import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEmail } from '../../../shared/formats/email.ts';
import { type DateStyle, readMoment } from '../../../shared/formats/moments.ts';
import {
  amountEvidence,
  currencyOfMark,
  mayBeThousands,
  minorUnits,
  readAmount,
} from '../../../shared/formats/money.ts';
import { PROBLEM_CODES, problemText } from '../../../shared/formats/problems.ts';
import type { AmountStyle } from '../../../shared/formats/profile.ts';
import { headerName, shown, unwrapped } from '../../../shared/formats/text.ts';

const minor = (cell: string, decimals = 2, style?: AmountStyle) => {
  const read = readAmount(cell, style);
  if (typeof read === 'string') return read;
  return !style && mayBeThousands(read, decimals) ? 'SURVEY' : minorUnits(read, decimals);
};

describe('amounts', () => {
  const plain: [string, number | string, number?, AmountStyle?][] = [
    ['12.5', 1250],
    ['0', 0],
    ['-3', -300],
    ['-0', 0],
    ['.5', 50],
    ['(12.00)', -1200],
    ['−12.00', -1200],
    ['¥1,234.50', 123450],
    ['￥1,234.50', 123450],
    ['CNY 1234.5', 123450],
    ['1234.5元', 123450],
    ['$ -4.20', -420],
    ['1,234,567.89', 123456789],
    ['１２３．４５', 12345],
    ['5.550', 'SURVEY'],
    ['5.550', 555, 2, 'point'],
    ['5.550', 555000, 2, 'comma'],
    ['1.500', 'SURVEY', 0],
    ['-12.000', 'SURVEY'],
    ['€1.500', 'SURVEY'],
    ['0.500', 50],
    ['.500', 50],
    ['1234.500', 123450],
    ['5.5500', 555],
    ['5.555', 'R_AMOUNT_PRECISION', 2, 'point'],
    ['5.555', 5555, 3],
    ['100.00', 100, 0],
    ['100.5', 'R_AMOUNT_PRECISION', 0],
    ['1.234,50', 'SURVEY'],
    ['1,234', 'SURVEY'],
    ['1.234,50', 123450, 2, 'comma'],
    ['1.234', 123400, 2, 'comma'],
    ['12,5', 1250, 2, 'comma'],
    ['1,234', 123400, 2, 'point'],
    ['1,23,456', 'R_AMOUNT_INVALID', 2, 'point'],
    ['999999999999999', 'R_AMOUNT_INVALID'],
    ...[
      '1e3',
      '1_000',
      '0x10',
      'Infinity',
      '1e309',
      '1.2.3.x',
      '“12.00”',
      '12 000',
      '--5',
      '5-',
      'NaN',
      '-nan',
    ].map((cell): [string, string] => [cell, 'R_AMOUNT_INVALID']),
    ...['', ' ', '-', 'NULL', 'N/A'].map((cell): [string, string] => [cell, 'R_AMOUNT_MISSING']),
    ...['#REF!', '#N/A', '########'].map((cell): [string, string] => [cell, 'R_EXCEL_ERROR']),
  ];
  test.each(plain)('B38–B47: %s is %s', (cell, expected, decimals, style) => {
    expect(minor(cell, decimals, style)).toBe(expected);
  });

  test.each([
    ...['12.50', '1,234.50', '0.500', '.5', '1234.500', '12.3456'].map((cell) => [cell, 'point'] as const),
    ...['12,50', '1.234,50', '0,500', '1234,500', '1.234.567'].map((cell) => [cell, 'comma'] as const),
    ...['1.500', '12.000', '1,500', '250', ''].map((cell) => [cell, null] as const),
  ])('B40, B41: %s proves of its column %s', (cell, style) => expect(amountEvidence(cell)).toBe(style));

  const marks: [string, string | undefined, string | undefined][] = [
    ['¥', 'JPY', 'JPY'],
    ['¥', 'EUR', 'CNY'],
    ['$', 'HKD', 'HKD'],
    ['$', 'COP', 'COP'],
    ['$', 'CNY', 'USD'],
    ['元', 'TWD', 'TWD'],
    ['元', undefined, 'CNY'],
    ['US$', 'CAD', 'USD'],
    ['hk$', 'CNY', 'HKD'],
    ['£', 'EGP', 'EGP'],
    ['€', 'CNY', 'EUR'],
    ['R$', 'BRL', undefined],
    ['', 'CNY', undefined],
  ];
  test.each(marks)('B38: the mark %j where %s is named is %s', (mark, named, currency) =>
    expect(currencyOfMark(mark, named)).toBe(currency),
  );

  test('any whole number of cents comes back exactly', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(cents, (n) => {
        const digits = String(Math.abs(n)).padStart(3, '0');
        const text = `${n < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(minor(text)).toBe(n === 0 ? 0 : n);
      }),
    );
  });
});

describe('moments', () => {
  const cases: [string, string, DateStyle?][] = [
    ['2025-03-01', '2025-03-01T00:00:00.000Z local'],
    ['2025/3/1', '2025-03-01T00:00:00.000Z local'],
    ['20250301', '2025-03-01T00:00:00.000Z local'],
    ['2025年3月1日', '2025-03-01T00:00:00.000Z local'],
    ['2025年3月1日10:30', '2025-03-01T10:30:00.000Z local'],
    ['2025/3/1 9:05', '2025-03-01T09:05:00.000Z local'],
    ['2025-03-01 12:00 am', '2025-03-01T00:00:00.000Z local'],
    ['２０２５－０３－０１', '2025-03-01T00:00:00.000Z local'],
    ['2026-05-01 10:00:00 +0000', '2026-05-01T10:00:00.000Z zoned'],
    ['2026-05-01 10:00:00 +0800', '2026-05-01T02:00:00.000Z zoned'],
    ['2025-03-31T23:30:00Z', '2025-03-31T23:30:00.000Z zoned'],
    ['2025-03-31T23:30:00.5+08:00', '2025-03-31T15:30:00.500Z zoned'],
    ['03/04/2025', 'SURVEY'],
    ['03/04/2025', '2025-04-03T00:00:00.000Z local', { order: 'DMY' }],
    ['03/04/2025', '2025-03-04T00:00:00.000Z local', { order: 'MDY' }],
    ['1741000000', 'SURVEY'],
    ['1741000000', '2025-03-03T11:06:40.000Z zoned', { epoch: 's' }],
    ['1741000000000', '2025-03-03T11:06:40.000Z zoned', { epoch: 'ms' }],
    ['', 'R_DATE_MISSING'],
    ['########', 'R_EXCEL_ERROR'],
    ...['1900-01-01', '1970-01-01', '1899-12-30', '9999-12-31'].map((cell): [string, string] => [
      cell,
      'R_DATE_SENTINEL',
    ]),
    ...[
      '2025-02-29',
      '0000-00-00',
      'infinity',
      'today',
      '25-03-01',
      '2025-13-01',
      '2025-03-01 25:00',
      '2025-3/1',
      '45000',
      '2025-03-01 10:00 +99:00',
    ].map((cell): [string, string] => [cell, 'R_DATE_INVALID']),
  ];
  test.each(cases)('B29–B36: %s is %s', (cell, expected, style = {}) => {
    const read = readMoment(cell, style);
    expect(typeof read === 'string' ? read : `${read.at} ${read.zoned ? 'zoned' : 'local'}`).toBe(expected);
  });
});

describe('e-mail addresses', () => {
  const cases: [string, string | null, string?][] = [
    [' User@Example.COM ', 'user@example.com'],
    ['ｕｓｅｒ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'user@example.com'],
    ['', null],
    ['用户@x.com', '用户@x.com', 'M_EMAIL_UNSUPPORTED'],
    ['İ@x.com', 'i̇@x.com', 'M_EMAIL_UNSUPPORTED'],
    ['a@x.com\r\nBcc: b@y.com', null, 'M_EMAIL_INVALID'],
    ['a@x.com,b@y.com', null, 'M_EMAIL_INVALID'],
    ['Name <a@x.com>', null, 'M_EMAIL_INVALID'],
    ['"a@evil.com x"@x.com', null, 'M_EMAIL_INVALID'],
    ['nobody', null, 'M_EMAIL_INVALID'],
    ['none@none.com', null, 'M_EMAIL_PLACEHOLDER'],
    ['x@marketplace.amazon.de', null, 'M_EMAIL_PLACEHOLDER'],
  ];
  test.each(cases)('B59–B65: %j is %j', (cell, email, problem) => {
    const read = readEmail(cell);
    expect([read.email, read.problem]).toEqual([email, problem]);
  });
});

describe('texts', () => {
  test.each([
    [' 00123 ', '00123'],
    ["'00123", '00123'],
    ['="00123"', '00123'],
    ['\t6917', '6917'],
    ['\u00a0A\u200b', 'A'],
    ['12345678901234567890123', '12345678901234567890123'],
  ])('B51: %j is the id %j', (cell, id) => expect(unwrapped(cell)).toBe(id));

  test.each(['Order ID', 'order_id', 'ORDER-ID', ' orderId ', 'ｏｒｄｅｒ＿ｉｄ', '\uFEFForder_id'])(
    'B20: %j is order_id',
    (cell) => expect(headerName(cell)).toBe(headerName('order_id')),
  );

  test.each(['', ' - ', '——', 'NULL', 'n/a', '(null)', '空', '无'])('%j says nothing', (cell) =>
    expect(shown(cell, 100)).toBeNull(),
  );
  test.each(['Na', 'NA', 'Nan', 'None', 'Nil'])('%s is a word: a name, a region', (cell) =>
    expect(shown(cell, 100)).toBe(cell),
  );

  test('B68: names lose what turns or hides text, and their end', () => {
    expect(shown('Li\u202e\u0007\nWei', 100)).toBe('Li Wei');
    expect(shown('张'.repeat(200), 100)).toHaveLength(100);
  });
});

test('every code says in both languages what is wrong and how to mend it', () => {
  for (const code of PROBLEM_CODES) {
    const { what, remedy } = problemText(code, 'x');
    for (const text of [what, remedy]) {
      expect(text.en).toMatch(/^[\x20-\x7e]+$/);
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
  }
});
