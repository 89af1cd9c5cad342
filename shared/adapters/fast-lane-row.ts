import type { Layout } from '../formats/layout.ts';
import { orderRow } from '../formats/order-row.ts';
import type { Field } from '../formats/profile.ts';
import { cellReader, type ReadingRules } from '../formats/row-reader.ts';
import { NeedsSurvey, RowRefusal } from '../formats/row-refusal.ts';
import type { Cell } from './duckdb.ts';
import type { PlainRow, TakeCell } from './fast-lane-bytes.ts';
import { skipCell, takeAmount, takeId, takeOrderId } from './fast-lane-cells.ts';
import { takeEmail } from './fast-lane-email.ts';
import { takeMoment } from './fast-lane-moment.ts';
import { takeWord } from './fast-lane-words.ts';

/** How the plain rows of a file are taken. */
export interface Lane {
  /** One for each column of the header, and which field the column stands for. */
  takers: TakeCell[];
  fields: (Field | undefined)[];
  /** What a row says that leaves all other cells empty: the value of lake columns that the file does not have. */
  otherwise: Readonly<Record<string, Cell>> & { decimals: number };
}

/** Cells that every plain row has; those of all other fields may be empty. */
const NEEDED: Partial<Record<Field, string>> = {
  order_id: 'O1',
  ordered_at: '2020-01-01',
  amount: '1',
};
const WORDS: readonly Field[] = [
  'phone',
  'name',
  'language',
  'currency',
  'status',
  'category',
  'channel',
  'region',
  'consent',
];
const KNOWN = new Set<string>([
  ...Object.keys(NEEDED),
  ...WORDS,
  ...['customer_id', 'email', 'refund', 'updated_at', 'consent_at'],
]);
/** What a profile must not have, because a cell then means more than it says, or something below the table. */
const BEYOND = [
  ...(['extract', 'nothing', 'unless', 'always', 'beside', 'addends', 'rowTypes', 'orderIdOf'] as const),
  ...(['refundedInFull', 'statusIfEmpty', 'dateMayLieAhead', 'footer'] as const),
] as const;

const OTHER_MOMENTS = ['consent_at', 'updated_at'] as const;

const DELIMITERS = [',', ';', '\t', '|'];

/** Whether each column of a file stands for at most one field, and each field for one column alone. */
function isSimple({ mapping, delimiter }: Layout): boolean {
  const { profile, positions } = mapping;
  const places = Object.values(positions).flat();
  return (
    DELIMITERS.includes(delimiter) &&
    profile.kind === 'orders' &&
    profile.grain === 'order' &&
    BEYOND.every((name) => profile[name] === undefined) &&
    Object.values(profile.status).every((status) => typeof status === 'string') &&
    Object.keys(positions).every((field) => KNOWN.has(field)) &&
    Object.values(positions).every((at) => at.length === 1) &&
    new Set(places).size === places.length
  );
}

/** Compiles how plain rows of this file are taken; `null` when all rows must go to the row reader. */
export function laneFor(layout: Layout, rules: ReadingRules, row: PlainRow): Lane | null {
  const { amount, date } = rules.style;
  if (!isSimple(layout) || amount === 'comma' || date.offset !== undefined) return null;
  const ask = rowOf(layout, rules);
  const otherwise = ask({});
  if (typeof otherwise?.decimals !== 'number') return null;
  const { decimals } = otherwise;
  const comma = layout.delimiter.charCodeAt(0);
  const meaningOf = (field: Field) => (text: string) => {
    const read = ask({ [field]: text });
    return read?.decimals === decimals ? spelt(read[field] ?? null) : null;
  };
  const fields = fieldsByColumn(layout);
  const takerOf = (field: Field | undefined): TakeCell => {
    if (!field) return skipCell(comma);
    if (WORDS.includes(field)) return takeWord(row, comma, meaningOf(field), field === 'currency');
    if (field === 'order_id') return takeOrderId(row);
    if (field === 'customer_id') return takeId;
    if (field === 'amount' || field === 'refund') return takeAmount(row, decimals, field === 'refund');
    if (field === 'email') return takeEmail();
    const other = OTHER_MOMENTS.find((name) => name === field);
    return takeMoment(row, { other, soon: soon(rules) });
  };
  return { takers: fields.map(takerOf), fields, otherwise: { ...otherwise, decimals } };
}

/** A day no later than any on which a moment could be too late, whatever its zone. */
function soon({ latest }: ReadingRules): number {
  const first = Math.min(Date.parse(latest.utc), Date.parse(latest.wall)) - 2 * 86_400_000;
  return Number(new Date(first).toISOString().slice(0, 10).replaceAll('-', ''));
}

function fieldsByColumn({ header, mapping }: Layout): (Field | undefined)[] {
  const fields: (Field | undefined)[] = header.map(() => undefined);
  for (const [field, places] of Object.entries(mapping.positions))
    for (const at of places) fields[at] = field as Field;
  return fields;
}

/** Reads a row of which only some cells are filled, by the row reader; `null` when it has anything to say about it. */
function rowOf({ header, mapping }: Layout, rules: ReadingRules) {
  const { profile, positions } = mapping;
  const said = { something: false };
  const reader = cellReader(rules, () => {
    said.something = true;
  });
  return (filled: Partial<Record<Field, string>>): Readonly<Record<string, Cell>> | null => {
    const cells = header.map(() => '');
    for (const [field, text] of Object.entries({ ...NEEDED, ...filled })) {
      const at = positions[field as Field]?.[0];
      if (at !== undefined) cells[at] = text;
    }
    said.something = false;
    try {
      const row = orderRow(reader, profile, cells);
      return said.something ? null : row;
    } catch (error) {
      if (error instanceof RowRefusal || error instanceof NeedsSurvey) return null;
      throw error;
    }
  };
}

/** A value as DuckDB reads it from a cell; `null` when it would need quotes. */
function spelt(value: Cell): string | null {
  const text = value === null ? '' : String(value);
  return /[",;|\t\r\n]/.test(text) ? null : text;
}
