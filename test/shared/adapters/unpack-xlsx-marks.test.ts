import { describe, expect, it, test } from 'vitest';
import { inspectText } from '../../support/inspect-text.ts';
import { unpacked } from '../../support/unpacked.ts';
import { oneSheet, type SheetCell } from '../../support/xlsx.ts';

const number = (value: string, style = 1): SheetCell => ({
  inner: `<v>${value}</v>`,
  attributes: `s="${style}"`,
});
const shown = async (format: string | number, value = '1034.5') =>
  (await unpacked(oneSheet([['x'], [number(value)]], { formats: [format] }))).lines[1];

describe('a number keeps the currency that its format shows', () => {
  test.each([
    ['[$$-409]#,##0.00', '$1034.5'],
    ['[$$-en-US]#,##0.00', '$1034.5'],
    ['[$¥-804]#,##0.00', '¥1034.5'],
    ['[$¥]#,##0.00', '¥1034.5'],
    ['[$€-2] #,##0.00', '€1034.5'],
    ['#,##0.00\\ [$€-407]', '€1034.5'],
    ['[$US$-409]#,##0.00', 'US$1034.5'],
    ['[$USD] #,##0.00', 'USD1034.5'],
    ['_-[$£-809]* #,##0.00_-;\\-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-;_-@_-', '£1034.5'],
    ['_ "￥"* #,##0.00_ ;_ "￥"* \\-#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ', '¥1034.5'],
    ['¥#,##0.00;[Red]¥-#,##0.00', '¥1034.5'],
    ['"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', '$1034.5'],
    ['\\$#,##0', '$1034.5'],
    ['\\H\\K\\$#,##0.00', 'HK$1034.5'],
    ['"US$ "#,##0.00', 'US$1034.5'],
    ['"RMB "#,##0.00', 'CNY1034.5'],
    ['#,##0.00" USD"', 'USD1034.5'],
    ['#,##0.00"元"', '1034.5元'],
    ['"¥"General', '¥1034.5'],
    ['[$₹-4009]#,##0.00', 'INR1034.5'],
    ['[$zł-415] #,##0.00', 'PLN1034.5'],
  ])('%s', async (format, expected) => {
    expect(await shown(format)).toBe(expected);
  });

  test.each([
    ['[$¥-411]#,##0', 'JPY1034.5'],
    ['[$￥-ja-JP]#,##0', 'JPY1034.5'],
    ['[$$-C09]#,##0.00', 'AUD1034.5'],
    ['[$$-1009]#,##0.00', 'CAD1034.5'],
    ['[$$-0000C0C]#,##0.00', 'CAD1034.5'],
    ['[$kr-41D]#,##0.00', 'SEK1034.5'],
  ])('of a mark that several countries use the one of its language: %s', async (format, expected) => {
    expect(await shown(format)).toBe(expected);
  });

  test.each([
    ['General'],
    ['#,##0.00'],
    ['[Red]0.00'],
    ['[$-409]0.00'],
    ['0" days"'],
    ['0.0" kg"'],
    ['0"件"'],
    ['#,##0.00_$'],
    ['#,##0.00*$'],
    ['0.00;[$$-409]0.00'],
    ['@'],
    [4],
    [44],
  ])('none where it shows none: %s', async (format) => {
    expect(await shown(format)).toBe('1034.5');
  });

  it('negative ones, and numbers that lost digits', async () => {
    expect(await shown('[$$-409]#,##0.00', '-12.5')).toBe('$-12.5');
    expect(await shown('[$$-409]#,##0.00', '1.93E17')).toBe('$1.93e+17');
  });
});

describe('currencies of one column', () => {
  const formats = ['[$$-409]#,##0.00', '[$¥-804]#,##0.00', '[$€-2] #,##0.00', '[$¥-411]#,##0', '#,##0.00'];
  const row = (id: number, amount: SheetCell): SheetCell[] => [id, 'C1', '2026-03-01', amount];
  const header = ['order_id', 'customer_id', 'ordered_at', 'amount'];

  it('are told apart, not added up; ids and plain numbers are what they were', async () => {
    const rows = ['100.5', '200', '-30.25', '4000', '5'].map((value, i) => row(i + 1, number(value, i + 1)));
    const read = await inspectText(oneSheet([header, ...rows], { formats }));
    expect(read).toMatchObject({
      status: 'read',
      counts: { rows: 5, kept: 5 },
      amounts: { USD: 10_050, CNY: 20_000, EUR: -3025, JPY: 4000, '': 500 },
    });
    expect(read.lake.map(({ order_id }) => order_id)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('nobody takes a mark that cannot be read for the shop’s money', async () => {
    const rows = [row(1, number('7', 1)), row(2, number('8', 2))];
    const read = await inspectText(oneSheet([header, ...rows], { formats: ['[$лв-402]0.00', '0.00'] }));
    expect(read).toMatchObject({ counts: { kept: 1, rejected: 1 }, amounts: { '': 800 } });
    expect(read.problems).toContainEqual({ line: 2, code: 'R_AMOUNT_INVALID', column: 'amount' });
  });
});
