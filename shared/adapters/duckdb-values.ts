import {
  type DuckDBAppender,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  DuckDBVarCharVector,
} from '@duckdb/node-api';

/** A plain value of one cell. DATE is `YYYY-MM-DD`; TIMESTAMP is ISO 8601, read as UTC and given back with a `Z`. */
export type Cell = string | number | bigint | boolean | null;
export type Row = Record<string, Cell>;

export type ColumnType =
  | 'VARCHAR'
  | 'BOOLEAN'
  | 'TINYINT'
  | 'INTEGER'
  | 'BIGINT'
  | 'DOUBLE'
  | 'DATE'
  | 'TIMESTAMP';

const DAY_MS = 86_400_000;

/** A whole number that JavaScript cannot hold exactly throws: money is never rounded on its way. */
function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('a whole number is too large to be exact');
  return number;
}

/** The same few thousand days come again in every row. */
const DATES = new Map<number, string>();
const MOST_DATES = 20_000;

function isoDate(days: number): string {
  const known = DATES.get(days);
  if (known !== undefined) return known;
  if (DATES.size >= MOST_DATES) DATES.clear();
  const date = new Date(days * DAY_MS).toISOString().slice(0, 10);
  DATES.set(days, date);
  return date;
}

/** Some rows of a result by their columns; `row` counts from 0 within them. */
export interface Chunk {
  rows: number;
  column(place: number): (row: number) => Cell;
}

export const chunkOf = (chunk: DuckDBDataChunk): Chunk => ({
  rows: chunk.rowCount,
  column(place) {
    const vector = chunk.getColumnVector(place);
    return vector instanceof DuckDBVarCharVector ? textsOf(vector) : (row) => plain(vector.getItem(row));
  },
});

const TEXTS_KEPT = 32;

/**
 * A vector keeps every text that was read from it. Where thousands of rows lie in one, these outlive two collections and have
 * to be moved each time; so they are read from a slice of it, which is forgotten with its texts.
 */
function textsOf(vector: DuckDBVarCharVector): (row: number) => Cell {
  let from = 0;
  let slice = vector.slice(0, Math.min(TEXTS_KEPT, vector.itemCount));
  return (row) => {
    if (row < from || row >= from + slice.itemCount) {
      from = row - (row % TEXTS_KEPT);
      slice = vector.slice(from, Math.min(TEXTS_KEPT, vector.itemCount - from));
    }
    return slice.getItem(row - from);
  };
}

export function plain(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return safeNumber(value);
  if (typeof value !== 'object') return value;
  if (value instanceof DuckDBDateValue) return isoDate(value.days);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return new Date(safeNumber(value.micros / 1000n)).toISOString();
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  throw new TypeError(`no plain form for ${value.constructor.name}`);
}

const HAS_ZONE = /(Z|[+-]\d\d:?\d\d)$/;

function milliseconds(text: string): number {
  const withTime = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T');
  const ms = Date.parse(HAS_ZONE.test(text.slice(10)) ? withTime : `${withTime}Z`);
  if (Number.isNaN(ms)) throw new RangeError('not a date or an instant');
  return ms;
}

type Put = (appender: DuckDBAppender, cell: Exclude<Cell, null>) => void;

/** One writer a column type; the appender itself checks ranges. */
export const PUT: Record<ColumnType, Put> = {
  VARCHAR: (to, cell) => to.appendVarchar(String(cell)),
  BOOLEAN: (to, cell) => to.appendBoolean(cell === true),
  TINYINT: (to, cell) => to.appendTinyInt(Number(cell)),
  INTEGER: (to, cell) => to.appendInteger(Number(cell)),
  BIGINT: (to, cell) => to.appendBigInt(BigInt(cell)),
  DOUBLE: (to, cell) => to.appendDouble(Number(cell)),
  DATE: (to, cell) => to.appendDate(new DuckDBDateValue(milliseconds(String(cell)) / DAY_MS)),
  TIMESTAMP: (to, cell) =>
    to.appendTimestamp(new DuckDBTimestampValue(BigInt(milliseconds(String(cell))) * 1000n)),
};
