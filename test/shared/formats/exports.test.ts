import { describe, expect, test } from 'vitest';
import { gb18030 } from '../../support/gb18030.ts';
import { codes, inspectText, READING_POLICY } from '../../support/inspect-text.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const ONE = 'O1,C1,2026-03-01,10.00';

const utf16be = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

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

  test('B2 rare surnames of four bytes in GB18030', async () => {
    const names = ['𠮷田', '㐂子', '张伟'];
    const rows = names.map((name, i) => `O${i},C${i},2026-03-01,1.00,${name}\n`).join('');
    const read = await inspectText(gb18030(`订单号,客户编号,下单时间,实付金额,姓名\n${rows}`));
    expect(read.lake.map(({ name }) => name)).toEqual(names);
    expect(codes(read)).toEqual(['W_ENCODING_GUESSED']);
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

  test('B7 what the uploader declares tells the letters of western Europe', async () => {
    const body = Buffer.from(`${HEADER},name\n${ONE},M\u00fcller\n`, 'latin1');
    const read = await inspectText(body, { encoding: 'windows-1252' });
    expect(read).toMatchObject({ status: 'read', encoding: 'windows-1252' });
    expect(read.lake).toMatchObject([{ name: 'Müller' }]);
    expect(codes(read)).toEqual([]);
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
    const gap = await inspectText(file('O1,C1,0000000000,1', 'O2,C1,1741100000000,1'));
    expect(gap).toMatchObject({ from: '2025-03-04', counts: { kept: 1, rejected: 1 } });
    expect(codes(gap)).toEqual(['R_DATE_SENTINEL']);
  });

  test('B33 seconds in one column say nothing of another one', async () => {
    const read = await inspectText(
      `${HEADER},updated_at\nO1,C1,1741000000,1,2026-03-01\nO2,C1,1741100000,1,2026-03-02\n`,
    );
    expect(read).toMatchObject({ from: '2025-03-03', counts: { kept: 2, rejected: 0 } });
    expect(read.lake[0]).toMatchObject({ updated_at: '2026-03-01T00:00:00.000Z' });
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

  test('B57 a refund whose order is not there is told, and subtracted all the same', async () => {
    const orphan = await inspectText(file(ONE, 'O9,C1,2026-03-06,-1.00'));
    expect(orphan.problems).toEqual([{ line: 3, code: 'W_REFUND_ORPHAN' }]);
    expect(orphan.amounts).toEqual({ '': 900 });
    expect(codes(await inspectText(file('O1,C1,2026-03-06,-1.00', ONE)))).toEqual([]);
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
