import { daysBetween, type LocalDate } from './dates.ts';
import { scaleOf } from './feature-catalog.ts';
import type { Cell } from './features.ts';
import { plainText } from './policy/condition.ts';
import type { ColumnFeature } from './policy/feature-schema.ts';

const TIMES: Record<string, number> = { 万: 1e4, 亿: 1e8, k: 1e3, m: 1e6 };
/** Commas and apostrophes stand between thousands only: what `1,5` means cannot be known. */
const DIGITS = "-?(?:\\d{1,3}(?:[,']\\d{3})+|\\d+)(?:\\.\\d+)?";
const AMOUNT = new RegExp(`^[¥$€£]?(${DIGITS})(万|亿|k|m)?(%)?(?:元|人民币|cny|rmb|usd)?$`);
const DAY = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[t ].*)?$/;
const YES = ['yes', 'y', 'true', '1', '是', '有'];
const NO = ['no', 'n', 'false', '0', '否', '无'];

/**
 * What the text of a customers column means as a feature: whole units of its scale, or the text itself. Null where it
 * cannot be read that way; `50万` is half a million, `85%` is 0.85.
 */
export function columnValue(
  text: string,
  { as, levels = [] }: Pick<ColumnFeature, 'as' | 'levels'>,
  asOf: LocalDate,
  currency: string,
): Cell {
  const plain = plainText(text);
  if (as === 'text') return text.trim() === '' ? null : text.trim();
  if (as === 'level') return place(levels, plain);
  if (as === 'yesNo') return YES.includes(plain) ? 1 : NO.includes(plain) ? 0 : null;
  if (as === 'number' || as === 'money') return amount(plain, scaleOf(as, currency));
  const day = dayIn(plain);
  if (day === null) return null;
  return as === 'daysUntil' ? daysBetween(asOf, day) : daysBetween(day, asOf);
}

function place(levels: readonly string[], plain: string): number | null {
  const found = levels.findIndex((level) => plainText(level) === plain);
  return found < 0 ? null : found + 1;
}

function amount(plain: string, scale: number): number | null {
  const [, digits, times = '', percent] = AMOUNT.exec(plain.replace(/\s/g, '')) ?? [];
  if (digits === undefined) return null;
  const value = Number(digits.replace(/[,']/g, '')) * (TIMES[times] ?? 1) * (percent ? 0.01 : 1);
  // Nought added: minus nought would not come back from JSON.
  const units = Math.round(Number((value * scale).toFixed(4))) + 0;
  return Number.isSafeInteger(units) ? units : null;
}

/** A calendar day with the year first; others could be read in two ways. */
function dayIn(plain: string): LocalDate | null {
  const [, year, m, d, month = m, day = d] = DAY.exec(plain) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date ? null : date;
}
