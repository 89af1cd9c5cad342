import { describe, expect, it, test } from 'vitest';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { findings } from '../../../shared/formats/findings.ts';
import { headerOf } from '../../../shared/formats/header-of.ts';
import { findLayout } from '../../../shared/formats/layout.ts';
import { PROBLEM_CODES, problemText } from '../../../shared/formats/problems.ts';
import { ALL_PROFILES } from '../../../shared/formats/profiles.ts';

const OWN = findLayout('订单号,下单时间,实付金额,手机号,退款金额\n', true, 'orders');

describe('a problem names the column as the file does', () => {
  it('by its header, in quotes', () => {
    const found = findings(20, 0, headerOf(OWN));
    found.note('R_AMOUNT_INVALID', 2, 'amount');
    const { what } = problemText('R_AMOUNT_INVALID', found.list()[0]?.column);
    expect(what).toEqual(both('"实付金额" is not an amount.', '“实付金额”不是有效金额。'));
  });

  it.each([
    ['amount', '实付金额'],
    ['refund_amount', '退款金额'],
    ['ordered_at', '下单时间'],
    ['currency', 'currency'],
    ['USD', 'USD'],
  ])('%s is %s', (column, name) => expect(headerOf(OWN)(column)).toBe(name));

  it('of several columns by the one that was read', () => {
    const header = ['id', '付款时间', '创建时间'];
    const name = headerOf({ header, mapping: { ...OWN.mapping, positions: { ordered_at: [1, 2] } } });
    expect(name('ordered_at')).toBe('付款时间');
    expect(name('ordered_at', ['1', ' ', '2025-01-01'])).toBe('创建时间');
    const found = findings(20, 0, name);
    found.note('R_DATE_INVALID', 2, 'ordered_at', ['1', '', 'x']);
    expect(found.list()).toEqual([{ line: 2, code: 'R_DATE_INVALID', column: '创建时间' }]);
  });

  it('of an amount that is put together, by a column of it', () => {
    const addends = { refund: [{ places: [4], sign: 1 as const }] };
    const mapping = { ...OWN.mapping, positions: {}, addends };
    expect(headerOf({ ...OWN, mapping })('refund_amount')).toBe('退款金额');
  });

  it('by its canonical name where the header cell is empty', () => {
    expect(headerOf({ ...OWN, header: ['', '', '', '', ''] })('amount')).toBe('amount');
  });
});

describe('a missing column', () => {
  const missing = (column: string) => problemText('F_HEADER_MISSING_COLUMN', column);

  it('has a name in both languages', () => {
    expect(missing('amount').what['zh-CN']).toMatch(/^缺少“实付金额”列（amount）。/);
    expect(missing('amount').what.en).toMatch(/^The column for the amount paid \("amount"\) is missing/);
  });

  const needed = new Set(ALL_PROFILES.flatMap(({ required }) => required.flat()));
  it.each([...needed])('%s is known in words', (field) =>
    expect(missing(field === 'refund' ? 'refund_amount' : field).what['zh-CN']).toContain('”列（'),
  );

  it('by another name is quoted', () => expect(missing('x').what['zh-CN']).toMatch(/^缺少“x”列。/));

  it('where full-width commas part the columns, says so', () => {
    const { what, remedy } = missing('，');
    expect(what['zh-CN']).toBe('各列之间用的是全角逗号“，”。');
    expect(remedy['zh-CN']).toBe('请改为半角逗号“,”后重新上传。');
    expect(what.en).toContain('full-width');
  });
});

test('a column is a text, not a pattern of replacement', () => {
  expect(problemText('R_AMOUNT_INVALID', '$& $1').what['zh-CN']).toBe('“$& $1”不是有效金额。');
});

test.each<[string, string, string]>([
  ['F_FORMAT_MISMATCH', 'PDF', '文件内容是 PDF，无法按当前文件名读取'],
  ['F_HEADER_AMBIGUOUS', 'x', '请删除其中一列或改列名'],
  ['F_TWIN_FILE', '', '这是订单的商品明细表，不含日期和买家信息，无法单独使用。'],
  ['F_CURRENCY_MIXED', '', '文件中有多种货币，但没有“币种”列。'],
  ['F_DATE_FORMAT_AMBIGUOUS', '03/04/2025', '03/04/2025'],
  ['F_AMOUNT_FORMAT_AMBIGUOUS', '1,234', '1,234'],
  ['F_REJECT_RATE', '', '问题行清单'],
  ['R_EXCEL_ERROR', '金额', '“金额”单元格是 Excel 错误值（如 #REF!、####）。'],
  ['R_DATE_SENTINEL', '日期', '“日期”是系统在没有日期时填的默认值（如 1900-01-01）。'],
  ['R_ORDER_ID_SCIENTIFIC', '', '请重新导出，上传前不要用 Excel 打开后保存。'],
  ['R_CURRENCY_INVALID', '', '请填写 CNY、USD 等三位代码。'],
  ['W_ORDER_REPEATED', '', '请确认最新的一条正确。'],
  ['W_REFUND_ORPHAN', '', '金额仍会从该客户的消费中扣除'],
  ['W_ROWS_WITHOUT_CUSTOMER', '', '不计入任何人'],
])('%s says so', (code, column, said) => {
  const { what, remedy } = problemText(code, column);
  expect(`${what['zh-CN']}${remedy['zh-CN']}`).toContain(said);
});

test.each(PROBLEM_CODES)('%s: no word that means a parcel, no gap after a Chinese full stop', (code) => {
  const { what, remedy } = problemText(code, 'x');
  expect(`${what['zh-CN']}${remedy['zh-CN']}`).not.toMatch(/收下|退回|拒收|搁置|列映射|。 /);
  expect(`${what.en} ${remedy.en}`).not.toMatch(/\b(his|him|he)\b/);
});

test('a refusal joins its sentences as the language does', () => {
  const refusal = new Refusal('E_X', both('A.', '甲。'), both('B.', '乙。'));
  expect([refusal.say('en'), refusal.say('zh-CN')]).toEqual(['E_X: A. B.', 'E_X: 甲。乙。']);
});
