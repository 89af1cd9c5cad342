import type { AmountStyle } from './profile.ts';
import { isExcelError, isNothing, unwrapped } from './text.ts';

/** A written amount, not yet in minor units: those need its currency. `mark` is the currency it was written with. */
export interface WrittenAmount {
  negative: boolean;
  whole: string;
  fraction: string;
  mark: string;
  fullWidth: boolean;
}

const MARKS: Record<string, string> = {
  '¥': 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  RMB: 'CNY',
  'CN¥': 'CNY',
  'JP¥': 'JPY',
  円: 'JPY',
  '€': 'EUR',
  '£': 'GBP',
  US$: 'USD',
  HK$: 'HKD',
  NT$: 'TWD',
  A$: 'AUD',
  AU$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  S$: 'SGD',
  SG$: 'SGD',
  NZ$: 'NZD',
};

/** No order of a shop is larger; sums of millions of them stay exact. */
const LARGEST_MINOR = 1e13;
const AMOUNT =
  /^([-+])?\s*([A-Za-z]{3}|[A-Za-z]{0,2}\s?[$¥€£])?\s*([-+])?\s*([\d.,]*\d[\d.,]*)\s*([A-Za-z]{3}|[元円$¥€£])?$/;

/** A currency as ISO 4217 code; `undefined` when it is none that we know how to write. */
export function readCurrency(text: string): string | undefined {
  const word = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const known = (Object.hasOwn(MARKS, word) && MARKS[word]) || word;
  return /^[A-Z]{3}$/.test(known) ? known : undefined;
}

export type AmountProblem = 'R_AMOUNT_MISSING' | 'R_EXCEL_ERROR' | 'R_AMOUNT_INVALID' | 'SURVEY';

const NOT_A_NUMBER = /^[-+]?nan$/i;
const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads what is written; `SURVEY` when only the whole column can tell whether `1,234` is a thousand or one and a bit. */
export function readAmount(cell: string, style: AmountStyle | undefined): WrittenAmount | AmountProblem {
  const plain = style === 'comma' ? null : PLAIN.exec(cell);
  if (plain)
    return {
      negative: plain[1] === '-',
      whole: plain[2] ?? '',
      fraction: plain[3] ?? '',
      mark: '',
      fullWidth: false,
    };
  return readDressed(unwrapped(cell), style);
}

function readDressed(cell: string, style: AmountStyle | undefined): WrittenAmount | AmountProblem {
  if (NOT_A_NUMBER.test(cell)) return 'R_AMOUNT_INVALID';
  if (isNothing(cell)) return 'R_AMOUNT_MISSING';
  if (isExcelError(cell)) return 'R_EXCEL_ERROR';
  const text = cell.normalize('NFKC').replace('\u2212', '-');
  const inner = /^\((.*)\)$/.exec(text)?.[1];
  const parts = AMOUNT.exec(inner ?? text);
  if (!parts) return 'R_AMOUNT_INVALID';
  const [, before, lead, after, body = '', tail] = parts;
  if ((before && after) || (lead && tail) || (inner !== undefined && (before || after)))
    return 'R_AMOUNT_INVALID';
  const number = readNumber(body, style);
  if (typeof number === 'string') return number;
  const negative = inner !== undefined || before === '-' || after === '-';
  const fullWidth = /[\uff01-\uff5e]/.test(cell);
  return { ...number, negative, mark: lead ?? tail ?? '', fullWidth };
}

const POINT = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d+))?$/;
const COMMA = /^(\d+|\d{1,3}(?:\.\d{3})+)?(?:,(\d+))?$/;

function readNumber(body: string, style: AmountStyle | undefined) {
  const needed = style ?? (undecided(body) ? undefined : 'point');
  if (!needed) return 'SURVEY';
  const found = (needed === 'point' ? POINT : COMMA).exec(body);
  if (!found) return 'R_AMOUNT_INVALID';
  return { whole: (found[1] ?? '0').replace(/[.,]/g, ''), fraction: found[2] ?? '' };
}

const GROUPED_POINT = /^\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/;

const undecided = (body: string): boolean =>
  (body.includes(',') && !GROUPED_POINT.test(body)) || /\..*\./.test(body);

/** What no group of thousands is: nothing or zero before the mark, or more digits than a group has. */
const UNGROUPED = '(0\\d*|\\d{4,})?';
const POINT_ALONE = new RegExp(`^(\\d*\\.(\\d{1,2}|\\d{4,})|${UNGROUPED}\\.\\d{3})$`);
const COMMA_ALONE = new RegExp(`^(\\d*,(\\d{1,2}|\\d{4,})|${UNGROUPED},\\d{3})$`);
const GROUPED_COMMA = /^\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})$/;

/** What one amount proves about its column: `null` = nothing. */
export function amountEvidence(cell: string): AmountStyle | null {
  const body = /[\d.,]*\d/.exec(unwrapped(cell).normalize('NFKC'))?.[0] ?? '';
  if (GROUPED_POINT.test(body) || POINT_ALONE.test(body)) return 'point';
  if (GROUPED_COMMA.test(body) || COMMA_ALONE.test(body)) return 'comma';
  return null;
}

/**
 * Whether an amount that was read with a decimal point, as `1.500`, may as well be a thousand and a half: only a
 * currency of three decimals is written so.
 */
export const mayBeThousands = ({ whole, fraction }: WrittenAmount, decimals: number): boolean =>
  decimals !== 3 && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);

/** Minor units by string arithmetic; decimals that the currency does not have are refused, never rounded. */
export function minorUnits(
  amount: WrittenAmount,
  decimals: number,
): number | 'R_AMOUNT_PRECISION' | 'R_AMOUNT_INVALID' {
  const { whole, fraction, negative } = amount;
  if (/[1-9]/.test(fraction.slice(decimals))) return 'R_AMOUNT_PRECISION';
  const minor = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (minor > LARGEST_MINOR) return 'R_AMOUNT_INVALID';
  return negative && minor > 0 ? -minor : minor;
}

/** Marks that several countries use; the first is meant where the shop counts in none of them. */
const SHARED: Record<string, string[]> = {
  $: [
    ...['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'ARS', 'BBD', 'BMD', 'BND', 'BSD', 'BZD'],
    ...['CLP', 'COP', 'DOP', 'FJD', 'GYD', 'JMD', 'KYD', 'LRD', 'NAD', 'SBD', 'SRD', 'TTD', 'UYU', 'XCD'],
  ],
  '¥': ['CNY', 'JPY'],
  元: ['CNY', 'TWD', 'HKD', 'MOP'],
  '£': ['GBP', 'EGP', 'GIP'],
};

/**
 * The currency that an amount's own mark names; of several the one that is `named` for the amount or, if none is, that
 * the shop counts in. Nothing for a mark that nobody knows.
 */
export function currencyOfMark(mark: string, named: string | undefined): string | undefined {
  if (mark === '') return undefined;
  const shared = Object.hasOwn(SHARED, mark) ? SHARED[mark] : undefined;
  return shared ? (shared.find((one) => one === named) ?? shared[0]) : readCurrency(mark);
}
