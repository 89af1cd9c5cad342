import { describe, expect, test } from 'vitest';
import { inspectBoth } from '../../support/inspect-both.ts';
import { codes } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const withColumns = (columns: string, ...rows: string[]) =>
  `${[`${HEADER},${columns}`, ...rows].join('\n')}\n`;

describe('numbers', () => {
  test('B43 full-width digits are read as narrow ones, and said so', async () => {
    const read = await inspectBoth(file('O1,C1,2026-03-01,１２３．４５'));
    expect(read.amounts).toEqual({ '': 12345 });
    expect(read.problems).toEqual([{ line: 2, code: 'W_FULLWIDTH', column: 'amount' }]);
  });

  test.each(['1e3', '1_000', '0x10', 'Infinity', '1e309', '-Infinity', '１e３', 'NaN', '-nan'])(
    'B44 %s is no amount',
    async (amount) => {
      const read = await inspectBoth(file('O0,C1,2026-03-01,1', `O1,C1,2026-03-01,${amount}`));
      expect(read.problems).toEqual([{ line: 3, code: 'R_AMOUNT_INVALID', column: 'amount' }]);
      expect(read.amounts).toEqual({ '': 100 });
    },
  );

  test('B49 a gift is an order of amount zero', async () => {
    const read = await inspectBoth(file('O1,C1,2026-03-01,0', 'O2,C1,2026-03-02,0.00'));
    expect(read.counts).toMatchObject({ kept: 2, rejected: 0 });
    expect(read.lake.map(({ amount, status }) => [amount, status])).toEqual([
      [0, 'paid'],
      [0, 'paid'],
    ]);
  });
});

describe('orders of several lines', () => {
  test('B54 a plain file has one row an order: further rows are newer statements, not line items', async () => {
    const read = await inspectBoth(file('O1,C1,2026-03-01,10', 'O1,C1,2026-03-01,5', 'O2,C1,2026-03-01,1'));
    expect(read.counts).toMatchObject({ rows: 3, kept: 2, repeated: 1 });
    expect(read.amounts).toEqual({ '': 600 });
    expect(codes(read)).toEqual(['W_ORDER_REPEATED']);
  });
});

