import type { DuckDb } from './duckdb.ts';
import { erasedRows } from './erased.ts';
import type { ExportFile } from './export-types.ts';
import { type Alone, without } from './lake-writer.ts';
import type { Amounts } from './settle-sums.ts';

/** Rows that could be read and must not count all the same: their lines, ascending, and their money. */
export interface TakenOut {
  lines: number[];
  amounts: Amounts;
}

/** Takes the rows of erased people out of the table "read", and out of those `alone`: gives what is left of them. */
export async function takeOutErased(
  db: DuckDb,
  erased: ExportFile['erased'],
  hasMoney: boolean,
  alone: Alone | undefined,
): Promise<TakenOut & { alone: Alone | undefined }> {
  if (!erased || erased.hashes.size === 0) return { lines: [], amounts: {}, alone };
  await db.run(`CREATE VIEW everybody AS SELECT * FROM "read" ${alone ? besides(alone) : ''}`);
  const lines = await erasedRows(db, 'everybody', erased.key, erased.hashes);
  await db.load(
    'out_lines',
    { row: 'BIGINT' },
    lines.map((row) => ({ row })),
  );
  const taken = await takeOut(db, 'everybody', '"row" IN (SELECT "row" FROM out_lines)', hasMoney);
  await db.run('DROP VIEW everybody');
  return { ...taken, alone: alone && without(alone, 'out_lines') };
}

const besides = (alone: Alone): string => `UNION ALL BY NAME ${without(alone, 'read').select}`;

/** Takes out every line of the orders of which one line could not be read: the sum of the others would be too small. */
export async function takeOutIncomplete(db: DuckDb, orders: ReadonlySet<string>): Promise<TakenOut> {
  if (orders.size === 0) return { lines: [], amounts: {} };
  await db.load(
    'out_orders',
    { order_id: 'VARCHAR' },
    [...orders].map((order_id) => ({ order_id })),
  );
  return takeOut(db, 'read', 'order_id IN (SELECT order_id FROM out_orders)', true);
}

/** Takes out the orders whose lines are in several currencies: they have no sum. */
export const takeOutMixed = (db: DuckDb): Promise<TakenOut> =>
  takeOut(
    db,
    'read',
    `order_id IN (SELECT order_id FROM "read" GROUP BY order_id HAVING count(DISTINCT coalesce(currency, '')) FILTER (WHERE status IN ('paid', 'refunded')) > 1)`,
    true,
  );

async function takeOut(db: DuckDb, from: string, which: string, hasMoney: boolean): Promise<TakenOut> {
  const money = hasMoney ? `coalesce(currency, '') AS currency, amount` : `'' AS currency, 0 AS amount`;
  const lines: number[] = [];
  const amounts: Amounts = {};
  for await (const { row, currency, amount } of db.stream(
    `SELECT "row", ${money} FROM "${from}" WHERE ${which} ORDER BY "row"`,
  )) {
    lines.push(Number(row));
    amounts[String(currency)] = (amounts[String(currency)] ?? 0) + Number(amount);
  }
  await db.run(`DELETE FROM "read" WHERE ${which}`);
  return { lines, amounts: hasMoney ? amounts : {} };
}
