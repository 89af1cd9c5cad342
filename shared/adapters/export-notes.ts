import type { ExportKind } from '../contract/intake.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { type Cell, type DuckDb, quoted } from './duckdb.ts';
import type { Sorting } from './export-sort.ts';
import { whoOf } from './settle.ts';
import type { Settled } from './settle-sums.ts';

/** Notes what can only be seen when all rows are known, and refuses nothing; `lake` is the Parquet that was written of them. */
export async function noteAll(
  db: DuckDb,
  { reading, found }: Sorting,
  settled: Settled,
  lake: string,
): Promise<void> {
  const { kind } = reading.layout.mapping.profile;
  if (settled.duplicateAt !== null) found.note('W_DUPLICATE_ROW', settled.duplicateAt);
  if (settled.changedAt !== null) found.note('W_ORDER_REPEATED', settled.changedAt);
  const nameless = await namelessRows(db, kind, reading.file.policy.identity, lake);
  if (nameless.all) found.note('W_NO_CUSTOMER', 0);
  else if (nameless.paidAt !== null) found.note('W_ROWS_WITHOUT_CUSTOMER', nameless.paidAt);
  const orphan = kind === 'orders' ? await orphanAt(db, lake) : null;
  if (orphan !== null) found.note('W_REFUND_ORPHAN', orphan);
  const shared = await sharedEmailAt(db, lake, settled.rows);
  if (shared !== null) found.note('W_TWO_IDS_ONE_EMAIL', shared);
}

/** Whether no row tells whose it is, and the first that would count if it did. */
async function namelessRows(db: DuckDb, kind: ExportKind, identity: Policy['identity'], lake: string) {
  const paid = kind === 'orders' ? `AND status IN ('paid', 'refunded')` : '';
  const [found] = await db.rows(`SELECT count(*) > 0 AND count(who) = 0 AS nobody,
      min("row") FILTER (WHERE who IS NULL ${paid}) AS line
    FROM (SELECT *, ${whoOf(kind, identity)} AS who FROM read_parquet(${quoted(lake)}))`);
  return { all: found?.nobody === true, paidAt: lineOf(found?.line) };
}

/** The first refund row that counts and whose order is not in this file. */
async function orphanAt(db: DuckDb, lake: string): Promise<number | null> {
  const [found] = await db.rows(`WITH refunds AS (
      SELECT "row", order_id FROM read_parquet(${quoted(lake)}) WHERE amount < 0 AND status IN ('paid', 'refunded')),
    bought AS (
      SELECT order_id FROM read_parquet(${quoted(lake)}) WHERE amount >= 0 AND order_id IN (SELECT order_id FROM refunds))
    SELECT min("row") AS line FROM refunds WHERE order_id NOT IN (SELECT order_id FROM bought)`);
  return lineOf(found?.line);
}

const lineOf = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

/** Rows of which every address is looked at. */
const LOOKED_AT = 500_000;

/**
 * The first row of an address that stands under two customer ids. Of a large file one address in so many is looked at,
 * and hashes are compared: this is a hint, every run counts them all.
 */
async function sharedEmailAt(
  db: DuckDb,
  lake: string,
  { kept, setAside }: Settled['rows'],
): Promise<number | null> {
  const oneIn = Math.max(1, Math.floor((kept + setAside) / LOOKED_AT));
  const [found] = await db.rows(`SELECT min(line) AS line FROM (
      SELECT min("row") AS line FROM read_parquet(${quoted(lake)}) WHERE hash(email) % ${oneIn} = 0 AND email IS NOT NULL AND customer_id IS NOT NULL
      GROUP BY hash(email) HAVING min(hash(customer_id)) <> max(hash(customer_id)))`);
  return lineOf(found?.line);
}
