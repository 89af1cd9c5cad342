import type { DuckDb } from './duckdb.ts';
import { erasedRows } from './erased.ts';
import type { ExportFile } from './export-types.ts';
import type { Amounts } from './settle-sums.ts';

/** Rows that could be read and must not count all the same: their lines, ascending, and their money. */
export interface TakenOut {
  lines: number[];
  amounts: Amounts;
}

/** Takes the rows of erased people out of the table "read". */
export async function takeOutErased(
  db: DuckDb,
  erased: ExportFile['erased'],
  hasMoney: boolean,
): Promise<TakenOut> {
  if (!erased || erased.hashes.size === 0) return { lines: [], amounts: {} };
  const lines = await erasedRows(db, 'read', erased.key, erased.hashes);
  await db.load(
    'out_lines',
    { row: 'BIGINT' },
    lines.map((row) => ({ row })),
  );
  return takeOut(db, '"row" IN (SELECT "row" FROM out_lines)', hasMoney);
}

/** Takes out every line of the orders of which one line could not be read: the sum of the others would be too small. */
export async function takeOutIncomplete(db: DuckDb, orders: ReadonlySet<string>): Promise<TakenOut> {
  if (orders.size === 0) return { lines: [], amounts: {} };
  await db.load(
    'out_orders',
    { order_id: 'VARCHAR' },
    [...orders].map((order_id) => ({ order_id })),
  );
  return takeOut(db, 'order_id IN (SELECT order_id FROM out_orders)', true);
}

/** Takes out the orders whose lines are in several currencies: they have no sum. */
export const takeOutMixed = (db: DuckDb): Promise<TakenOut> =>
  takeOut(
    db,
    `order_id IN (SELECT order_id FROM "read" GROUP BY order_id HAVING count(DISTINCT coalesce(currency, '')) > 1)`,
    true,
  );

async function takeOut(db: DuckDb, which: string, hasMoney: boolean): Promise<TakenOut> {
  const money = hasMoney ? `coalesce(currency, '') AS currency, amount` : `'' AS currency, 0 AS amount`;
  const lines: number[] = [];
  const amounts: Amounts = {};
  for await (const { row, currency, amount } of db.stream(
    `SELECT "row", ${money} FROM "read" WHERE ${which} ORDER BY "row"`,
  )) {
    lines.push(Number(row));
    amounts[String(currency)] = (amounts[String(currency)] ?? 0) + Number(amount);
  }
  await db.run(`DELETE FROM "read" WHERE ${which}`);
  return { lines, amounts: hasMoney ? amounts : {} };
}
