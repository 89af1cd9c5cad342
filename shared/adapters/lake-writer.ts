import { CUSTOMER_LAKE_COLUMNS, type ExportKind, ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import { type Cell, type DuckDb, quoted } from './duckdb.ts';

export type Amounts = Record<string, number>;

/** What became of the readable rows of a file. Moments are ISO 8601; `utc` of zoned rows, `wall` of the others. */
export interface Settled {
  rows: Record<Part, number>;
  amounts: Record<Part, Amounts>;
  currency: string | undefined;
  utc: Span;
  wall: Span;
  /** Lines of the first repeat with the same and with other contents. */
  duplicateAt: number | null;
  changedAt: number | null;
}
export type Part = 'kept' | 'repeated' | 'setAside';
export type Span = [from: string, to: string] | null;
export type IdentityColumn = 'customer_id' | 'email' | 'phone';

const COLUMNS = { orders: ORDER_LAKE_COLUMNS, customers: CUSTOMER_LAKE_COLUMNS };

/** Opens a table for the readable rows of one file; `append` takes a row and its line. */
export async function lakeTable(db: DuckDb, kind: ExportKind) {
  const { intake_id: _, ...columns } = COLUMNS[kind];
  const names = Object.keys(columns);
  const { append, close } = await db.appender('read', columns);
  return {
    append: (row: Readonly<Record<string, Cell>>, line: number) =>
      append(names.map((name) => (name === 'row' ? line : (row[name] ?? null)))),
    close,
  };
}

/** Two refunds of one order on other days or of other amounts are two refunds, not one that was repeated. */
const SAME = {
  orders:
    'order_id, amount < 0, CASE WHEN amount < 0 THEN ordered_at END, CASE WHEN amount < 0 THEN amount END',
  customers: 'who',
};

/** Ranks the rows of each order (or customer) by (`updated_at`, row): all but the newest are repeats. */
export async function settle(
  db: DuckDb,
  kind: ExportKind,
  identity: readonly IdentityColumn[],
): Promise<Settled> {
  const known = identity.filter((column) => column in COLUMNS[kind]);
  await db.run(
    `CREATE VIEW known AS SELECT *, coalesce(${known.map((c) => `nullif(${c}, '')`).join(', ')}, NULL) AS who FROM "read"`,
  );
  await db.run(`CREATE TABLE older AS SELECT "row" FROM known ${kind === 'customers' ? 'WHERE who IS NOT NULL' : ''}
    QUALIFY row_number() OVER (PARTITION BY ${SAME[kind]} ORDER BY updated_at DESC NULLS LAST, "row" DESC) > 1`);
  return { ...(await sums(db, kind)), ...(await repeats(db, kind)) };
}

async function sums(db: DuckDb, kind: ExportKind) {
  const orders = kind === 'orders';
  const result = await db.rows(`SELECT
      CASE WHEN o."row" IS NOT NULL THEN 'repeated'
        WHEN who IS NULL ${orders ? `OR status NOT IN ('paid', 'refunded')` : ''} THEN 'setAside'
        ELSE 'kept' END AS part,
      ${orders ? `coalesce(currency, '')` : `''`} AS currency,
      count(*) AS n,
      CAST(sum(${orders ? 'amount' : '0'}) AS VARCHAR) AS amount,
      ${orders ? spans('has_zone', 'utc') : 'NULL AS utc_from, NULL AS utc_to'},
      ${orders ? spans('NOT has_zone', 'wall') : 'NULL AS wall_from, NULL AS wall_to'}
    FROM known k LEFT JOIN older o ON o."row" = k."row"
    GROUP BY 1, 2 ORDER BY n DESC, currency`);
  const rows = { kept: 0, repeated: 0, setAside: 0 };
  const amounts: Settled['amounts'] = { kept: {}, repeated: {}, setAside: {} };
  for (const { part, currency, n, amount } of result) {
    const place = part as Part;
    rows[place] += Number(n);
    if (orders) amounts[place][String(currency)] = Number(amount);
  }
  const kept = result.filter(({ part }) => part === 'kept');
  const currency = (kept.length > 0 ? kept : result).find((row) => row.currency !== '')?.currency;
  const span = (name: string): Span => {
    const all = kept.flatMap((row) => [row[`${name}_from`], row[`${name}_to`]]).filter((at) => at !== null);
    const sorted = all.map(String).sort();
    return sorted[0] === undefined ? null : [sorted[0], sorted.at(-1) ?? sorted[0]];
  };
  return {
    rows,
    amounts,
    currency: currency === undefined ? undefined : String(currency),
    utc: span('utc'),
    wall: span('wall'),
  };
}

const spans = (when: string, name: string): string =>
  `min(ordered_at) FILTER (WHERE ${when}) AS ${name}_from, max(ordered_at) FILTER (WHERE ${when}) AS ${name}_to`;

async function repeats(db: DuckDb, kind: ExportKind) {
  const contents = Object.keys(COLUMNS[kind]).filter((name) => name !== 'intake_id' && name !== 'row');
  const among = kind === 'orders' ? 'order_id' : 'who';
  const [found] =
    await db.rows(`SELECT min(line) FILTER (WHERE same) AS duplicate, min(line) FILTER (WHERE NOT same) AS changed
    FROM (
      SELECT max("row") AS line, count(DISTINCT hash(${contents.join(', ')})) = 1 AS same
      FROM known WHERE ${among} IN (SELECT ${among} FROM known SEMI JOIN older USING ("row"))
      GROUP BY ${SAME[kind]} HAVING count(*) > 1
    )`);
  const line = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : null);
  return { duplicateAt: line(found?.duplicate), changedAt: line(found?.changed) };
}

/**
 * Writes the rows as Parquet. Of orders the newest statement of each; of customers every row, because an older row
 * may hold the only word on consent.
 */
export async function writeLake(db: DuckDb, kind: ExportKind, intakeId: string, path: string): Promise<void> {
  const { intake_id: _, ...columns } = COLUMNS[kind];
  const names = Object.keys(columns).map((name) => `"${name}"`);
  const newest = kind === 'orders' ? 'ANTI JOIN older USING ("row")' : '';
  await db.run(`COPY (
      SELECT ${quoted(intakeId)} AS intake_id, ${names.join(', ')} FROM "read" ${newest} ORDER BY "row"
    ) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`);
}
