import { ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import type { Layout } from '../formats/layout.ts';
import { type Cell, quoted } from './duckdb.ts';
import type { OtherMoment, Zones } from './fast-lane-bytes.ts';
import type { Lane } from './fast-lane-row.ts';

/** How many plain rows there are, and of how many the order's moment has a zone. */
export interface PlainRows {
  zones: Record<OtherMoment, Zones>;
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
  const isOther = field === 'consent_at' || field === 'updated_at';
  return isOther && !isBoth(plain.zones[field]) ? 'TIMESTAMP' : 'VARCHAR';
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
    return refundOf(
      has('status'),
      has('refund') ? `coalesce(abs(${minor(name)}), 0)` : 'NULL',
      minor('amount'),
    );
  if (name === 'consent_has_zone') return said(has, zoneOf('consent_at', has, plain), 'BOOLEAN');
  if (name === 'consent_at') return said(has, momentOf(name, has, plain), 'TIMESTAMP');
  if (name === 'updated_has_zone') return zoneOf('updated_at', has, plain);
  if (name === 'updated_at') return momentOf(name, has, plain);
  return has(name) ? `"${name}"` : `CAST(${literal(otherwise[name] ?? null)} AS ${type})`;
}

/** An order refunded without saying how much was refunded in full. */
function refundOf(hasStatus: boolean, stated: string, amount: string): string {
  if (!hasStatus) return stated;
  return `CASE WHEN status = 'refunded' AND coalesce(${stated}, 0) = 0 AND ${amount} > 0 THEN ${amount} ELSE ${stated} END`;
}

type Has = (field: string) => boolean;

/** When consent was given says nothing where none was. */
const said = (has: Has, sql: string, type: string): string =>
  has('consent') ? `CASE WHEN consent IS NOT NULL THEN ${sql} END` : `NULL::${type}`;

const momentOf = (name: OtherMoment, has: Has, { zones }: PlainRows): string => {
  if (!has(name)) return 'NULL::TIMESTAMP';
  return isBoth(zones[name]) ? `CAST("${name}" AS TIMESTAMP)` : `"${name}"`;
};

const zoneOf = (name: OtherMoment, has: Has, { zones }: PlainRows): string => {
  if (!has(name)) return 'NULL::BOOLEAN';
  if (isBoth(zones[name])) return `ends_with("${name}", 'Z')`;
  return `CASE WHEN "${name}" IS NOT NULL THEN ${zones[name].zoned > 0} END`;
};

const isBoth = ({ zoned, local }: Zones): boolean => zoned > 0 && local > 0;

const literal = (value: Cell): string =>
  typeof value === 'string' ? quoted(value) : value === null ? 'NULL' : String(value);
