import { describe, expect, test } from 'vitest';
import { codes, inspectText, READING_POLICY } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const ONE = 'O1,C1,2026-03-01,10.00';

/** As programs in western Europe save it. */
const western = (...names: string[]): Buffer =>
  Buffer.from(`${HEADER},name\n${names.map((name) => `${ONE},${name}\n`).join('')}`, 'latin1');

describe('what is refused as a whole', () => {
  const cases: [string, string | Buffer, string, number?][] = [
    ['B6 UTF-16 without a mark', Buffer.from(file(ONE), 'utf16le'), 'F_ENCODING_UNKNOWN'],
    ['B7 Windows-1252', western('M\u00fcller', 'Jos\u00e9'), 'F_ENCODING_UNKNOWN'],
    ['B7 letters that are no GB18030', western('Jos\u00e9'), 'F_ENCODING_UNKNOWN'],
    ['B7 letters that decode as rare Chinese ones', western('M\u00fcller'), 'F_ENCODING_UNKNOWN'],
    [
      'B11 two delimiters',
      'order_id,customer_id;ordered_at,amount;email\n1,2;3,4;5\n',
      'F_DELIMITER_AMBIGUOUS',
      1,
    ],
    [
      'B12 full-width commas',
      'order_id，customer_id，ordered_at，amount\n1，2，3，4\n',
      'F_HEADER_MISSING_COLUMN',
      1,
    ],
    ['B14 a quote not closed', file(ONE, 'O2,"C2,2026-03-01,1', 'O3,C3,2026-03-01,1'), 'F_MALFORMED_CSV', 3],
    ['B15 a quote escaped by a backslash', file(ONE, 'O2,"C\\"2",2026-03-01,1'), 'F_MALFORMED_CSV', 3],
    ['B19 a line above 2 MB', file(ONE, `O2,${'x'.repeat(2_200_000)},2026-03-01,1`), 'F_LINE_TOO_LONG', 3],
    ['B19 10,000 columns', `${HEADER}${',x'.repeat(10_000)}\n1\n`, 'F_TOO_MANY_COLUMNS', 1],
    [
      'B24 a column missing',
      'order_id,customer_id,ordered_at\n1,2,2026-03-01\n',
      'F_HEADER_MISSING_COLUMN',
      1,
    ],
    ['B25 two columns of one meaning', `${HEADER},金额\n${ONE},1\n`, 'F_HEADER_AMBIGUOUS', 1],
    ['B25 a column twice', `${HEADER},Amount\n${ONE},1\n`, 'F_HEADER_AMBIGUOUS', 1],
    ['B26 a title row', `2025 Q1 订单导出\n${file(ONE)}`, 'F_HEADER_MISSING', 1],
    ['B26 no header', 'O1,C1,2026-03-01,10\n', 'F_HEADER_MISSING', 1],
    ['B31 dates that fit both ways', file('O1,C1,03/04/2025,1'), 'F_DATE_FORMAT_AMBIGUOUS', 2],
    ['B31 dates of both ways', file('O1,C1,13/04/2025,1', 'O2,C1,04/13/2025,1'), 'F_DATE_FORMAT_MIXED', 2],
    [
      'B40 amounts of both ways',
      file('O1,C1,2026-03-01,"1.234,50"', 'O2,C1,2026-03-01,1.50'),
      'F_AMOUNT_FORMAT_AMBIGUOUS',
      2,
    ],
    ['B41 nobody can tell', file('O1,C1,2026-03-01,"1,234"'), 'F_AMOUNT_FORMAT_AMBIGUOUS', 2],
    ['B70 nothing', '', 'F_EMPTY_OBJECT'],
    ['B71 a header only', `${HEADER}\n`, 'F_NO_DATA_ROWS'],
    ['B71 a header and blank lines', `${HEADER}\n\n,,,\n`, 'F_NO_DATA_ROWS'],
    ['only blank lines', '\n\n\n', 'F_NO_DATA_ROWS'],
    ['B77 xlsx', Buffer.from('PK\u0003\u0004....[Content_Types].xml'), 'F_FORMAT_MISMATCH'],
    ['B77 xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'F_FORMAT_MISMATCH'],
    ['B77 PDF', '%PDF-1.7 x', 'F_FORMAT_MISMATCH'],
    ['B77 HTML', '<html><table><tr><td>订单号', 'F_FORMAT_MISMATCH'],
    ['B77 JSON', '{"orders": []}', 'F_FORMAT_MISMATCH'],
    ['B77 Parquet', 'PAR1....', 'F_FORMAT_MISMATCH'],
    ['B78 zip', Buffer.from('PK\u0003\u0004....a.csv'), 'F_UNSUPPORTED_FORMAT'],
    ['B73 gzip cut short', Buffer.from([0x1f, 0x8b, 8, 0]), 'F_GZIP_CORRUPT'],
  ];
  test.each(cases)('%s', async (_, body, code, line) => {
    const read = await inspectText(body);
    expect(read.status).toBe('refused');
    expect(read.problems[0]).toMatchObject({ code, ...(line === undefined ? {} : { line }) });
    expect(read.rejects).toContain(code);
  });

  test('B48 several currencies and no column that says which, or one that the policy has no rate for', async () => {
    const policy = { ...READING_POLICY, currency: { code: 'CNY', rates: {} } };
    const mixed = file('O1,C1,2026-03-01,€1', 'O2,C1,2026-03-01,£1');
    expect((await inspectText(mixed, { policy })).problems[0]?.code).toBe('F_CURRENCY_MIXED');
    const named = `${HEADER},currency\n${ONE},USD\nO2,C1,2026-03-01,1,CNY\n`;
    expect((await inspectText(named, { policy })).problems[0]).toEqual({
      ...{ line: 0, code: 'F_CURRENCY_NO_RATE', column: 'USD' },
    });
    expect((await inspectText(named)).amounts).toEqual({ USD: 1000, CNY: 100 });
    const first = { ...policy, currency: { rates: {} } };
    expect((await inspectText(file('O1,C1,2026-03-01,€1'), { policy: first })).status).toBe('read');
  });

  test('B37 more rows of the future than the policy allows', async () => {
    const policy = { ...READING_POLICY, intake: { maxRejectShare: 0.05 } };
    const good = Array.from({ length: 18 }, (_, i) => `O${i},C1,2026-03-01,1`);
    const bad = ['X1,C1,2027-03-01,1'];
    const read = await inspectText(file(...good, ...bad), { policy });
    const rate = { code: 'F_REJECT_RATE', column: '1 / 19 = 5.26% > 5%' };
    expect(read).toMatchObject({ status: 'refused', problems: [rate, { line: 20 }] });
    expect(codes(read)).toEqual(['F_REJECT_RATE', 'R_DATE_FUTURE']);
    expect((await inspectText(file(...good, 'O18,C1,2026-03-01,1', ...bad), { policy })).status).toBe('read');
  });
});

describe('what is refused as a row', () => {
  const cases: [string, string, string][] = [
    ['B9 NUL', 'O\u00001,C1,2026-03-01,1', 'R_CONTROL_CHAR'],
    ['B15 curly quotes', 'O1,C1,2026-03-01,“1”', 'R_AMOUNT_INVALID'],
    ['B17 too few', 'O1,C1,2026-03-01', 'R_COLUMN_COUNT'],
    ['B17 too many', 'O1,C1,2026-03-01,1,2', 'R_COLUMN_COUNT'],
    ['B19 a long field', `O1,${'x'.repeat(70_000)},2026-03-01,1`, 'R_FIELD_TOO_LONG'],
    ['B35 no such day', 'O1,C1,2025-02-29,1', 'R_DATE_INVALID'],
    ['B36 a sentinel', 'O1,C1,1970-01-01,1', 'R_DATE_SENTINEL'],
    ['B36 seconds that are none', 'O1,C1,0000000000,1', 'R_DATE_SENTINEL'],
    ['B36 milliseconds that are none', 'O1,C1,0000000000000,1', 'R_DATE_SENTINEL'],
    ['B37 the future', 'O1,C1,2026-10-03,1', 'R_DATE_FUTURE'],
    ['B45 too exact', 'O1,C1,2026-03-01,5.555', 'R_AMOUNT_PRECISION'],
    ['B47 an error of Excel', 'O1,C1,2026-03-01,#REF!', 'R_EXCEL_ERROR'],
    ['B47 no amount', 'O1,C1,2026-03-01,', 'R_AMOUNT_MISSING'],
    ['B50 digits lost', '1.23457E+17,C1,2026-03-01,1', 'R_ORDER_ID_SCIENTIFIC'],
    ['no order number', ',C1,2026-03-01,1', 'R_ORDER_ID_MISSING'],
    ['no date', 'O1,C1,,1', 'R_DATE_MISSING'],
  ];
  test.each(cases)('%s', async (_, row, code) => {
    const read = await inspectText(file('O0,C1,2026-03-01,1.00', row));
    expect(read.counts).toMatchObject({ rows: 2, kept: 1, rejected: 1 });
    expect(read.problems).toContainEqual(expect.objectContaining({ line: 3, code }));
  });

  test('B58 an unknown status, B48 a currency that is none', async () => {
    const body = `${HEADER},status,currency\n${ONE},odd,\nO2,C1,2026-03-01,1,,yuan!\n`;
    expect(codes(await inspectText(body))).toEqual(['R_STATUS_UNKNOWN', 'R_CURRENCY_INVALID']);
  });

  test('B37 tomorrow is no future, by the clock of the shop', async () => {
    const read = await inspectText(
      file('O1,C1,2026-10-02 11:59,1', 'O2,C1,2026-10-02 12:01,1', 'O3,C1,2026-10-02T04:01:00Z,1'),
    );
    expect(read.problems.filter(({ code }) => code === 'R_DATE_FUTURE').map(({ line }) => line)).toEqual([
      3, 4,
    ]);
  });

  test('the rejects file has line, code, reason, remedy and the columns, safe for Excel', async () => {
    const read = await inspectText(
      `${HEADER},note\nO1,C1,2026-03-01,x,=HYPERLINK(1)\nO2,C1,2026-03-01,y,-12.00\n`,
    );
    const [header, first, second] = read.rejects.split('\r\n');
    expect(header).toBe(`\uFEFFline,code,reason,remedy,${HEADER},note`);
    expect(first).toBe(
      `2,R_AMOUNT_INVALID,"""amount"" is not an amount.",Write it as 1234.50.,O1,C1,2026-03-01,x,'=HYPERLINK(1)`,
    );
    expect(second).toMatch(/,-12\.00$/);
    const policy = { ...READING_POLICY, shop: { ...READING_POLICY.shop, language: 'zh-CN' as const } };
    expect((await inspectText(file('O1,C1,2026-03-01,x'), { policy })).rejects).toContain('不是有效金额');
  });
});
