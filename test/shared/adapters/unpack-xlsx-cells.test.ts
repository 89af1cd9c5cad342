import { describe, expect, it, test } from 'vitest';
import { unpacked } from '../../support/unpacked.ts';
import { oneSheet, type SheetCell } from '../../support/xlsx.ts';

const cellOf = async (cell: SheetCell, more: Parameters<typeof oneSheet>[1] = {}) =>
  (
    await unpacked(
      oneSheet(
        [
          ['x', 'y'],
          [cell, 'end'],
        ],
        more,
      ),
    )
  ).lines[1]?.replace(/,end$/, '');
const raw = (inner: string, attributes = ''): SheetCell => ({ inner, attributes });

describe('a cell as Excel shows it', () => {
  test.each<[string, SheetCell, string]>([
    ['text', 'Li Wei', 'Li Wei'],
    ['text with markup', 'a<b & "c", d', '"a<b & ""c"", d"'],
    ['text of digits', '00123456789012345678', '00123456789012345678'],
    ['a newline becomes a space', 'a\nb\r\nc', 'a b c'],
    ['a formula in a text is a text', '=1+1', '=1+1'],
    ['an id of 15 digits', 123456789012345, '123456789012345'],
    ['an id of 16 digits has lost some', raw('<v>1234567890123450</v>'), '1.23456789012345e+15'],
    ['an id of 18 digits has lost some', raw('<v>1.9300000000123456E17</v>'), '1.9300000000123456e+17'],
    ['an id that Excel wrote in powers', raw('<v>1.2345E4</v>'), '12345'],
    ['an amount', raw('<v>17.8</v>'), '17.8'],
    ['an amount as doubles have it', raw('<v>17.799999999999997</v>'), '17.8'],
    ['a sum as doubles have it', raw('<v>0.30000000000000004</v>'), '0.3'],
    ['a negative amount', raw('<v>-1034.98</v>'), '-1034.98'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['an error', raw('<v>#REF!</v>', 't="e"'), '#REF!'],
    ['a formula with its result', raw('<f>SUM(A1:A2)</f><v>42.5</v>'), '42.5'],
    ['a formula with a text', raw('<f>A1&amp;A2</f><v>ab</v>', 't="str"'), 'ab'],
    ['a formula with an empty text', raw('<f>""</f><v></v>', 't="str"'), ''],
    ['a formula that was never worked out', raw('<f>WEBSERVICE("http://x")</f>'), '#VALUE!'],
    ['a shared formula without a result', raw('<f t="shared" si="0"/><v/>'), '#VALUE!'],
    ['a shared text', raw('<v>1</v>', 't="s"'), '张伟'],
    ['a rich text, without its reading', raw('<v>0</v>', 't="s"'), 'rich text'],
    ['an escaped character', raw('<v>2</v>', 't="s"'), 'a b_x0041_'],
    ['an inline text in runs', raw('<is><r><t>in</t></r><r><t>line</t></r></is>', 't="inlineStr"'), 'inline'],
    ['CDATA', raw('<v><![CDATA[a<b]]></v>', 't="str"'), 'a<b'],
    ['a character above U+FFFF', raw('<v>&#x1F600;&#128512;&amp;lt;</v>', 't="str"'), '"😀😀&lt;"'],
    ['an ISO date', raw('<v>2026-03-01T10:00:00</v>', 't="d"'), '2026-03-01T10:00:00'],
    ['nothing', null, ''],
    ['a cell that only has a style', raw('', 's="0"'), ''],
  ])('%s', async (_, cell, expected) => {
    const strings = [
      '<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb="0" eb="1"><t>reading</t></rPh>',
      '<t>张伟</t>',
      '<t>a_x000D_b_x005F_x0041_</t>',
    ];
    expect(await cellOf(cell, { strings })).toBe(expected);
  });
});

describe('a date is the wall clock of its cell', () => {
  test.each<[string, string | number, string, string]>([
    ['built-in date', 14, '46082', '2026-03-01'],
    ['built-in date and time', 22, '46082.5', '2026-03-01 12:00:00'],
    ['midnight of a date with time', 22, '46082', '2026-03-01 00:00:00'],
    ['a time that its format hides', 14, '46082.75', '2026-03-01 18:00:00'],
    ['a time of day', 21, '0.4236111111', '10:10:00'],
    ['Chinese built-in date', 31, '46082', '2026-03-01'],
    ['Chinese template', 'yyyy"年"m"月"d"日"', '46082', '2026-03-01'],
    ['bare Chinese template', 'yyyy年m月d日 hh:mm', '46082', '2026-03-01 00:00:00'],
    ['with a language', '[$-804]yyyy/m/d;@', '46082', '2026-03-01'],
    ['seconds are rounded, not cut', 'yyyy-mm-dd hh:mm:ss', '46082.99998842', '2026-03-01 23:59:59'],
    ['a leap day', 14, '45351', '2024-02-29'],
    ['the last day before the one that never was', 14, '59', '1900-02-28'],
    ['the day that never was', 14, '60', '1900-02-29'],
    ['the first day after it', 14, '61', '1900-03-01'],
    ['day one', 14, '1', '1900-01-01'],
    ['day zero', 14, '0', '1900-01-00'],
    ['below all days', 14, '-1', '########'],
    ['beyond all days', 14, '2958466', '########'],
    ['the last day', 14, '2958465', '9999-12-31'],
    ['a colour is no date', '[Red]0.00', '17.8', '17.8'],
    ['a currency is no date', '[$¥-804]#,##0.00', '17.8', '¥17.8'],
    ['a word is no date', '0" days"', '3', '3'],
    ['General', 'General', '46082', '46082'],
    ['text format', '@', '46082', '46082'],
    ['leading zeros that the format shows', '00000', '123', '00123'],
    ['no whole number has leading zeros', '00000', '1.5', '1.5'],
  ])('%s', async (_, format, value, expected) => {
    expect(await cellOf(raw(`<v>${value}</v>`, 's="1"'), { formats: [format] })).toBe(expected);
  });

  it('days since 1904', async () => {
    const formats = [14, 22];
    const book = oneSheet([[raw('<v>44620</v>', 's="1"'), raw('<v>0.5</v>', 's="2"')]], {
      formats,
      from1904: true,
    });
    expect((await unpacked(book)).lines).toEqual(['2026-03-01,1904-01-01 12:00:00']);
  });
});
