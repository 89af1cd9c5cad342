import { currencyMark, marked } from './unpack-xlsx-marks.ts';

/** How a style shows a number: as it is, padded with zeros to a width, beside a currency, or as a point in time. */
export type NumberFormat = 'number' | 'date' | 'dateTime' | 'time' | { zeros: number } | { mark: string };

const DAY_SECONDS = 86_400;
/** Above it lies the year 10000, which Excel does not show. */
const LAST_DAY = 2_958_465;
/** Days from 1900-01-01 = 1; from 61 on one more, since Excel believes in 29 February 1900. */
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FICTIONAL_DAY = 60;
/** What Excel shows where a date cannot be. */
const NO_DATE = '########';

const between = (from: number, to: number, id: number): boolean => id >= from && id <= to;

/** Numbers of the formats that every workbook knows, those of Chinese and Japanese Excel included. */
function builtIn(id: number): NumberFormat {
  if (between(14, 17, id) || between(27, 31, id) || id === 36 || between(50, 54, id) || between(57, 58, id))
    return 'date';
  if (between(18, 21, id) || between(32, 35, id) || between(45, 47, id) || between(55, 56, id)) return 'time';
  return id === 22 ? 'dateTime' : 'number';
}

/** Judges a format by its template, or by its number where the workbook does not spell it out. */
export function formatKind(id: number, template: string | undefined): NumberFormat {
  if (template === undefined) return builtIn(id);
  const [positive = ''] = bare(template).split(';');
  if (/^0{2,15}$/.test(positive)) return { zeros: positive.length };
  if (/general/i.test(positive)) return numberWith(template);
  const [hasDay, hasTime] = [/[yd年月日]/i.test(positive), /[hs]/i.test(positive)];
  if (hasDay) return hasTime ? 'dateTime' : 'date';
  if (hasTime) return 'time';
  return /m/i.test(positive) ? 'date' : numberWith(template);
}

function numberWith(template: string): NumberFormat {
  const mark = currencyMark(template);
  return mark === '' ? 'number' : { mark };
}

/** Without texts, padding, colours and languages; hours that go on beyond a day, `[h]`, stay. */
const bare = (template: string): string =>
  template
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '');

/** A number as Excel shows it in a cell that is wide enough, but for decimals that only the format hides. */
export function numberText(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (format === 'number') return digits(number);
  if (typeof format === 'object' && 'mark' in format) return marked(digits(number), format.mark);
  if (typeof format === 'object')
    return Number.isInteger(number) ? padded(number, format.zeros) : digits(number);
  return dateText(number, format, from1904);
}

/**
 * A double holds 15 digits for sure, and Excel shows no more: 17.799999999999997 is what 17.8 became on its way.
 * Larger whole numbers have lost digits; as 1.2e+17 they are refused as an id and as an amount.
 */
const digits = (number: number): string =>
  Math.abs(number) >= 1e15 ? number.toExponential() : String(Number(number.toPrecision(15)));

const padded = (number: number, zeros: number): string =>
  number < 0 ? digits(number) : digits(number).padStart(zeros, '0');

/** The wall clock of the cell, to the second; a time of day alone has no date. */
function dateText(serial: number, format: 'date' | 'dateTime' | 'time', from1904: boolean): string {
  const seconds = Math.round(serial * DAY_SECONDS);
  const [day, rest] = [Math.floor(seconds / DAY_SECONDS), seconds % DAY_SECONDS];
  if (seconds < 0 || day > LAST_DAY) return NO_DATE;
  const clock = new Date(rest * 1000).toISOString().slice(11, 19);
  if (format === 'time' && day === 0) return clock;
  const date = from1904 ? dayText(EPOCH_1904, day) : since1900(day);
  return rest === 0 && format === 'date' ? date : `${date} ${clock}`;
}

function since1900(day: number): string {
  if (day === 0) return '1900-01-00';
  if (day === FICTIONAL_DAY) return '1900-02-29';
  return dayText(EPOCH_1900, day > FICTIONAL_DAY ? day - 1 : day);
}

const dayText = (epoch: number, day: number): string =>
  new Date(epoch + day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
