import { ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import type { Layout } from '../formats/layout.ts';
import { type Cell, quoted } from './duckdb.ts';
import type { Lane } from './fast-lane-row.ts';

/** How many plain rows there are, and of how many the order's moment has a zone. */
export interface PlainRows {
  rows: number;
  zoned: number;
}

type LakeColumn = Exclude<keyof typeof ORDER_LAKE_COLUMNS, 'intake_id' | 'row'>;

/** Digits before the point that a plain amount may have, and some to spare. */
const WHOLE_DIGITS = 10;

/**
 * SELECT that gives the plain rows of a file as the lake has them. Their line is their place in it, unless each row
 * is `numbered` by its first cell.
 */
export function plainSelect(
  path: string,
  { lane, layout, plain, numbered }: { lane: Lane; layout: Layout; plain: PlainRows; numbered: boolean },
): string {
  const { intake_id: _, row: __, ...columns } = ORDER_LAKE_COLUMNS;
  const cells = Object.entries(columns).map(
    ([name, type]) => `${cellOf(name as LakeColumn, type, lane, plain)} AS "${name}"`,
  );
  const line = numbered ? '"row"' : 'row_number() OVER () AS "row"';
  return `SELECT "row", ${cells.join(', ')}
    FROM (SELECT ${line}, * ${numbered ? 'EXCLUDE ("row")' : ''} FROM ${source(path, lane, layout, plain, numbered)})
    WHERE order_id IS NOT NULL`;
}

function source(path: string, lane: Lane, layout: Layout, plain: PlainRows, numbered: boolean): string {
  const typed = lane.fields.map((field, i) => `'${field ?? `unread_${i}`}': '${typeOf(field, lane, plain)}'`);
  const columns = numbered ? [`'row': 'BIGINT'`, ...typed] : typed;
  return `read_csv(${quoted(path)}, columns = {${columns.join(', ')}}, auto_detect = false, header = false,
    delim = ${quoted(layout.delimiter)}, quote = '"', escape = '"',
    strict_mode = true, null_padding = false, hive_partitioning = false)`;
}

const isMixed = ({ zoned, rows }: PlainRows): boolean => zoned > 0 && zoned < rows;

function typeOf(field: string | undefined, { otherwise }: Lane, plain: PlainRows): string {
  if (field === 'amount' || field === 'refund')
    return `DECIMAL(${WHOLE_DIGITS + otherwise.decimals}, ${otherwise.decimals})`;
  if (field === 'ordered_at') return isMixed(plain) ? 'VARCHAR' : 'TIMESTAMP';
  if (field === 'consent') return 'BOOLEAN';
  return field === 'consent_at' || field === 'updated_at' ? 'TIMESTAMP' : 'VARCHAR';
}

/** How a plain row fills one column of the lake; what the file does not have is as in a row without it. */
function cellOf(name: LakeColumn, type: string, { fields, otherwise }: Lane, plain: PlainRows): string {
  const has = (field: string) => fields.some((one) => one === field);
  const minor = (field: string) =>
    `CAST(${field} * CAST(${10 ** otherwise.decimals} AS DECIMAL(4, 0)) AS BIGINT)`;
  if (name === 'has_zone') return isMixed(plain) ? `ends_with(ordered_at, 'Z')` : String(plain.zoned > 0);
  if (name === 'ordered_at') return `CAST(ordered_at AS TIMESTAMP)`;
  if (name === 'amount') return minor(name);
  if (name === 'refund')
    return refundOf(has('status'), has('refund') ? `coalesce(abs(${minor(name)}), 0)` : '0', minor('amount'));
  if (name === 'consent_at' && has(name))
    return has('consent') ? 'CASE WHEN consent IS NOT NULL THEN consent_at END' : 'NULL::TIMESTAMP';
  return has(name) ? `"${name}"` : `CAST(${literal(otherwise[name] ?? null)} AS ${type})`;
}

/** An order refunded without saying how much was refunded in full. */
function refundOf(hasStatus: boolean, stated: string, amount: string): string {
  if (!hasStatus) return stated;
  return `CASE WHEN status = 'refunded' AND ${stated} = 0 AND ${amount} > 0 THEN ${amount} ELSE ${stated} END`;
}

const literal = (value: Cell): string =>
  typeof value === 'string' ? quoted(value) : value === null ? 'NULL' : String(value);