describe('addresses', () => {
  const emails: [string, string, string | null, string?][] = [
    ['B59 capitals and spaces', ' A.B@X.Com ', 'a.b@x.com'],
    ['B60 full width', 'ｕｓｅｒ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'user@example.com', 'W_FULLWIDTH'],
    ['B62 letters that SES cannot send to', '用户@x.com', '用户@x.com', 'M_EMAIL_UNSUPPORTED'],
    ['B63 a line break inside quotes', '"a@x.com\r\nBcc: b@y.com"', null, 'M_EMAIL_INVALID'],
    ['B64 two addresses', '"a@x.com,b@y.com"', null, 'M_EMAIL_INVALID'],
    ['B64 a name and an address', 'Name <a@x.com>', null, 'M_EMAIL_INVALID'],
    ['B64 a quoted local part', '"""a@evil.com x""@x.com"', null, 'M_EMAIL_INVALID'],
    ['B65 a placeholder', 'none@none.com', null, 'M_EMAIL_PLACEHOLDER'],
    ...['no-email@x.com', 'noemail@x.com', 'nomail@x.com', 'n/a@x.com', 'null@x.com', 'unknown@x.com'].map(
      (cell): [string, string, null, string] => ['B65 a placeholder', cell, null, 'M_EMAIL_PLACEHOLDER'],
    ),
    ...['none@x.com', 'nobody@none.com', 'a1@none.com', 'unknown2@x.com'].map(
      (cell): [string, string, string] => ['B65 like a placeholder', cell, cell],
    ),
    ['B65 a relay', 'u1@members.ebay.com', null, 'M_EMAIL_PLACEHOLDER'],
    ['B65 a relay', 'a_b@privaterelay.appleid.com', null, 'M_EMAIL_PLACEHOLDER'],
    ['B65 a relay', 'abc@marketplace.amazon.co.uk', null, 'M_EMAIL_PLACEHOLDER'],
  ];
  test.each(emails)('%s: the order counts, the mailbox as it deserves', async (_, cell, email, code) => {
    const read = await inspectBoth(withColumns('email', `O1,C1,2026-03-01,1,${cell}`));
    expect(read.counts).toMatchObject({ kept: 1, rejected: 0 });
    expect(read.lake[0]).toMatchObject({ customer_id: 'C1', email });
    expect(codes(read)).toEqual(code ? [code] : []);
  });
});

describe('names', () => {
  test.each(['=HYPERLINK("http://x")', '+1+1', '-1+1', '@SUM(A1)', '\tx', '＝1'])(
    'B67 %j is text, and harmless in the rejects file',
    async (name) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const read = await inspectBoth(
        withColumns(
          'name',
          `O1,C1,2026-03-01,1,${quoted}`,
          `O2,C1,2026-03-01,x,${quoted}`,
          'O3,C1,x,-12.00,',
        ),
      );
      expect(read.lake[0]?.name).toBe(name.trim());
      const rejected = read.rejects.split('\r\n')[1] ?? '';
      expect(rejected).toMatch(/O2,C1,2026-03-01,x,"?'/);
      expect(read.rejects).toContain(',-12.00,');
    },
  );

  test('B68 markup and templates stay text, marks that turn text go, and 10 KB are cut to 100', async () => {
    const names = [
      '<script>alert(1)</script>',
      '{{7*7}}',
      '{% include "x" %}',
      '张\u202e伟',
      '😀',
      'x'.repeat(10_000),
    ];
    const rows = names.map((name, i) => `O${i},C${i},2026-03-01,1,"${name.replaceAll('"', '""')}"`);
    const read = await inspectBoth(withColumns('name', ...rows));
    expect(read.lake.map(({ name }) => name)).toEqual([...names.slice(0, 3), '张伟', '😀', 'x'.repeat(100)]);
  });
});

test('B31 both readings of a date are shown, and the policy may settle it', async () => {
  const body = file('O1,C1,03/04/2025,1', 'O2,C1,05/06/2025,1');
  const read = await inspectBoth(body);
  expect(read.problems).toEqual([
    { line: 2, code: 'F_DATE_FORMAT_AMBIGUOUS', column: '03/04/2025 (2025-04-03 / 2025-03-04)' },
  ]);
  expect(read.rejects).toContain('2025-04-03 / 2025-03-04');
});

test('B65 guests who share a placeholder do not become one customer', async () => {
  const rows = ['a@x.com', 'none@none.com', 'none@none.com'].map(
    (email, i) => `O${i},,2026-03-01,1,${email}`,
  );
  const read = await inspectBoth(withColumns('email', ...rows));
  expect(read.counts).toMatchObject({ kept: 1, setAside: 2 });
  expect(read.lake.map(({ email }) => email)).toEqual(['a@x.com', null, null]);
});

test('B41 both readings of an amount are shown', async () => {
  const read = await inspectBoth(file('O1,C1,2026-03-01,"1,234"'));
  expect(read.problems).toEqual([
    { line: 2, code: 'F_AMOUNT_FORMAT_AMBIGUOUS', column: '1,234 (1234 / 1.234)' },
  ]);
});

describe('header', () => {
  test('B26 a platform is known below titles by its own columns', async () => {
    const body =
      '\n2026 Q1\nName,Email,Financial Status,Paid at,Total,Currency,Lineitem quantity,Created at\n#1,a@x.com,paid,2026-03-01 10:00:00 +0800,5.00,CNY,1,2026-03-01 10:00:00 +0800\n';
    expect(await inspectBoth(body)).toMatchObject({ format: 'shopify-orders', counts: { rows: 1, kept: 1 } });
  });
});
