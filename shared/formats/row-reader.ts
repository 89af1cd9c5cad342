import { decimalsOf } from '../domain/money.ts';
import { normalPhone } from '../domain/phone.ts';
import { columnName, type Mapping } from './detect.ts';
import { readEmail } from './email.ts';
import { type Moment, readMoment } from './moments.ts';
import { currencyOfMark, minorUnits, readAmount, readCurrency } from './money.ts';
import type { Field, Profile, RowProblem } from './profile.ts';
import type { Style } from './survey.ts';
import { hasControl, isExcelError, isNothing, isScientific, shown, unwrapped } from './text.ts';
import { readConsent } from './words.ts';

/** What reading a row must know beside its cells. */
export interface ReadingRules {
  mapping: Mapping;
  style: Style;
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

/** An amount in minor units of its currency; `decimals` is how many digits those have. */
export interface Money {
  minor: number;
  decimals: number;
  currency: string | undefined;
}

const LONGEST_ID = 256;
const THOUSANDTHS = 3;
const DATES = ['ordered_at', 'occurred_at', 'closed_at', 'updated_at', 'consent_at'] as const;
const NUMBERS = ['amount', 'refund', 'quantity', 'score'] as const;

/** Reads single cells of one row. `note` takes warnings, which refuse nothing. */
export function cellReader(rules: ReadingRules, note: (code: string, field: Field) => void) {
  const { positions, addends, orderIdOf, profile } = rules.mapping;
  const text = textOf(rules.mapping);

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

  /** Of an order without a number of its own: what tells it apart, joined. */
  function madeId(cells: readonly string[]): string | null {
    const parts = orderIdOf.map((at) => shown(cells[at] ?? '', LONGEST_ID));
    return parts.length > 0 && parts.every((part) => part !== null) ? parts.join(' / ') : null;
  }

  function moment(cells: readonly string[], field: Field, mayLieAhead = false): Moment | null {
    const time = field === 'ordered_at' ? text(cells, 'time') : '';
    const read = readMoment(
      time === '' ? text(cells, field) : `${text(cells, field)} ${time}`,
      rules.style.date,
    );
    if (read === 'R_DATE_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('date');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    if (!mayLieAhead && read.at > (read.zoned ? rules.latest.utc : rules.latest.wall))
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

  /** The currency that is named, else the one beside the number, else the platform's, else none. */
  function money(cell: string, field: Field, named: string | undefined): Money | null {
    const read = readAmount(cell, rules.style.amount);
    if (read === 'R_AMOUNT_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('amount');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    const marked = currencyOfMark(read.mark, named ?? profile.currency ?? rules.shopCurrency);
    if (named && /^[a-z]{3}$/i.test(read.mark) && marked !== named)
      throw new RowRefusal('R_CURRENCY_INVALID', field);
    if (!marked && read.mark !== '') throw new RowRefusal('R_CURRENCY_INVALID', field);
    const written = named ?? marked ?? profile.currency;
    const decimals = decimalsOf(written ?? rules.shopCurrency ?? '');
    const minor = minorUnits(read, decimals);
    if (typeof minor === 'string') throw new RowRefusal(minor, field);
    if (read.fullWidth) note('W_FULLWIDTH', field);
    return { minor, decimals, currency: written };
  }

  /** The amount of a row with all that the platform adds to it or takes from it; null where the row has none. */
  function amount(
    cells: readonly string[],
    field: 'amount' | 'refund',
    named: string | undefined,
  ): Money | null {
    const own = money(text(cells, field), field, named);
    const sum = { ...(own ?? noMoney(named)) };
    let found = own !== null;
    for (const { places, sign } of addends[field] ?? []) {
      const more = money(firstFilled(cells, places), field, named);
      if (!more) continue;
      if (found && (more.currency !== sum.currency || more.decimals !== sum.decimals))
        throw new RowRefusal('R_CURRENCY_INVALID', field);
      Object.assign(sum, more, { minor: sum.minor + sign * more.minor });
      found = true;
    }
    return found ? sum : null;
  }

  const noMoney = (named: string | undefined): Money => {
    const written = named ?? profile.currency;
    return { minor: 0, decimals: decimalsOf(written ?? rules.shopCurrency ?? ''), currency: written };
  };

  /** A plain number in thousandths: hours, points, stars; null where there is none. */
  function thousandths(cells: readonly string[], field: Field): number | null {
    const read = readAmount(text(cells, field), rules.style.amount);
    if (read === 'R_AMOUNT_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('amount');
    if (typeof read === 'string' || read.mark !== '') throw new RowRefusal('R_NUMBER_INVALID', field);
    const number = minorUnits(read, THOUSANDTHS);
    if (typeof number === 'string') throw new RowRefusal('R_NUMBER_INVALID', field);
    return number;
  }

  function email(cells: readonly string[], takesBack = false): string | null {
    const read = readEmail((takesBack && text(cells, 'refund_email')) || text(cells, 'email'));
    if (read.problem) note(read.problem, 'email');
    if (read.fullWidth) note('W_FULLWIDTH', 'email');
    return read.email;
  }

  /** In one form however it is written; a masked number is nobody's. */
  const phone = (cells: readonly string[]): string | null => normalPhone(unwrapped(text(cells, 'phone')));

  function consent(cells: readonly string[]): boolean | null {
    const said = readConsent(text(cells, 'consent'));
    if (said === undefined) throw new RowRefusal('R_CONSENT_UNKNOWN', 'consent');
    return said === null || !profile.consentIsOptOut ? said : !said;
  }

  /** All cells of a row that hold dates, and all that hold numbers; for a survey of the whole file. */
  const dates = (cells: readonly string[]): string[] => DATES.map((field) => text(cells, field));
  const numbers = (cells: readonly string[]): string[] => [
    ...NUMBERS.map((field) => text(cells, field)),
    ...Object.values(addends).flatMap((list) => list.map(({ places }) => firstFilled(cells, places))),
  ];

  /** No mapped cell may carry control characters. */
  function mustBeClean(cells: readonly string[]): void {
    for (const [field, places] of Object.entries(positions))
      for (const at of places)
        if (hasControl(cells[at] ?? '')) throw new RowRefusal('R_CONTROL_CHAR', field as Field);
  }

  /** What the further columns of a row say, by the names under which they are kept. */
  const attributes = (cells: readonly string[]): [string, string][] =>
    Object.entries(rules.mapping.attributes)
      .map(([name, at]): [string, string] => [name, cells[at] ?? ''])
      .filter(([, cell]) => !profile.nothing?.attributes?.includes(unwrapped(cell)));

  return {
    ...{ text, id, madeId, attributes, moment, currency, amount, noMoney, thousandths },
    ...{ email, phone, consent, dates, numbers, mustBeClean },
  };
}

export type CellReader = ReturnType<typeof cellReader>;

const firstFilled = (cells: readonly string[], places: readonly number[]): string => {
  for (const at of places) {
    const cell = cells[at] ?? '';
    if (cell !== '' && cell.trim() !== '') return cell;
  }
  return '';
};

/** Gives what a row says of a field: the first of its columns that says anything, else what its platform always says. */
function textOf(mapping: Mapping) {
  const read = cellOf(mapping);
  const { always, unless } = mapping.profile;
  if (!always && !unless) return read;
  const constant: Partial<Record<Field, string>> = always ?? {};
  return (cells: readonly string[], field: Field): string => {
    const other = unless?.[field];
    if (other && read(cells, other) !== '') return '';
    return read(cells, field) || (constant[field] ?? '');
  };
}

function cellOf({ positions, profile }: Mapping) {
  const special = new Set([...Object.keys(profile.extract ?? {}), ...Object.keys(profile.nothing ?? {})]);
  return (cells: readonly string[], field: Field): string => {
    const places = positions[field];
    if (!places) return '';
    if (!special.has(field) && places.length === 1) return firstFilled(cells, places);
    for (const at of places) {
      const cell = special.has(field) ? taken(profile, field, cells[at] ?? '') : (cells[at] ?? '');
      if (!isNothing(unwrapped(cell))) return cell;
    }
    return '';
  };
}

/** A cell without what this platform writes for "nothing", and with only the part that is meant. */
function taken({ extract, nothing }: Profile, field: Field, cell: string): string {
  const bare = unwrapped(cell);
  if (nothing?.[field]?.some((word) => word === bare)) return '';
  const pattern = extract?.[field];
  return pattern ? (pattern.exec(bare)?.[1] ?? '') : cell;
}
