import { describe, expect, test } from 'vitest';
import { codes, inspectText, READING_POLICY } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const ONE = 'O1,C1,2026-03-01,10.00';

const gb18030 = (text: string): Buffer => {
  const bytes = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      bytes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from(
    [...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (bytes.get(char) ?? []))),
  );
};

const utf16be = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

describe('what is refused as a whole', () => {
  const cases: [string, string | Buffer, string, number?][] = [
    ['B6 UTF-16 without a mark', Buffer.from(file(ONE), 'utf16le'), 'F_ENCODING_UNKNOWN'],
    [
      'B7 Windows-1252',
      Buffer.from(`${HEADER},name\n${ONE},M\u00fcller\n${ONE},Jos\u00e9 P\n`, 'latin1'),
      'F_ENCODING_UNKNOWN',
    ],
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

  test('more bad rows than the policy allows', async () => {
    const policy = { ...READING_POLICY, intake: { maxRejectShare: 0.05 } };
    const good = Array.from({ length: 18 }, (_, i) => `O${i},C1,2026-03-01,1`);
    const bad = ['X1,C1,2026-03-01,x'];
    expect((await inspectText(file(...good, ...bad), { policy })).problems[0]?.code).toBe('F_REJECT_RATE');
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
    ['B37 the future', 'O1,C1,2026-10-03,1', 'R_DATE_FUTURE'],
    ['B45 too exact', 'O1,C1,2026-03-01,5.555', 'R_AMOUNT_PRECISION'],
    ['B47 an error of Excel', 'O1,C1,2026-03-01,#REF!', 'R_EXCEL_ERROR'],
    ['B47 no amount', 'O1,C1,2026-03-01,', 'R_AMOUNT_MISSING'],
    ['B50 digits lost', '1.23457E+17,C1,2026-03-01,1', 'R_ORDER_ID_SCIENTIFIC'],
    ['no order number', ',C1,2026-03-01,1', 'R_ORDER_ID_MISSING'],
    ['no date', 'O1,C1,,1', 'R_DATE_MISSING'],
  ];
  test.each(cases)('%s', async (_, row, code) => {
    const read = await inspectText(file('O0,C1,2026-03-01,1', row));
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
      "2,R_AMOUNT_INVALID,amount is not an amount.,Write it as 1234.50.,O1,C1,2026-03-01,x,'=HYPERLINK(1)",
    );
    expect(second).toMatch(/,-12\.00$/);
    const policy = { ...READING_POLICY, shop: { ...READING_POLICY.shop, language: 'zh-CN' as const } };
    expect((await inspectText(file('O1,C1,2026-03-01,x'), { policy })).rejects).toContain('不是有效金额');
  });
});

describe('what is taken in', () => {
  const mark = '\uFEFF';
  const chinese = '订单号,客户编号,下单时间,实付金额,姓名\nO1,C1,2026年3月1日,10.00,张伟\n';
  const same: [string, string | Buffer, warning?: string | undefined, encoding?: string][] = [
    ['B1 a mark', mark + file(ONE)],
    ['B1 two marks', mark + mark + file(ONE), 'W_BOM'],
    ['B1 a mark in a header cell', `order_id,${mark}customer_id,ordered_at,amount\n${ONE}\n`, 'W_BOM'],
    ['B2 GBK from Chinese Excel', gb18030(chinese), 'W_ENCODING_GUESSED', 'gb18030'],
    [
      'B5 UTF-16LE with tabs',
      Buffer.from(mark + file(ONE).replaceAll(',', '\t'), 'utf16le'),
      undefined,
      'utf-16le',
    ],
    ['B5 UTF-16BE with tabs', utf16be(file(ONE).replaceAll(',', '\t')), undefined, 'utf-16be'],
    ['B10 semicolons', file(ONE).replaceAll(',', ';')],
    ['B10 bars', file(ONE).replaceAll(',', '|')],
    ['B10 sep=', `sep=;\n${file(ONE).replaceAll(',', ';')}`],
    ['B13 quotes', file('"O1","C1","2026-03-01","10.00"')],
    ['B18 trailing commas', `${HEADER},\n${ONE},\n`],
    ['B18 lines above the header', `\n\n${file(ONE)}`],
    ['B20 spelled otherwise', `Order ID,CUSTOMER-ID, Ordered At ,"Amount"\n${ONE}\n`],
    ['B21 Chinese', chinese],
    ['B21 traditional', '訂單編號,客戶編號,下單時間,實付金額\nO1,C1,2026/3/1,¥10\n'],
    ['B22 another order', 'amount,ordered_at,order_id,customer_id\n10,2026-03-01,O1,C1\n'],
    ['B39 thousands', file('O1,C1,20260301,"0,010.00"')],
    ['CR only', file(ONE).replaceAll('\n', '\r')],
    ['CR LF, and none at the end', file(ONE).replaceAll('\n', '\r\n').trimEnd()],
    ['mixed newlines', `${HEADER}\n"O1",C1,2026-03-01,"10.00"\r\n`],
  ];
  test.each(same)('%s', async (_, body, warning, encoding = 'utf-8') => {
    const read = await inspectText(body);
    expect(read).toMatchObject({ status: 'read', format: 'canonical-orders', encoding });
    expect(read.counts).toMatchObject({ kept: 1, rejected: 0 });
    expect(read.lake[0]).toMatchObject({
      intake_id: 'i1',
      order_id: 'O1',
      customer_id: 'C1',
      amount: 1000,
      ordered_at: '2026-03-01T00:00:00.000Z',
    });
    expect(codes(read)).toEqual(warning ? [warning] : []);
    expect([read.from, read.to]).toEqual(['2026-03-01', '2026-03-01']);
  });

  test('B3 the first Chinese letter after 100,000 rows', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `O${i},C1,2026-03-01,1.00,Li`);
    const body = gb18030(`${HEADER},name\n${rows.join('\n')}\nX,C2,2026-03-01,1.00,张伟\n`);
    const read = await inspectText(body);
    expect(read.counts.kept).toBe(100_001);
    expect(read.lake.at(-1)).toMatchObject({ row: 100_002, name: '张伟' });
  });

  test('B4 what the uploader declares wins over any guess', async () => {
    const body = gb18030(`${HEADER},name\n${ONE},维\n`);
    expect((await inspectText(body)).lake[0]).toMatchObject({ name: 'ά' });
    expect(codes(await inspectText(body))).toEqual(['W_NON_CJK_LETTERS']);
    expect((await inspectText(body, { encoding: 'gb18030' })).lake[0]).toMatchObject({ name: '维' });
    expect(codes(await inspectText(body, { encoding: 'klingon' }))).toEqual(['F_ENCODING_UNKNOWN']);
  });

  test('B13 a quoted newline is one record, and lines are counted as an editor does', async () => {
    const read = await inspectText(`${HEADER},name\n${ONE},"Li\r\nWei ""x"", y"\nO2,C1,2026-03-01,x,\n`);
    expect(read.lake[0]).toMatchObject({ row: 2, name: 'Li Wei "x", y' });
    expect(read.problems).toEqual([{ line: 4, code: 'R_AMOUNT_INVALID', column: 'amount' }]);
  });

  test('B18 blank lines and lines of delimiters only are counted as blank', async () => {
    expect((await inspectText(file(ONE, '', ' , ,,', 'O2,C1,2026-03-01,1'))).counts).toEqual({
      rows: 4,
      kept: 2,
      rejected: 0,
      repeated: 0,
      setAside: 0,
      blank: 2,
    });
  });

  test('B23, B28 other columns are listed and never stored', async () => {
    const read = await inspectText(`${HEADER},"""; COPY x",secret'\n${ONE},1,2\n`);
    expect(read.unmatched).toEqual(['"; COPY x', "secret'"]);
    expect(JSON.stringify(read.lake)).not.toContain('secret');
  });

  test('B30 one order of day and month for the whole file', async () => {
    const dmy = await inspectText(file('O1,C1,03/04/2025,1', 'O2,C1,13/04/2025 10:00,1'));
    expect(dmy.lake.map((row) => row.ordered_at)).toEqual([
      '2025-04-03T00:00:00.000Z',
      '2025-04-13T10:00:00.000Z',
    ]);
    const mdy = await inspectText(file('O1,C1,03/04/2025,1', 'O2,C1,04/13/2025,1'));
    expect([mdy.from, mdy.to]).toEqual(['2025-03-04', '2025-04-13']);
  });

  test('B33 seconds since 1970', async () => {
    expect((await inspectText(file('O1,C1,1741000000,1', 'O2,C1,1741100000,1'))).from).toBe('2025-03-03');
    expect(codes(await inspectText(file('O1,C1,1741000000,1', ONE)))).toContain('R_DATE_INVALID');
  });

  test('B34 a zone is kept as a fact; the span is told in the zone of the policy', async () => {
    const read = await inspectText(
      file('O1,C1,2025-03-31T23:30:00Z,1', 'O2,C1,2025-03-31T23:30:00+08:00,1', 'O3,C1,2025-03-31 23:30,1'),
    );
    expect(read.lake.map(({ ordered_at, has_zone }) => [ordered_at, has_zone])).toEqual([
      ['2025-03-31T23:30:00.000Z', true],
      ['2025-03-31T15:30:00.000Z', true],
      ['2025-03-31T23:30:00.000Z', false],
    ]);
    expect([read.from, read.to]).toEqual(['2025-03-31', '2025-04-01']);
    expect(read.problems).toEqual([{ line: 4, code: 'W_TZ_ASSUMED', column: 'ordered_at' }]);
  });

  test('B38, B40, B41 amounts as the whole column writes them', async () => {
    const eu = await inspectText(file('O1,C1,2026-03-01,"1.234,50"', 'O2,C1,2026-03-01,1.234'));
    expect(eu.lake.map((row) => row.amount)).toEqual([123450, 123400]);
    const us = await inspectText(file('O1,C1,2026-03-01,"1,234"', 'O2,C1,2026-03-01,5.50'));
    expect(us.lake.map((row) => row.amount)).toEqual([123400, 550]);
    const yuan = await inspectText(file('O1,C1,2026-03-01,"¥1,234.50"'));
    expect(yuan).toMatchObject({ amounts: { CNY: 123450 }, currency: 'CNY' });
  });

  test('decimals follow the currency of the row, else of the shop', async () => {
    const body = `${HEADER},currency\nO1,C1,2026-03-01,1000,JPY\nO2,C1,2026-03-01,1.250,kwd\nO3,C1,2026-03-01,1.25,\n`;
    const read = await inspectText(body);
    expect(read.lake.map(({ amount, decimals, currency }) => [amount, decimals, currency])).toEqual([
      [1000, 0, 'JPY'],
      [1250, 3, 'KWD'],
      [125, 2, null],
    ]);
    expect(read.amounts).toEqual({ JPY: 1000, KWD: 1250, '': 125 });
    const policy = { ...READING_POLICY, currency: { code: 'JPY', rates: {} } };
    expect((await inspectText(file('O1,C1,2026-03-01,1000'), { policy })).lake[0]).toMatchObject({
      amount: 1000,
      decimals: 0,
    });
  });

  test('B52, B53 one order, many rows: the newest statement wins, else the last row', async () => {
    const last = await inspectText(
      file(ONE, 'O1,C1,2026-03-01,7.00', 'O2,C1,2026-03-01,1', 'O2,C1,2026-03-01,1'),
    );
    expect(last.counts).toMatchObject({ rows: 4, kept: 2, repeated: 2 });
    expect(last.lake.map(({ order_id, amount }) => [order_id, amount])).toEqual([
      ['O1', 700],
      ['O2', 100],
    ]);
    expect(codes(last)).toEqual(['W_ORDER_REPEATED', 'W_DUPLICATE_ROW']);
    expect(last.amountsElsewhere?.repeated).toEqual({ '': 1100 });
    const newest = await inspectText(
      `${HEADER},updated_at\n${ONE},2026-05-02\nO1,C1,2026-03-01,7.00,2026-05-01\nO1,C1,2026-03-01,8.00,\n`,
    );
    expect(newest.lake).toMatchObject([{ amount: 1000, row: 2 }]);
  });

  test('B57 refunds: rows of their own, in full when nothing is said', async () => {
    const body = `${HEADER},status,refund_amount\nO1,C1,2026-03-01,10,refunded,\nO2,C1,2026-03-01,10,paid,4\nO2,C1,2026-03-05,-1,,\nO2,C1,2026-03-06,-1,,\nO2,C1,2026-03-06,-1,,\nO9,C1,2026-03-06,-1,refunded,\n`;
    const read = await inspectText(body);
    expect(read.counts).toMatchObject({ kept: 5, repeated: 1 });
    expect(read.lake.map(({ order_id, amount, refund }) => [order_id, amount, refund])).toEqual([
      ['O1', 1000, 1000],
      ['O2', 1000, 400],
      ['O2', -100, 0],
      ['O2', -100, 0],
      ['O9', -100, 0],
    ]);
  });

  test("B58 cancelled, unpaid and nobody's orders are set aside, yet their rows reach the lake", async () => {
    const body = `${HEADER},status\n${ONE},paid\nO2,C1,2026-03-01,2,cancelled\nO3,C1,2026-03-01,3,待付款\nO4,,2026-03-01,4,paid\nO1,C1,2026-03-01,10.00,已取消\n`;
    const read = await inspectText(body);
    expect(read.counts).toEqual({ rows: 5, kept: 0, rejected: 0, repeated: 1, setAside: 4, blank: 0 });
    expect(read.lake.map(({ order_id, status }) => [order_id, status])).toEqual([
      ['O2', 'cancelled'],
      ['O3', 'unpaid'],
      ['O4', 'paid'],
      ['O1', 'cancelled'],
    ]);
    expect(read.lake[2]).toMatchObject({ customer_id: null });
  });

  test('B65 who has no usable address is scored by his number; without one he is set aside', async () => {
    const body = `${HEADER},email\n${ONE},none@none.com\nO2,,2026-03-01,2,none@none.com\nO3,,2026-03-01,2,A@x.com\n`;
    const read = await inspectText(body);
    expect(read.counts).toMatchObject({ kept: 2, setAside: 1 });
    expect(read.lake.map((row) => row.email)).toEqual([null, null, 'a@x.com']);
  });

  test('money is told apart by what became of its row', async () => {
    const read = await inspectText(file(ONE, 'O2,C1,never,5', 'O3,,2026-03-01,3', 'O1,C1,2026-03-01,10.00'));
    expect(read.amounts).toEqual({ '': 1000 });
    expect(read.amountsElsewhere).toEqual({
      rejected: { '': 500 },
      repeated: { '': 1000 },
      setAside: { '': 300 },
    });
  });
});

