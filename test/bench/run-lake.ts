import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { CUSTOMER_LAKE_COLUMNS, ORDER_LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import { lakeKeys } from '../../shared/contract/keys.ts';

/** The last day with orders; the first lies two years before it. */
export const LAST_DAY = '2026-09-30';
/** As of which day the run before it graded. */
export const DAY_BEFORE = '2026-06-30';
const SECONDS = 730 * 86_400;

/** A number in [0, 1) of a row and a purpose: the same each time, whatever the order and the threads. */
const chance = (of: string, purpose: number): string =>
  `(hash(${of}, ${purpose}) >> 11) / 9007199254740992.0`;

/** The columns of a kind in the lake's order: those given, all others NULL. */
function columns(of: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): string {
  return Object.entries(of)
    .map(([name, type]) => `CAST(${given[name] ?? 'NULL'} AS ${type}) AS "${name}"`)
    .join(', ');
}

/** Ids in the order in which customers came would compress away. */
const customerId = (place: string): string => `'C' || printf('%09d', (${place} * 7919 + 13) % 1000000007)`;

/**
 * Orders as they come, oldest first. Of all customers a few buy most. 1 in 100 says an earlier order again, half of these
 * amended; 4 in 100 are cancelled, 4 in 100 refunded, half of these in part.
 */
function ordersOf(rows: number): string {
  const customers = Math.max(10, Math.floor(rows / 10));
  const drawn = `SELECT i, CASE WHEN again THEN i - 1 - CAST(floor(${chance('i', 2)} * least(i, 1000)) AS BIGINT) ELSE i END AS told,
      again, again AND ${chance('i', 3)} < 0.5 AS amended
    FROM (SELECT range AS i, range > 0 AND ${chance('range', 1)} < 0.01 AS again FROM range(${rows}))`;
  const order = `SELECT i, told, again, amended,
      CAST(floor(pow(${chance('told', 4)}, 2) * ${customers}) AS BIGINT) AS who,
      TIMESTAMP '${LAST_DAY} 23:59:59' - to_seconds(${SECONDS} - CAST(floor(told * (${SECONDS} / ${rows}.0)) AS BIGINT)) AS placed_at,
      100 + CAST(floor(pow(${chance('told', 5)}, 4) * 90000) AS BIGINT) + CASE WHEN amended THEN 500 ELSE 0 END AS cents,
      ${chance('told', 6)} AS fate
    FROM (${drawn})`;
  return `SELECT ${columns(ORDER_LAKE_COLUMNS, {
    ...{
      intake_id: `'orders'`,
      row: 'i + 1',
      order_id: `'O' || printf('%010d', told)`,
      customer_id: customerId('who'),
    },
    ...{
      email: `'u' || who || '@mail.example'`,
      ordered_at: 'placed_at',
      has_zone: 'false',
      amount: 'cents',
    },
    refund: `CASE WHEN fate >= 0.04 AND fate < 0.06 THEN cents WHEN fate >= 0.06 AND fate < 0.08 THEN cents // 2 ELSE 0 END`,
    ...{ decimals: '2', currency: `'CNY'` },
    status: `CASE WHEN fate < 0.04 THEN 'cancelled' WHEN fate < 0.06 THEN 'refunded' ELSE 'paid' END`,
    ...{
      category: `['books', 'toys', 'garden', 'kitchen', 'sports'][1 + who % 5]`,
      updated_has_zone: 'false',
    },
    updated_at: `placed_at + CASE WHEN again THEN INTERVAL 2 DAY ELSE INTERVAL 0 DAY END`,
  })} FROM (${order})`;
}

/** Every customer has an address and a name; 9 in 10 said something of consent. */
const customersOf = (rows: number): string =>
  `SELECT ${columns(CUSTOMER_LAKE_COLUMNS, {
    ...{ intake_id: `'customers'`, row: 'range + 1', customer_id: customerId('range') },
    ...{
      email: `'u' || range || '@mail.example'`,
      name: `'Name ' || range`,
      language: `CASE WHEN range % 3 = 0 THEN 'en' ELSE 'zh-CN' END`,
    },
    consent: `CASE WHEN range % 10 < 8 THEN true WHEN range % 10 = 8 THEN false END`,
    ...{
      consent_at: `TIMESTAMP '2024-09-01 10:00:00' + to_days(CAST(range % 700 AS INTEGER))`,
      consent_has_zone: 'false',
    },
    ...{ updated_at: `TIMESTAMP '2026-06-01 10:00:00'`, updated_has_zone: 'false' },
  })} FROM range(${Math.max(10, Math.floor(rows / 10))})`;

export const ORDERS_KEY = lakeKeys.rows('orders', 'orders');
export const CUSTOMERS_KEY = lakeKeys.rows('customers', 'customers');

/** Writes the lake of so many orders into the folder, once; in one thread, so that rows lie in their order. */
export async function writeLake(dir: string, rows: number): Promise<void> {
  if (existsSync(join(dir, CUSTOMERS_KEY))) return;
  for (const kind of ['orders', 'customers']) mkdirSync(join(dir, 'lake', kind), { recursive: true });
  await withDuckDb({ memoryMb: 2000, dir, threads: 1 }, async (db) => {
    const write = (select: string, key: string) =>
      db.run(`COPY (${select}) TO ${quoted(join(dir, key))} (FORMAT parquet, COMPRESSION snappy)`);
    await write(ordersOf(rows), ORDERS_KEY);
    await write(customersOf(rows), CUSTOMERS_KEY);
  });
}

/** How many rows lie in the lake, by kind: intake keeps fewer than an export has. */
export const lakeRows = (dir: string): Promise<Record<'orders' | 'customers', number>> =>
  withDuckDb({ memoryMb: 500, dir }, async (db) => {
    const count = (key: string) => `(SELECT count(*) FROM read_parquet(${quoted(join(dir, key))}))`;
    const [found] = await db.rows(
      `SELECT ${count(ORDERS_KEY)} AS orders, ${count(CUSTOMERS_KEY)} AS customers`,
    );
    return { orders: Number(found?.orders), customers: Number(found?.customers) };
  });
