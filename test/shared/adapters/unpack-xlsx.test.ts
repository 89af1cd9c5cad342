import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { inspectText } from '../../support/inspect-text.ts';
import { refusal, unpacked } from '../../support/unpacked.ts';
import { bookEntries, oneSheet, type SheetCell, workbook, zipBytes } from '../../support/xlsx.ts';

const raw = (inner: string, attributes = ''): SheetCell => ({ inner, attributes });

describe('rows', () => {
  it('line n is row n: gaps stay, what is empty below and beside the table does not', async () => {
    const rows = {
      3: ['a', null, 'b'],
      5: ['1'],
      6: [null, '', null],
      8: [null, '2'],
      99: [null, null, null, null],
    };
    const read = await unpacked(oneSheet(rows));
    expect(read).toMatchObject({ container: 'xlsx', encoding: 'utf-8', linesAbove: 0, warnings: [] });
    expect(read.lines).toEqual(['', '', 'a,,b', '', '1,,', '', '', ',2,']);
  });

  it('numbers of rows and cells may be left out, and names have prefixes', async () => {
    const data = `<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>
      <x:c><x:v>1</x:v></x:c></x:row><x:row><x:c r="B2"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const entries = bookEntries({ sheets: [{ name: 'S', rows: [] }] });
    const changed = entries.map((one) => (one.name.includes('sheet1') ? { ...one, data } : one));
    expect((await unpacked(zipBytes(changed))).lines).toEqual(['a,1', ',2']);
  });

  it('merged cells have their value in the first', async () => {
    const entries = bookEntries({
      sheets: [
        {
          name: 'S',
          rows: [
            ['总计', null],
            ['a', 'b'],
          ],
        },
      ],
    });
    const merged = entries.map((one) => ({
      ...one,
      data: String(one.data).replace(
        '</worksheet>',
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
      ),
    }));
    expect((await unpacked(zipBytes(merged))).lines).toEqual(['总计,', 'a,b']);
  });

  it('one cell in the last corner costs nothing', async () => {
    const far = (row: number, column: string) => `<row r="${row}"><c r="${column}${row}"><v>1</v></c></row>`;
    const sheet = (inner: string) => {
      const entries = bookEntries({ sheets: [{ name: 'S', rows: [] }] });
      const data = `<worksheet><sheetData>${inner}</sheetData></worksheet>`;
      return zipBytes(entries.map((one) => (one.name.includes('sheet1') ? { ...one, data } : one)));
    };
    expect(await refusal(sheet(far(1_048_576, 'XFD')))).toBe('F_TOO_MANY_COLUMNS');
    expect((await unpacked(sheet(far(1_048_576, 'A')))).lines).toHaveLength(1_048_576);
    expect(await refusal(sheet(far(1_048_577, 'A')))).toBe('F_FORMAT_MISMATCH Excel (.xlsx)');
    expect(await refusal(sheet(far(1, 'XFE')))).toBe('F_FORMAT_MISMATCH Excel (.xlsx)');
    expect(await refusal(sheet(`${far(2, 'A')}${far(1, 'A')}`))).toBe('F_FORMAT_MISMATCH Excel (.xlsx)');
  });
});

describe('which sheet', () => {
  const sheets = [
    { name: 'secret', rows: [['hidden']], state: 'hidden' },
    { name: '订单 2026', rows: [['orders']] },
    { name: 'Notes', rows: [['notes']] },
    { name: 'Empty', rows: [] },
  ];
  const book = workbook({ sheets });
  test.each([
    [undefined, 'orders', ['W_SHEETS_IGNORED'], ['Notes']],
    ['Notes', 'notes', [], []],
    [' notes', 'notes', [], []],
    ['订单 ２０２６', 'orders', [], []],
    ['secret', 'hidden', [], []],
  ])('%s', async (sheet, first, warnings, otherSheets) => {
    expect(await unpacked(book, { sheet })).toMatchObject({ lines: [first], warnings, otherSheets });
  });

  it('a name that is not there is answered with those that are', async () => {
    expect(await refusal(book, { sheet: 'Orders' })).toBe('F_SHEET_MISSING secret, 订单 2026, Notes, Empty');
  });

  it('an empty sheet beside it is not worth a word', async () => {
    const only = workbook({
      sheets: [
        { name: 'A', rows: [['x']] },
        { name: 'B', rows: [] },
      ],
    });
    expect((await unpacked(only)).warnings).toEqual([]);
  });
});

it('a workbook says what the CSV of the same table says', async () => {
  const header = ['order_id', 'customer_id', 'ordered_at', 'amount', 'currency', 'email'];
  const order = fc.record({
    id: fc.integer({ min: 1, max: 999_999_999_999_999 }),
    customer: fc.constantFrom('C1', '00017', '张伟', 'a,b', 'x"y'),
    day: fc.integer({ min: 45_000, max: 46_200 }),
    second: fc.integer({ min: 0, max: 86_399 }),
    cents: fc.integer({ min: 0, max: 99_999_999 }),
    email: fc.constantFrom('a@x.com', '', 'none@none.com'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 8 }), async (orders) => {
      const cells = orders.map(({ id, customer, day, second, cents, email }) => [
        id,
        customer,
        raw(`<v>${day + second / 86_400}</v>`, 's="1"'),
        raw(`<v>${cents / 100}</v>`),
        'CNY',
        email,
      ]);
      const quoted = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
      const lines = orders.map(({ id, customer, day, second, cents, email }) => {
        const at = new Date(Math.round((day - 25_569) * 86_400 + second) * 1000).toISOString();
        const time = `${at.slice(0, 10)} ${at.slice(11, 19)}`;
        return [id, customer, time, (cents / 100).toFixed(2), 'CNY', email].map(quoted).join(',');
      });
      const sheet = await unpacked(oneSheet([header, ...cells], { formats: ['yyyy-mm-dd hh:mm:ss'] }));
      const [fromSheet, fromText] = [
        await inspectText(sheet.bytes),
        await inspectText(`${header.join(',')}\n${lines.join('\n')}\n`),
      ];
      expect(fromText.status).toBe('read');
      expect(fromSheet).toEqual(fromText);
    }),
    { numRuns: 15 },
  );
});