describe('customers', () => {
  const HEAD = 'customer_id,email,name,language,consent,consent_at,updated_at';
  test('are known by their columns, wherever they were put', async () => {
    const read = await inspectText(
      `${HEAD}\nC1,A@x.com,张伟,zh-CN,是,2026-02-01,\nC2,b@x.com,Li,en,no,,\nC3,,,,,,\n`,
    );
    expect(read).toMatchObject({ kind: 'customers', format: 'canonical-customers', amounts: {} });
    expect(read.counts).toMatchObject({ rows: 3, kept: 3 });
    expect(read.lake.map(({ email, consent, consent_at }) => [email, consent, consent_at])).toEqual([
      ['a@x.com', true, '2026-02-01T00:00:00.000Z'],
      ['b@x.com', false, null],
      [null, null, null],
    ]);
    expect((await inspectText('customer_id\nC1\n', { hint: 'customers' })).kind).toBe('customers');
    expect((await inspectText('customer_id\nC1\n')).problems[0]?.code).toBe('F_HEADER_MISSING_COLUMN');
  });

  test('an older row may hold the only word on consent, so every row reaches the lake', async () => {
    const read = await inspectText(
      `${HEAD}\nC1,a@x.com,,,no,2026-02-01,\nC1,a@x.com,Li,,,,\n,,Nobody,,,,\nC2,b@x.com,,,maybe,,\n`,
    );
    expect(read.counts).toEqual({ rows: 4, kept: 1, rejected: 1, repeated: 1, setAside: 1, blank: 0 });
    expect(read.lake).toHaveLength(3);
    expect(codes(read)).toEqual(['W_ORDER_REPEATED', 'R_CONSENT_UNKNOWN']);
  });

  test('a file without a consent column says nothing', async () => {
    const read = await inspectText('email,name\na@x.com,Li\n', { hint: 'customers' });
    expect(read.lake[0]).toMatchObject({ consent: null, customer_id: null });
  });
});

