import {
  DIGIT,
  DOT,
  FNV,
  ID,
  KIND,
  MINUS,
  mixed,
  type PlainRow,
  QUOTE,
  SPACE,
  TAB,
  type TakeCell,
  ZERO,
} from './fast-lane-bytes.ts';

const LONGEST_ID = 64;
/** Of a cell that nobody reads; the row reader counts the bytes of longer ones. */
const LONGEST_SKIPPED = 20_000;
/** Digits before the point: far below what an order may cost at most. */
const LONGEST_WHOLE = 9;

/** The number of an order: with a digit in it, so that it is neither a word for "nothing" nor damaged by Excel. */
export function takeOrderId(row: PlainRow): TakeCell {
  return (bytes, from) => {
    let at = from;
    let hash = FNV;
    let kinds = 0;
    for (let kind = KIND[bytes[at] ?? 0] ?? 0; kind & ID; kind = KIND[bytes[at] ?? 0] ?? 0) {
      kinds |= kind;
      hash = mixed(hash, bytes[at] ?? 0);
      at += 1;
    }
    if (!(kinds & DIGIT) || at - from > LONGEST_ID) return -1;
    row.hash = hash;
    return at;
  };
}

/** Any other id, or none. */
export const takeId: TakeCell = (bytes, from) => {
  let at = from;
  let kinds = DIGIT;
  for (let kind = KIND[bytes[at] ?? 0] ?? 0; kind & ID; kind = KIND[bytes[at] ?? 0] ?? 0) {
    kinds = at === from ? kind : kinds | kind;
    at += 1;
  }
  return kinds & DIGIT && at - from <= LONGEST_ID ? at : -1;
};

/** A cell of a column that no field takes. */
export const skipCell =
  (comma: number): TakeCell =>
  (bytes, from, quoted) => {
    let at = from;
    for (let byte = bytes[at] ?? 0; byte >= SPACE || byte === TAB; byte = bytes[at] ?? 0) {
      if (byte === QUOTE || (byte === comma && !quoted)) break;
      at += 1;
    }
    return at - from > LONGEST_SKIPPED ? -1 : at;
  };

/** `12` or `-12.5`, with no more decimals than the currency has; a refund may be empty. */
export function takeAmount(row: PlainRow, decimals: number, isRefund: boolean): TakeCell {
  const point = 10 ** decimals;
  return (bytes, from) => {
    const negative = bytes[from] === MINUS;
    const first = negative ? from + 1 : from;
    let at = first;
    let minor = 0;
    for (let byte = bytes[at] ?? 0; KIND[byte] === DIGIT_KIND; byte = bytes[at] ?? 0) {
      minor = minor * 10 + byte - ZERO;
      at += 1;
    }
    const whole = at - first;
    if (whole === 0) return isRefund && !negative ? at : -1;
    if (whole > LONGEST_WHOLE) return -1;
    let missing = point;
    if (bytes[at] === DOT) {
      at += 1;
      for (let byte = bytes[at] ?? 0; missing > 1 && KIND[byte] === DIGIT_KIND; byte = bytes[at] ?? 0) {
        minor = minor * 10 + byte - ZERO;
        missing /= 10;
        at += 1;
      }
      if (missing === point) return -1;
    }
    if (!isRefund) row.minor = (negative ? -minor : minor) * missing;
    return at;
  };
}

const DIGIT_KIND = DIGIT | ID;
