import { decimalsOf } from '../domain/money.ts';
import { columnName, type Mapping } from './detect.ts';
import { readEmail } from './email.ts';
import type { DateStyle } from './moments.ts';
import { type Moment, readMoment } from './moments.ts';
import { type AmountStyle, currencyOfMark, minorUnits, readAmount, readCurrency } from './money.ts';
import type { Field, RowProblem } from './profile.ts';
import { hasControl, isExcelError, isNothing, isScientific, unwrapped } from './text.ts';
import { readConsent } from './words.ts';

/** What reading a row must know beside its cells. */
export interface ReadingRules {
  mapping: Mapping;
  amount: AmountStyle | undefined;
  date: DateStyle;
  /** The shop's currency, for amounts that name none. */
  shopCurrency: string | undefined;
  /** Nothing may be dated later; ISO 8601 in UTC, and the same instant on the shop's wall clock. */
  latest: { utc: string; wall: string };
}

/** The first thing that is wrong with a row; ends its reading. */
export class RowRefusal extends Error {
  readonly problem: RowProblem;
  constructor(code: string, field?: Field) {
    super(code);
    this.name = 'RowRefusal';
    this.problem = { code, ...(field ? { column: columnName(field) } : {}) };
  }
}

/** A cell that only the whole file can explain (see `survey`). */
export class NeedsSurvey extends Error {
  readonly asks: 'amount' | 'date';
  constructor(asks: 'amount' | 'date') {
    super(asks);
    this.name = 'NeedsSurvey';
    this.asks = asks;
  }
}

const LONGEST_ID = 256;

/** Reads single cells of one row. `note` takes warnings, which refuse nothing. */
export function cellReader(rules: ReadingRules, note: (code: string, field: Field) => void) {
  const { positions } = rules.mapping;

  function text(cells: readonly string[], field: Field): string {
    for (const at of positions[field] ?? []) {
      const cell = cells[at] ?? '';
      if (cell !== '' && cell.trim() !== '') return cell;
    }
    return '';
  }

  function id(cells: readonly string[], field: Field): string | null {
    const cell = text(cells, field);
    const bare = unwrapped(cell);
    if (isNothing(bare)) return null;
    if (isExcelError(bare)) throw new RowRefusal('R_EXCEL_ERROR', field);
    if (isScientific(bare))
      throw new RowRefusal(field === 'order_id' ? 'R_ORDER_ID_SCIENTIFIC' : 'R_ID_SCIENTIFIC', field);
    if (/[\t\r\n]/.test(bare)) throw new RowRefusal('R_CONTROL_CHAR', field);
    if (bare.length > LONGEST_ID) throw new RowRefusal('R_FIELD_TOO_LONG', field);
    if (bare !== cell) note('W_ID_TRIMMED', field);
    return bare;
  }

  function moment(cells: readonly string[], field: Field): Moment | null {
    const read = readMoment(text(cells, field), rules.date);
    if (read === 'R_DATE_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('date');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    if (read.at > (read.zoned ? rules.latest.utc : rules.latest.wall))
      throw new RowRefusal('R_DATE_FUTURE', field);
    if (read.timed && !read.zoned) note('W_TZ_ASSUMED', field);
    return read;
  }

  function currency(cells: readonly string[]): string | undefined {
    const cell = unwrapped(text(cells, 'currency'));
    if (isNothing(cell)) return undefined;
    const code = readCurrency(cell);
    if (!code) throw new RowRefusal('R_CURRENCY_INVALID', 'currency');
    return code;
  }

  /** Minor units of `named`, else of the currency that stands beside the number, else of the shop's. */
  function amount(cells: readonly string[], field: Field, named: string | undefined) {
    const read = readAmount(text(cells, field), rules.amount);
    if (read === 'R_AMOUNT_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('amount');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    const marked = currencyOfMark(read.mark, named ?? rules.shopCurrency);
    if (named && /^[a-z]{3}$/i.test(read.mark) && marked !== named)
      throw new RowRefusal('R_CURRENCY_INVALID', field);
    const written = named ?? marked;
    const decimals = decimalsOf(written ?? rules.shopCurrency ?? '');
    const minor = minorUnits(read, decimals);
    if (typeof minor === 'string') throw new RowRefusal(minor, field);
    if (read.fullWidth) note('W_FULLWIDTH', field);
    return { minor, decimals, currency: written };
  }

  function email(cells: readonly string[]): string | null {
    const read = readEmail(text(cells, 'email'));
    if (read.problem) note(read.problem, 'email');
    if (read.fullWidth) note('W_FULLWIDTH', 'email');
    return read.email;
  }

  function consent(cells: readonly string[]): boolean | null {
    const said = readConsent(text(cells, 'consent'));
    if (said === undefined) throw new RowRefusal('R_CONSENT_UNKNOWN', 'consent');
    return said;
  }

  /** No mapped cell may carry control characters. */
  function mustBeClean(cells: readonly string[]): void {
    for (const [field, places] of Object.entries(positions))
      for (const at of places)
        if (hasControl(cells[at] ?? '')) throw new RowRefusal('R_CONTROL_CHAR', field as Field);
  }

  return { text, id, moment, currency, amount, email, consent, mustBeClean };
}

export type CellReader = ReturnType<typeof cellReader>;