describe('Shopify orders', () => {
  const columns = [
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Accepts Marketing',
    'Currency',
    'Total',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Billing Name',
    'Cancelled at',
    'Refunded Amount',
    'Vendor',
    'Source',
    'Phone',
    'Shipping Country',
  ];
  const row = (cells: Record<string, string>) => columns.map((name) => cells[name] ?? '').join(',');
  const order = (name: string, more: Record<string, string> = {}) =>
    row({
      Name: name,
      Email: 'A@x.com',
      'Financial Status': 'paid',
      'Paid at': '2026-05-01 10:00:00 +0800',
      'Accepts Marketing': 'yes',
      Currency: 'USD',
      Total: '1339.20',
      'Created at': '2026-05-01 09:00:00 +0800',
      'Lineitem quantity': '1',
      'Lineitem name': 'Tea',
      'Refunded Amount': '0.00',
      Vendor: 'V',
      Source: 'web',
      Phone: "'+86 139 1234 5678",
      ...more,
    });
  const item = (name: string) =>
    row({
      Name: name,
      Email: 'A@x.com',
      'Created at': '2026-05-01 09:00:00 +0800',
      'Lineitem quantity': '2',
      'Lineitem name': 'Cup',
    });
  const shop = (...rows: string[]) => `${[columns.join(','), ...rows].join('\n')}\n`;

  test('further line items belong to the order above and count as repeated', async () => {
    const read = await inspectText(shop(order('#1'), item('#1'), item('#1'), order('#2'), item('#9')));
    expect(read).toMatchObject({ format: 'shopify-orders', amounts: { USD: 267840 }, currency: 'USD' });
    expect(read.counts).toEqual({ rows: 5, kept: 2, rejected: 1, repeated: 2, setAside: 0, blank: 0 });
    expect(read.problems).toContainEqual({ line: 6, code: 'R_ORDER_ROW_MISSING' });
    expect(read.lake[0]).toMatchObject({
      order_id: '#1',
      email: 'a@x.com',
      phone: '+8613912345678',
      amount: 133920,
      ordered_at: '2026-05-01T02:00:00.000Z',
      has_zone: true,
      consent: true,
      consent_at: '2026-05-01T01:00:00.000Z',
      category: 'V',
      channel: 'web',
      customer_id: null,
    });
  });

  test.each([
    [{ 'Financial Status': 'partially_refunded', 'Refunded Amount': '39.20' }, 'paid', 3920, 'kept'],
    [{ 'Financial Status': 'refunded', 'Refunded Amount': '1339.20' }, 'refunded', 133920, 'kept'],
    [{ 'Financial Status': 'voided' }, 'cancelled', 0, 'setAside'],
    [{ 'Cancelled at': '2026-05-02 10:00:00 +0800' }, 'cancelled', 0, 'setAside'],
    [{ 'Financial Status': 'pending', 'Paid at': '' }, 'unpaid', 0, 'setAside'],
    [{ Email: '' }, 'paid', 0, 'setAside'],
  ] as const)('%j is %s', async (change, status, refund, place) => {
    const read = await inspectText(shop(order('#1', change)));
    expect(read.lake[0]).toMatchObject({ status, refund });
    expect(read.counts[place]).toBe(1);
  });
});
