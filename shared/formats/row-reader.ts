import { normalPhone } from '../domain/phone.ts';
import { firstFilled, textOf } from './cell-text.ts';
import type { Mapping } from './detect.ts';
import { readEmail } from './email.ts';
import { type Moment, readMoment } from './moments.ts';
import { moneyReader } from './money-reader.ts';
import type { Field } from './profile.ts';
import { NeedsSurvey, RowRefusal } from './row-refusal.ts';
import type { Style } from './survey.ts';
import { hasControl, isExcelError, isNothing, isScientific, shown, unwrapped } from './text.ts';
import { readConsent } from './words.ts';
import { zoneOffsetAt } from './zones.ts';

/** What reading a row must know beside its cells. */
export interface ReadingRules {
  mapping: Mapping;
  style: Style;
  /** The shop's currency, for amounts that name none. */
  shopCurrency: string | undefined;
  /** Nothing may be dated later; ISO 8601 in UTC, and the same instant on the shop's wall clock. */
  latest: { utc: string; wall: string };
}

const LONGEST_ID = 256;
const DATES = ['ordered_at', 'occurred_at', 'closed_at', 'updated_at', 'consent_at'] as const;
const NUMBERS = ['amount', 'refund', 'quantity', 'score'] as const;

/** Reads single cells of one row. `note` takes warnings, which refuse nothing. */
export function cellReader(rules: ReadingRules, note: (code: string, field: Field) => void) {
  const { positions, addends, orderIdOf, profile } = rules.mapping;
  const text = textOf(rules.mapping);
  const money = moneyReader(rules, text, note);

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
      field,
    );
    if (read === 'R_DATE_MISSING') return null;
    if (read === 'SURVEY') throw new NeedsSurvey('date');
    if (typeof read === 'string') throw new RowRefusal(read, field);
    const when = inItsZone(read, field === 'ordered_at' ? text(cells, 'zone') : '');
    if (!mayLieAhead && when.at > (when.zoned ? rules.latest.utc : rules.latest.wall))
      throw new RowRefusal('R_DATE_FUTURE', field);
    if (when.timed && !when.zoned) note('W_TZ_ASSUMED', field);
    return when;
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
    const said = readConsent(text(cells, 'consent'), profile.consentIsOptOut);
    if (said === undefined) throw new RowRefusal('R_CONSENT_UNKNOWN', 'consent');
    return said;
  }

  /** All cells of a row that hold dates, and all that hold numbers; for a survey of the whole file. */
  const dates = (cells: readonly string[]): [field: Field, cell: string][] =>
    DATES.map((field) => [field, text(cells, field)]);
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
    ...money,
    ...{ text, id, madeId, attributes, moment, dates, numbers },
    ...{ email, phone, consent, mustBeClean, note },
  };
}

/** A time whose zone stands in a column of its own; a name that nobody knows leaves it as it was. */
function inItsZone(read: Moment, zone: string): Moment {
  const offset = zone === '' || !read.timed || read.zoned ? undefined : zoneOffsetAt(zone, read.at);
  if (offset === undefined) return read;
  return { ...read, zoned: true, at: new Date(Date.parse(read.at) - offset * 60_000).toISOString() };
}

export type CellReader = ReturnType<typeof cellReader>;
