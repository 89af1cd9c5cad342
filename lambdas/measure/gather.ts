import type { Inventory } from '../../shared/contract/artifacts.ts';
import { CUSTOMER_LAKE_COLUMNS, type ExportKind, ORDER_LAKE_COLUMNS } from '../../shared/contract/intake.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { factorOf } from '../../shared/domain/exchange.ts';
import { noRate } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, identityExpression, joinedIdentity } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';

type Cell = string | number | bigint | boolean | null;

/** What measure needs of the engine. */
export interface Bench {
  fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  load(
    table: string,
    columns: Record<string, 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'TIMESTAMP'>,
    rows: Iterable<Record<string, Cell>>,
  ): Promise<void>;
  run(sql: string, params?: Cell[]): Promise<void>;
  rows(sql: string): Promise<Record<string, Cell>[]>;
}

const INTAKE_COLUMNS = {
  content_id: 'VARCHAR',
  kind: 'VARCHAR',
  seq: 'BIGINT',
  uploaded_at: 'TIMESTAMP',
} as const;

const HELD_COLUMNS = { customer_id: 'VARCHAR', held: 'VARCHAR' };

/** Lays out `current_orders`, `current_customers` and `held`: the rows that count, in the policy's zone and currency. */
export async function gather(bench: Bench, sql: Sql, inventory: Inventory, policy: Policy): Promise<void> {
  await bench.fetch('lake_orders', ORDER_LAKE_COLUMNS, keysOf(inventory, 'orders'));
  await bench.fetch('lake_customers', CUSTOMER_LAKE_COLUMNS, keysOf(inventory, 'customers'));
  await bench.fetch('held', HELD_COLUMNS, heldKeys(inventory));
  await bench.load('intakes', INTAKE_COLUMNS, inventory.intakes.map(intakeRow));
  await layRates(bench, inventory.currency, policy);
  await bench.run(`CREATE TABLE owners AS ${sql('owners')}`);
  const identity = { identity: joinedIdentity(policy.identity) };
  const { timeZone } = policy;
  const orders = bind(sql('currentOrders'), identity);
  await bench.run(`CREATE TABLE current_orders AS ${orders}`, [timeZone, inventory.currency]);
  const customers = bind(sql('currentCustomers'), identity);
  await bench.run(`CREATE TABLE current_customers AS ${customers}`, [timeZone]);
}

/** How many rows the lake gave of each kind. */
export async function lakeRows(bench: Pick<Bench, 'rows'>): Promise<Record<ExportKind, number>> {
  const [found] = await bench.rows(`SELECT
    (SELECT count(*) FROM lake_orders) AS orders,
    (SELECT count(*) FROM lake_customers) AS customers`);
  return { orders: Number(found?.orders), customers: Number(found?.customers) };
}

const keysOf = ({ intakes }: Inventory, kind: ExportKind): string[] =>
  intakes.filter((intake) => intake.kind === kind).map(({ lakeKey }) => lakeKey);

const heldKeys = ({ base }: Inventory): string[] =>
  base ? Array.from({ length: base.parts }, (_, part) => runKeys.held(base.runId, part)) : [];

const intakeRow = ({ contentId, kind, seq, uploadedAt }: Inventory['intakes'][number]) => ({
  content_id: contentId,
  kind,
  seq,
  uploaded_at: uploadedAt,
});

/** The factor of every currency and precision that counting rows have; a cancelled order needs no rate. */
async function layRates(bench: Bench, runCurrency: string, policy: Policy): Promise<void> {
  const counting = `status IN ('paid', 'refunded') AND ${identityExpression(policy.identity).sql} IS NOT NULL`;
  const pairs = await bench.rows(`SELECT DISTINCT currency, decimals FROM lake_orders WHERE ${counting}`);
  const rates = new Map<string, Record<string, Cell>>();
  for (const pair of pairs) {
    const currency = pair.currency === null ? runCurrency : String(pair.currency);
    const factor = factorOf(policy, runCurrency, currency, Number(pair.decimals));
    if (factor === undefined) throw noRate(currency, runCurrency);
    rates.set(`${currency} ${pair.decimals}`, { currency, decimals: Number(pair.decimals), factor });
  }
  const columns = { currency: 'VARCHAR', decimals: 'INTEGER', factor: 'VARCHAR' } as const;
  await bench.load('rate_texts', columns, rates.values());
  await bench.run(
    'CREATE TABLE rates AS SELECT currency, decimals, CAST(factor AS DECIMAL(20, 12)) AS factor FROM rate_texts',
  );
}
