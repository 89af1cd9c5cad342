import { ORDER_LAKE_COLUMNS } from '../contract/intake.ts';
import type { DuckDb } from './duckdb.ts';
import type { Repeats } from './settle.ts';
import type { Amounts, Settled } from './settle-sums.ts';

/** What became of the lines of orders beside the orders that they make. */
export interface Folded extends Repeats {
  /** Lines that stand for no order of their own. */
  further: number;
  /** Money of lines that stand in the file twice, and of lines that nobody paid within an order that somebody did. */
  amounts: { repeated: Amounts; setAside: Amounts };
}

const COUNTS = `status IN ('paid', 'refunded')`;

/** By these the first line that says anything speaks for the order. */
const FIRST = ['customer_id', 'email', 'phone', 'name', 'language', 'category', 'channel', 'region'] as const;
const CONSENT = ['consent', 'consent_at', 'consent_has_zone'] as const;

/**
 * Makes one row of the lines of each order in the table "read": the money is that of its paid and refunded lines, all
 * else is said by its first line. The same line twice counts once, the newest. An order is paid if any line of it is.
 */
export async function foldLines(db: DuckDb): Promise<Folded> {
  const repeats = await dropRepeats(db);
  const [counted] = await db.rows('SELECT count(*) - count(DISTINCT order_id) AS further FROM "read"');
  const setAside = await amountsOf(db, `"read" WHERE NOT ${COUNTS}`);
  await db.run(`CREATE TABLE folded AS SELECT ${columns()} FROM "read" GROUP BY order_id`);
  await db.run('DROP TABLE "read"');
  await db.run('ALTER TABLE folded RENAME TO "read"');
  return {
    ...{ duplicateAt: repeats.duplicateAt, changedAt: repeats.changedAt },
    further: Number(counted?.further) + repeats.lines,
    amounts: { repeated: repeats.amounts, setAside },
  };
}

/** Of lines with one number within one order all but the newest are repeats. */
async function dropRepeats(db: DuckDb): Promise<Repeats & { lines: number; amounts: Amounts }> {
  await db.run(`CREATE TABLE older_lines AS SELECT "row", newer, said <> newest AS changed FROM (
      SELECT "row",
        hash(amount, refund, currency, status, ordered_at) AS said,
        first_value("row") OVER newest_first AS newer,
        first_value(hash(amount, refund, currency, status, ordered_at)) OVER newest_first AS newest
      FROM "read" WHERE line_id IS NOT NULL
      WINDOW newest_first AS (PARTITION BY order_id, line_id ORDER BY updated_at DESC NULLS LAST, "row" DESC)
    ) WHERE newer <> "row"`);
  const amounts = await amountsOf(db, '"read" SEMI JOIN older_lines USING ("row")');
  const [found] = await db.rows(`SELECT count(*) AS lines,
      min(newer) FILTER (WHERE NOT changed) AS duplicate, min(newer) FILTER (WHERE changed) AS changed
    FROM older_lines`);
  await db.run('DELETE FROM "read" WHERE "row" IN (SELECT "row" FROM older_lines)');
  const line = (cell: unknown) => (typeof cell === 'number' ? cell : null);
  return {
    ...{ lines: Number(found?.lines), amounts },
    ...{ duplicateAt: line(found?.duplicate), changedAt: line(found?.changed) },
  };
}

/** One value for each column of the lake, of the lines of one order. */
function columns(): string {
  const special: Record<string, string> = {
    row: 'min("row")',
    order_id: 'order_id',
    amount: sum('amount'),
    refund: `sum(refund) FILTER (WHERE ${COUNTS})`,
    decimals: first('decimals'),
    status: `CASE WHEN bool_or(status = 'paid') THEN 'paid' WHEN bool_or(status = 'refunded') THEN 'refunded'
      WHEN bool_or(status = 'unpaid') THEN 'unpaid' ELSE 'cancelled' END`,
    ordered_at: 'arg_min(ordered_at, "row")',
    has_zone: 'arg_min(has_zone, "row")',
    updated_at: 'max(updated_at)',
    updated_has_zone: 'arg_max(updated_has_zone, updated_at)',
    ...Object.fromEntries(FIRST.map((name) => [name, `arg_min("${name}", "row")`])),
    currency: first('currency'),
    ...Object.fromEntries(
      CONSENT.map((name) => [name, `arg_min("${name}", "row") FILTER (WHERE consent IS NOT NULL)`]),
    ),
  };
  return Object.entries(ORDER_LAKE_COLUMNS)
    .filter(([name]) => name !== 'intake_id')
    .map(([name, type]) => `CAST(${special[name]} AS ${type}) AS "${name}"`)
    .join(', ');
}

/** Money is written as its paid and refunded lines have it: a cancelled line may name no currency. */
const first = (column: string): string =>
  `coalesce(arg_min(${column}, "row") FILTER (WHERE ${COUNTS}), arg_min(${column}, "row"))`;

const sum = (column: string): string => `coalesce(sum(${column}) FILTER (WHERE ${COUNTS}), 0)`;

async function amountsOf(db: DuckDb, from: string): Promise<Amounts> {
  const found = await db.rows(
    `SELECT coalesce(currency, '') AS currency, CAST(sum(amount) AS VARCHAR) AS amount FROM ${from} GROUP BY 1`,
  );
  return Object.fromEntries(found.map(({ currency, amount }) => [String(currency), Number(amount)]));
}

/** Adds to what became of the orders what became of their lines. */
export function withFolded(settled: Settled, { further, amounts, duplicateAt, changedAt }: Folded): Settled {
  const { rows } = settled;
  return {
    ...settled,
    ...{ duplicateAt, changedAt },
    rows: { ...rows, repeated: rows.repeated + further },
    amounts: {
      kept: settled.amounts.kept,
      repeated: added(settled.amounts.repeated, amounts.repeated),
      setAside: added(settled.amounts.setAside, amounts.setAside),
    },
  };
}

function added(one: Amounts, other: Amounts): Amounts {
  const sums = { ...one };
  for (const [currency, amount] of Object.entries(other)) sums[currency] = (sums[currency] ?? 0) + amount;
  return sums;
}
