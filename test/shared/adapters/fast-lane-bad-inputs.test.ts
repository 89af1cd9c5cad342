import { describe, expect, test } from 'vitest';
import { inspectBoth } from '../../support/inspect-both.ts';
import { type Inspected, READING_POLICY } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const ONE = 'O1,C1,2026-03-01,10.00';
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const withColumns = (columns: string, ...rows: string[]) =>
  file(`${HEADER},${columns}`, ...rows).slice(HEADER.length + 1);
const around = (row: string) => file('O0,C1,2026-03-01,1.00', row, 'O9,C1,2026-03-01,9.00');

/** Cases of files: plain rows stand beside what is bad, so that both readers have a part in most of them. */
const CASES: [string, string][] = [
  ['B1 a mark', `\uFEFF${file(ONE)}`],
  ['B9 NUL', around('O\u00001,C1,2026-03-01,1')],
  ['B10 semicolons', file(ONE).replaceAll(',', ';')],
  ['B10 bars', file(ONE).replaceAll(',', '|')],
  ['B10 tabs', file(ONE).replaceAll(',', '\t')],
  ['B13 quotes', file('"O1","C1","2026-03-01","10.00"', ONE)],
  ['B13 a quoted newline', withColumns('name', `${ONE},"Li\r\nWei ""x"", y"`, 'O2,C1,2026-03-01,x,')],
  ['B14 a quote not closed', file(ONE, 'O2,"C2,2026-03-01,1', 'O3,C3,2026-03-01,1')],
  ['B15 a quote escaped by a backslash', file(ONE, 'O2,"C\\"2",2026-03-01,1')],
  ['B15 curly quotes', around('O1,C1,2026-03-01,“1”')],
  ['B17 too few', around('O1,C1,2026-03-01')],
  ['B17 too many', around('O1,C1,2026-03-01,1,2')],
  ['B18 trailing commas', `${HEADER},\n${ONE},\n`],
  ['B18 blank lines', file(ONE, '', ' , ,,', 'O2,C1,2026-03-01,1')],
  ['B19 a long field', around(`O1,${'x'.repeat(70_000)},2026-03-01,1`)],
  ['B19 a line above 2 MB', around(`O2,${'x'.repeat(2_200_000)},2026-03-01,1`)],
  ['B23 other columns', withColumns('"""; COPY x",secret', `${ONE},1,2`)],
  ['B30 day and month', file('O1,C1,03/04/2025,1', 'O2,C1,13/04/2025 10:00,1', ONE)],
  ['B31 dates that fit both ways', file(ONE, 'O2,C1,03/04/2025,1')],
  ['B31 dates of both ways', file('O1,C1,13/04/2025,1', 'O2,C1,04/13/2025,1')],
  ['B33 seconds since 1970', file('O1,C1,1741000000,1', 'O2,C1,1741100000,1')],
  ['B33 seconds and days', file('O1,C1,1741000000,1', 'O2,C1,2026-03-01,1')],
  [
    'B34 zones',
    file('O1,C1,2025-03-31T23:30:00Z,1', 'O2,C1,2025-03-31T23:30:00+08:00,1', 'O3,C1,2025-03-31 23:30,1'),
  ],
  ...['2025-02-29', '1970-01-01', '1900-01-01', '2026-10-03', '', 'today', '45000'].map(
    (day): [string, string] => [`B35–B37 dated ${day}`, around(`O1,C1,${day},1`)],
  ),
  [
    'B37 tomorrow',
    file('O1,C1,2026-10-02 11:59,1', 'O2,C1,2026-10-02 12:01,1', 'O3,C1,2026-10-02T04:01:00Z,1'),
  ],
  ['B38 a mark', around('O1,C1,2026-03-01,"¥1,234.50"')],
  ['B40 commas', file('O1,C1,2026-03-01,"1.234,50"', 'O2,C1,2026-03-01,1.234', 'O3,C1,2026-03-01,5')],
  ['B40 both ways', file('O1,C1,2026-03-01,"1.234,50"', 'O2,C1,2026-03-01,1.50')],
  ['B41 thousands', file('O1,C1,2026-03-01,5.50', 'O2,C1,2026-03-01,"1,234"', 'O3,C1,2026-03-01,5.500')],
  ['B41 nobody can tell', file('O1,C1,2026-03-01,5', 'O2,C1,2026-03-01,1.500')],
  ...['1', '007', '-3', '-0', '5.555', '5.', 'NaN', '', '-', '1e3', '#REF!', '9999999999'].map(
    (sum): [string, string] => [`B43–B49 of ${sum}`, around(`O1,C1,2026-03-01,${sum}`)],
  ),
  ['B48 two marks', file('O1,C1,2026-03-01,€1', 'O2,C1,2026-03-01,£1', ONE)],
  [
    'B48 two currencies',
    withColumns('currency', `${ONE},USD`, 'O2,C1,2026-03-01,1,CNY', 'O3,C1,2026-03-01,€1,CNY'),
  ],
  ...['1.23457E+17', "'00123", '="00123"', '00123', ' O1 ', '\u00a0O1', '', '12345678901234567890123'].map(
    (id): [string, string] => [
      `B50–B51 the number ${id}`,
      around(`${id.includes('"') ? `"${id.replaceAll('"', '""')}"` : id},C1,2026-03-01,1`),
    ],
  ),
  ['B52 twice', file(ONE, ONE, 'O2,C1,2026-03-01,1')],
  ['B53 changed', file(ONE, 'O1,C1,2026-03-01,7.00', 'O2,C1,2026-03-01,1')],
  [
    'B53 dated',
    withColumns(
      'updated_at',
      `${ONE},2026-05-02`,
      'O1,C1,2026-03-01,7.00,2026-05-01',
      'O1,C1,2026-03-01,8.00,',
    ),
  ],
  [
    'B57 refunds',
    withColumns(
      'status,refund_amount',
      `${ONE},refunded,`,
      'O2,C1,2026-03-01,10,paid,4',
      'O2,C1,2026-03-05,-1,,',
      'O9,C1,2026-03-06,-1,refunded,',
    ),
  ],
  [
    'B58 statuses',
    withColumns(
      'status',
      `${ONE},paid`,
      'O2,C1,2026-03-01,2,cancelled',
      'O3,C1,2026-03-01,3,待付款',
      'O4,,2026-03-01,4,odd',
    ),
  ],
  ...[
    'none@none.com',
    'a@none.com',
    'unknown@x.com',
    'x@marketplace.amazon.de',
    'A@x.com',
    'a@x.com;b@y.com',
  ].map((email): [string, string] => [
    `B59–B65 ${email}`,
    withColumns('email', `${ONE},a@x.com`, `O2,,2026-03-01,1,${email}`, `O3,,2026-03-01,1,${email}`),
  ]),
  [
    'B67 formulas',
    withColumns('name', `${ONE},=1+1`, 'O2,C1,2026-03-01,x,@SUM(A1)', 'O3,C1,2026-03-01,1,Li'),
  ],
  [
    'B68 names',
    withColumns(
      'name',
      `${ONE},张\u202e伟`,
      `O2,C1,2026-03-01,1,${'x'.repeat(500)}`,
      'O3,C1,2026-03-01,1,Na',
    ),
  ],
  ['B71 a header only', `${HEADER}\n`],
];

describe('the fast lane, from the first row on, makes the same of', () => {
  test.each(CASES)('%s', async (_, body) => {
    const read: Inspected = await inspectBoth(body);
    expect(read.counts.rows + read.problems.length).toBeGreaterThan(0);
  });

  test('too many bad rows', async () => {
    const policy = { ...READING_POLICY, intake: { maxRejectShare: 0.05 } };
    const { status } = await inspectBoth(around('X1,C1,2026-03-01,x'), { policy });
    expect(status).toBe('refused');
  });
});
