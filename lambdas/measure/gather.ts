import type { Inventory } from '../../shared/contract/artifacts.ts';
import {
  CUSTOMER_LAKE_COLUMNS,
  EXPORT_KINDS,
  type ExportKind,
  ORDER_LAKE_COLUMNS,
} from '../../shared/contract/intake.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { factorOf } from '../../shared/domain/exchange.ts';
import { noRate } from '../../shared/domain/inventory.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import {
  aliasOf,
  bind,
  identityExpression,
  joinedIdentity,
  lesserKey,
  lonePhone,
} from '../../shared/sql/bind.ts';
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

/** Files that an earlier program wrote have no `attributes`; no score is taken of them. */
const { attributes: _, ...CUSTOMER_COLUMNS } = CUSTOMER_LAKE_COLUMNS;

/** No score is taken of these kinds; a count reads nothing but the footers of their files. */
const COUNTED_ONLY = { intake_id: 'VARCHAR' };

const HELD_COLUMNS = { customer_id: 'VARCHAR', held: 'VARCHAR' };

/**
 * Lays out `current_orders`, `current_customers` and `held`: the rows that count, in the policy's zone and currency; and
 * `earlier_consents`, what rows that count no more said of consent.
 */
export async function gather(bench: Bench, sql: Sql, inventory: Inventory, policy: Policy): Promise<void> {
  await bench.fetch('lake_orders', ORDER_LAKE_COLUMNS, keysOf(inventory, 'orders'));
  await bench.fetch('lake_customers', CUSTOMER_COLUMNS, keysOf(inventory, 'customers'));
  for (const kind of ['activity', 'feedback'] as const)
    await bench.fetch(`lake_${kind}`, COUNTED_ONLY, keysOf(inventory, kind));
  await bench.fetch('held', HELD_COLUMNS, heldKeys(inventory));
  await bench.load('intakes', INTAKE_COLUMNS, inventory.intakes.map(intakeRow));
  await bench.run(`CREATE TABLE older AS ${sql('older')}`, [policy.timeZone]);
  await layRates(bench, inventory.currency, policy);
  await findOwners(bench, sql, policy.identity);
  await layCurrent(bench, sql, inventory.currency, policy);
}

async function layCurrent(bench: Bench, sql: Sql, currency: string, { identity, timeZone }: Policy) {
  const lone = { ...whoseRow(identity), lone_phone: lonePhone(identity) };
  const raw = { ...lone, raw_identity: identityExpression(identity) };
  const orders = bind(sql('currentOrders'), raw);
  await bench.run(`CREATE TABLE current_orders AS ${orders}`, [timeZone, currency]);
  const earlier = bind(sql('earlierConsents'), raw);
  await bench.run(`CREATE TABLE earlier_consents AS ${earlier}`, [timeZone]);
  const customers = bind(sql('currentCustomers'), lone);
  await bench.run(`CREATE TABLE current_customers AS ${customers}`, [timeZone]);
}

/** What tells whose a row is, beside `owners`. */
export const whoseRow = (identity: Policy['identity']) => ({
  identity: joinedIdentity(identity),
  alias: aliasOf(identity),
});

/** Lays out `owners`, key after key of the policy's identity: what a better key tells of a lesser one holds for the next. */
async function findOwners(bench: Bench, sql: Sql, identity: Policy['identity']): Promise<void> {
  await bench.run('CREATE TABLE owners (alias VARCHAR, owner_id VARCHAR)');
  for (let place = 1; place < identity.length; place += 1) {
    const found = bind(sql('owners'), {
      ...whoseRow(identity.slice(0, place)),
      key: lesserKey(identity, place),
    });
    await bench.run(`INSERT INTO owners ${found}`);
  }
}

/** How many rows the lake gave of each kind. */
export async function lakeRows(bench: Pick<Bench, 'rows'>): Promise<Record<ExportKind, number>> {
  const counted = EXPORT_KINDS.map((kind) => `(SELECT count(*) FROM lake_${kind}) AS ${kind}`);
  const [found] = await bench.rows(`SELECT ${counted.join(', ')}`);
  const rows = (kind: ExportKind) => Number(found?.[kind]);
  return {
    orders: rows('orders'),
    customers: rows('customers'),
    activity: rows('activity'),
    feedback: rows('feedback'),
  };
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

/** Rows that count for somebody though they name nobody: refund rows, and those of an order that was stated again. */
const SOMEBODYS = `amount < 0 OR EXISTS (FROM older l WHERE l.intake_id = o.intake_id AND l."row" = o."row")
  OR EXISTS (FROM older l WHERE l.by_intake = o.intake_id AND l.by_row = o."row")`;

/** The factor of every currency and precision that counting rows have; a cancelled order needs no rate. */
async function layRates(bench: Bench, runCurrency: string, policy: Policy): Promise<void> {
  const counting = `status IN ('paid', 'refunded') AND (${identityExpression(policy.identity).sql} IS NOT NULL OR ${SOMEBODYS})`;
  const pairs = await bench.rows(`SELECT DISTINCT currency, decimals FROM lake_orders o WHERE ${counting}`);
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
    'CREATE TABLE rates AS SELECT currency, decimals, CAST(factor AS DECIMAL(30, 18)) AS factor FROM rate_texts',
  );
}
