import { describe, expect, it } from 'vitest';
import { columnValue } from '../../../shared/domain/column-value.ts';
import type { ColumnFeature } from '../../../shared/domain/policy/feature-schema.ts';

const ON = '2026-09-30';
const LEVELS = ['普通', '银卡', '金卡'];

describe('the text of a column', () => {
  it.each<[ColumnFeature['as'], string, number | string | null]>([
    ['text', ' 上海 ', '上海'],
    ['text', '  ', null],
    ['number', '12', 120_000],
    ['number', '85%', 8_500],
    ['number', '85％', 8_500],
    ['number', '1,234.5', 12_345_000],
    ['number', "1'234'567", 12_345_670_000],
    ['number', '-0.5', -5_000],
    ['number', '-0', 0],
    ['number', '1,5', null],
    ['number', '1.234,50', null],
    ['number', '12,34,567', null],
    ['number', '很多', null],
    ['number', '', null],
    ['money', '50万', 50_000_000],
    ['money', '1.2亿', 12_000_000_000],
    ['money', '¥1,234.50', 123_450],
    ['money', '￥99', 9_900],
    ['money', '300元', 30_000],
    ['money', '５０万元', 50_000_000],
    ['money', '2k', 200_000],
    ['money', '19.99', 1_999],
    ['money', '99999999999999999', null],
    ['yesNo', '是', 1],
    ['yesNo', 'Yes', 1],
    ['yesNo', 'TRUE', 1],
    ['yesNo', '0', 0],
    ['yesNo', '无', 0],
    ['yesNo', '也许', null],
    ['level', '金卡', 3],
    ['level', ' 普通 ', 1],
    ['level', '钻石', null],
    ['daysUntil', '2026-10-10', 10],
    ['daysUntil', '2026/9/30', 0],
    ['daysUntil', '2026年9月1日', -29],
    ['daysSince', '2026.09.01', 29],
    ['daysSince', '20260901', 29],
    ['daysSince', '2026-09-01T08:00:00Z', 29],
    ['daysSince', '2026-09-01 08:00', 29],
    ['daysSince', '2026-02-30', null],
    ['daysSince', '2026101', null],
    ['daysSince', '01/09/2026', null],
    ['daysSince', '昨天', null],
  ])('as %s: %j is %o', (as, text, value) => {
    const levels = as === 'level' ? LEVELS : undefined;
    expect(columnValue(text, { as, levels }, ON, 'CNY')).toBe(value);
  });

  it('counts money in its currency', () => {
    expect(columnValue('1,500', { as: 'money' }, ON, 'JPY')).toBe(1_500);
    expect(columnValue('1.5', { as: 'money' }, ON, 'KWD')).toBe(1_500);
  });
});
