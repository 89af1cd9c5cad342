import { join } from 'node:path';
import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import type { Purchase } from '../domain/mail/bought.ts';
import type { Bucket } from './bucket.ts';
import { withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';
import { eachExport, rowsOfExport, type Unseen, zoned } from './unseen-exports.ts';
import type { Reading } from './withdrawals.ts';

const TABLE = `CREATE TABLE stated (order_id VARCHAR, who VARCHAR, email VARCHAR, ordered_on DATE, status VARCHAR,
  amount BIGINT, refund BIGINT, uploaded_at TIMESTAMP, "row" BIGINT)`;

const rowsOf = ({ customer }: Pick<Reading, 'customer'>): string => `
  INSERT INTO stated
  SELECT order_id, ${customer}, nullif(lower(trim(email)), ''), CAST(${zoned('ordered_at', 'has_zone')} AS DATE), status,
    amount, coalesce(refund, 0), CAST($2 AS TIMESTAMP), "row"
  FROM ${rowsOfExport(3, 4)}`;

/**
 * The newest statement of each order that is paid, and of which neither its own refund nor refund rows took all; newest
 * purchase of everybody, by his key and by his address.
 */
const BOUGHT = `WITH orders AS (
    SELECT * FROM stated WHERE amount >= 0
    QUALIFY order_id IS NULL OR row_number() OVER (PARTITION BY order_id ORDER BY uploaded_at DESC, "row" DESC) = 1
  ),
  taken_back AS (
    SELECT order_id, sum(amount) AS amount FROM stated
    WHERE amount < 0 AND order_id IS NOT NULL AND status IN ('paid', 'refunded') GROUP BY order_id
  ),
  kept AS (
    SELECT unnest([o.who, o.email]) AS who, o.ordered_on
    FROM orders o LEFT JOIN taken_back t ON t.order_id = o.order_id
    WHERE o.status = 'paid' AND o.amount - o.refund + coalesce(t.amount, 0) > 0
  )
  SELECT who, strftime(max(ordered_on), '%Y-%m-%d') AS "on" FROM kept WHERE who IS NOT NULL GROUP BY who ORDER BY who`;

const PurchasesSchema = z.array(z.object({ who: z.string(), on: LocalDateSchema }));

/**
 * Who bought what these exports tell of, with the day of the newest purchase in the policy's zone. What was cancelled, not
 * paid or wholly paid back is no purchase.
 */
export async function readPurchases(
  lake: Pick<Bucket, 'download'>,
  intakes: readonly Unseen[],
  reading: Pick<Reading, 'timeZone' | 'customer'>,
  memoryMb: number,
): Promise<Purchase[]> {
  const orders = intakes.filter(({ kind }) => kind === 'orders');
  if (orders.length === 0) return [];
  return scratch((dir) =>
    withDuckDb({ memoryMb, dir }, async (db) => {
      await db.run(TABLE);
      const each = eachExport(lake, join(dir, 'export.parquet'));
      for (const { lakeKey, contentId, uploadedAt } of orders)
        await each(lakeKey, (path) =>
          db.run(rowsOf(reading), [reading.timeZone, uploadedAt, path, contentId]),
        );
      return PurchasesSchema.parse(await db.rows(BOUGHT));
    }),
  );
}
