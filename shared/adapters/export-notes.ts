import type { Policy } from '../domain/policy/schema.ts';
import type { Mapping } from '../formats/detect.ts';
import { type DuckDb, quoted } from './duckdb.ts';
import type { Sorting } from './export-sort.ts';
import type { Settled } from './settle-sums.ts';

/** Notes what can only be seen when all rows are known, and refuses nothing; `lake` is the Parquet that was written of them. */
export async function noteAll(
  db: DuckDb,
  { reading, found }: Sorting,
  settled: Settled,
  lake: string,
): Promise<void> {
  const { mapping } = reading.layout;
  if (settled.duplicateAt !== null) found.note('W_DUPLICATE_ROW', settled.duplicateAt);
  if (settled.changedAt !== null) found.note('W_ORDER_REPEATED', settled.changedAt);
  if (!namesCustomers(mapping, reading.file.policy.identity)) found.note('W_NO_CUSTOMER', 0);
  const orphan = mapping.profile.kind === 'orders' ? await orphanAt(db, lake) : null;
  if (orphan !== null) found.note('W_REFUND_ORPHAN', orphan);
  const shared = await sharedEmailAt(db, lake, settled.rows);
  if (shared !== null) found.note('W_TWO_IDS_ONE_EMAIL', shared);
}

const namesCustomers = ({ positions }: Mapping, identity: Policy['identity']): boolean =>
  identity.some((key) => positions[key] !== undefined);

/** The first refund row whose order is not in this file. */
async function orphanAt(db: DuckDb, lake: string): Promise<number | null> {
  const [found] =
    await db.rows(`WITH refunds AS (SELECT "row", order_id FROM read_parquet(${quoted(lake)}) WHERE amount < 0),
    bought AS (SELECT order_id FROM read_parquet(${quoted(lake)}) WHERE amount >= 0 AND order_id IN (SELECT order_id FROM refunds))
    SELECT min("row") AS line FROM refunds WHERE order_id NOT IN (SELECT order_id FROM bought)`);
  return typeof found?.line === 'number' ? found.line : null;
}

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
  return typeof found?.line === 'number' ? found.line : null;
}
