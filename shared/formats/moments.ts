import { monthNumber, nameDate } from './month-names.ts';
import type { DayOrder } from './profile.ts';
import { isExcelError, isNothing, unwrapped } from './text.ts';

/** Since 1970, whether a column counts seconds or milliseconds, or not at all. */
export type Epoch = 's' | 'ms' | 'none';

/** How a whole file writes dates; what is unset is found out when something in it needs to be known. */
export interface DateStyle {
  order?: DayOrder;
  /** Of a field that `epochs` does not name. */
  epoch?: Epoch;
  /** By field, because one column may count seconds and another one name days. */
  epochs?: Readonly<Record<string, Epoch>>;
  /** Of times that name no zone, in minutes east of UTC. */
  offset?: number;
  /** `26` is 2026. */
  twoDigitYears?: boolean;
}

/** A point in time: `at` is ISO 8601 in UTC when `zoned`, else the wall clock as given (written as if UTC). */
export interface Moment {
  at: string;
  zoned: boolean;
  timed: boolean;
}

export type DateProblem =
  | 'R_DATE_MISSING'
  | 'R_DATE_INVALID'
  | 'R_DATE_SENTINEL'
  | 'R_EXCEL_ERROR'
  | 'SURVEY';

/** What programs write when they know no date. */
const SENTINELS = new Set([
  '0001-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-00',
  '1900-01-01',
  '1970-01-01',
  '9999-12-31',
]);

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/s;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日(.*)$/s;
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?!\d)(.*)$/s;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/s;
const EPOCH = /^\d{10}(\d{3})?$/;
const TIME =
  /^(?:T|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

interface Written {
  year: number;
  month: number;
  day: number;
  rest: string;
}

/** `field` is the column that the cell is from, where `style` was told apart by columns. */
export function readMoment(cell: string, style: DateStyle, field = ''): Moment | DateProblem {
  const text = unwrapped(cell);
  if (isNothing(text)) return 'R_DATE_MISSING';
  if (isExcelError(text)) return 'R_EXCEL_ERROR';
  if (EPOCH.test(text)) return readEpoch(text, style.epochs?.[field] ?? style.epoch);
  const written = splitDate(text.normalize('NFKC'), style);
  return typeof written === 'string' ? written : toMoment(written, style);
}

function readEpoch(text: string, epoch: Epoch | undefined): Moment | DateProblem {
  if (isEpochZero(text)) return 'R_DATE_SENTINEL';
  if (!epoch) return 'SURVEY';
  if (epoch === 'none') return 'R_DATE_INVALID';
  const read = moment(Number(text) * (epoch === 's' ? 1000 : 1), true, true);
  return SENTINELS.has(read.at.slice(0, 10)) ? 'R_DATE_SENTINEL' : read;
}

/** No moment, but the lack of one: it says nothing of how its column counts. */
const isEpochZero = (text: string): boolean => /^0+$/.test(text);

function splitDate(text: string, style: DateStyle): Written | DateProblem {
  const first = YEAR_FIRST.exec(text);
  if (first) return written(first[1], first[3], first[4], first[5]);
  const compact = COMPACT.exec(text);
  if (compact) return written(compact[1], compact[2], compact[3], compact[4]);
  const chinese = CHINESE.exec(text);
  if (chinese) return written(chinese[1], chinese[2], chinese[3], chinese[4] && ` ${chinese[4]}`);
  const last = YEAR_LAST.exec(text);
  return last ? yearLast(last, style) : byName(text, style);
}

function yearLast([, a, , b, digits, rest]: RegExpExecArray, style: DateStyle): Written | DateProblem {
  const year = fullYear(digits, style);
  if (year === undefined) return 'R_DATE_INVALID';
  if (!style.order) return 'SURVEY';
  return style.order === 'DMY' ? written(year, b, a, rest) : written(year, a, b, rest);
}

function byName(text: string, style: DateStyle): Written | DateProblem {
  const named = nameDate(text);
  const [month, year] = [named && monthNumber(named.month), fullYear(named?.year, style)];
  if (!named || month === undefined || year === undefined) return 'R_DATE_INVALID';
  return written(year, String(month), named.day, named.rest);
}

/** Two digits are a year of this century, and only where the platform is known to write them so. */
const fullYear = (year = '', { twoDigitYears }: DateStyle): string | undefined =>
  year.length === 4 ? year : twoDigitYears && year.length === 2 ? `20${year}` : undefined;

const written = (year = '', month = '', day = '', rest = ''): Written => ({
  year: Number(year),
  month: Number(month),
  day: Number(day),
  rest,
});

function toMoment({ year, month, day, rest }: Written, style: DateStyle): Moment | DateProblem {
  const midnight = Date.UTC(year, month - 1, day);
  const back = new Date(midnight);
  const real =
    back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  if (!real) return sentinelOr(year, month, day);
  if (SENTINELS.has(back.toISOString().slice(0, 10))) return 'R_DATE_SENTINEL';
  if (rest.trim() === '') return moment(midnight, false, false);
  const time = TIME.exec(rest.trimEnd());
  if (!time) return 'R_DATE_INVALID';
  return atTime(midnight, time, style.offset);
}

/** Years below 100 cannot be built by `Date.UTC`; the only one that programs write is year 1. */
const sentinelOr = (year: number, month: number, day: number): DateProblem =>
  year === 1 && month === 1 && day === 1 ? 'R_DATE_SENTINEL' : 'R_DATE_INVALID';

function atTime(midnight: number, time: RegExpExecArray, fixed: number | undefined): Moment | DateProblem {
  const [, h, m, s = '0', fraction = '', half, zone] = time;
  const hour = half ? (Number(h) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(h);
  const wrongHalf = half !== undefined && (Number(h) < 1 || Number(h) > 12);
  if (wrongHalf || hour > 23 || Number(m) > 59 || Number(s) > 59) return 'R_DATE_INVALID';
  const offset = zone === undefined ? (fixed ?? 0) : offsetMinutes(zone);
  if (offset === undefined) return 'R_DATE_INVALID';
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const wall = midnight + ((hour * 60 + Number(m)) * 60 + Number(s)) * 1000 + ms;
  return moment(wall - offset * 60_000, zone !== undefined || fixed !== undefined, true);
}

/** `Z`, `UTC`, `+08`, `+0800`, `+08:00` as minutes east of UTC; nothing where no place on earth has it. */
export function offsetMinutes(zone: string): number | undefined {
  if (/^[zug]/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || '0')];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const moment = (ms: number, zoned: boolean, timed: boolean): Moment => ({
  at: new Date(ms).toISOString(),
  zoned,
  timed,
});

/** Whether a cell says anything of how its column writes dates. */
export const isDated = (cell: string): boolean => {
  const text = unwrapped(cell);
  return !isNothing(text) && !(EPOCH.test(text) && isEpochZero(text));
};

/** What one date proves about its file. */
export function dateEvidence(cell: string, twoDigitYears = false): DayOrder | 's' | 'ms' | 'either' | null {
  const text = unwrapped(cell);
  if (EPOCH.test(text) && !isEpochZero(text)) return text.length === 10 ? 's' : 'ms';
  const last = YEAR_LAST.exec(text.normalize('NFKC'));
  if (!last || (last[4]?.length === 2 && !twoDigitYears)) return null;
  const [a, b] = [Number(last[1]), Number(last[3])];
  if (a > 12 === b > 12) return a > 12 ? null : 'either';
  return a > 12 ? 'DMY' : 'MDY';
}
