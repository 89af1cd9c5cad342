import type { Inventory } from '../../shared/contract/artifacts.ts';
import {
  CUSTOMER_LAKE_COLUMNS as CUSTOMER_COLUMNS,
  EXPORT_KINDS,
  type ExportKind,
  ORDER_LAKE_COLUMNS,
} from '../../shared/contract/intake.ts';
import { lakeNames, runKeys } from '../../shared/contract/keys.ts';
import { type Source, sourcesOf } from '../../shared/domain/packs/places.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import {
  bind,
  hasBest,
  identityExpression,
  joined,
  type Literal,
  lesserKey,
  lonePhone,
  whoseRow,
} from '../../shared/sql/bind.ts';
import { columnsOfRow, readsColumns } from '../../shared/sql/customer-table.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import { fetchEvents, layEvents } from './events.ts';
import { layOrders } from './orders.ts';
import { layRates } from './rates.ts';

const INTAKE_COLUMNS = {
  content_id: 'VARCHAR',
  kind: 'VARCHAR',
  seq: 'BIGINT',
  uploaded_at: 'TIMESTAMP',
  known_to_base: 'BOOLEAN',
} as const;

const HELD_COLUMNS = { customer_id: 'VARCHAR', held: 'VARCHAR' };

/**
 * Lays out `current_orders`, `current_customers` and `held`: the rows that count, in the policy's zone and currency;
 * `earlier_consents`, what rows that count no more said of consent; and what `layOrders` and `layEvents` do. `seenByBase`:
 * contents that the base run saw; null where nobody knows any more. Gives what makes a customer of an order's key.
 */
export async function gather(
  bench: Bench,
  sql: Sql,
  inventory: Inventory,
  policy: Policy,
  seenByBase: ReadonlySet<string> | null,
): Promise<Literal> {
  await bench.fetch('lake_orders', ORDER_LAKE_COLUMNS, rowsOf(inventory, 'orders'));
  await bench.fetch('lake_customers', CUSTOMER_COLUMNS, rowsOf(inventory, 'customers'));
  await fetchEvents(bench, policy, (kind) => rowsOf(inventory, kind));
  await bench.fetch('held', HELD_COLUMNS, heldKeys(inventory));
  const intakes = inventory.intakes.map((intake) => intakeRow(intake, seenByBase));
  await bench.load('intakes', INTAKE_COLUMNS, intakes);
  await bench.run(`CREATE TABLE apart AS ${sql('apart')}`);
  await bench.run(`CREATE TABLE older AS ${sql('older')}`, [policy.timeZone]);
  const seen = await layRates(bench, sql, inventory.currency, policy);
  await findOwners(bench, sql, policy.identity, seen.lackBest);
  const customer = await layOrders(bench, sql, policy, seen);
  await layCurrent(bench, sql, policy);
  await layEvents(bench, sql, policy);
  return customer;
}

async function layCurrent(bench: Bench, sql: Sql, policy: Policy) {
  const { identity, timeZone } = policy;
  const lone = { ...whoseRow(identity), lone_phone: lonePhone(identity) };
  const raw = { ...lone, raw_identity: identityExpression(identity) };
  const earlier = bind(sql('earlierConsents'), raw);
  await bench.run(`CREATE TABLE earlier_consents AS ${earlier}`, [timeZone]);
  const columns = joined(columnsOfRow(policy, await attributeNames(bench, sql, policy), sql), '\n  ');
  const customers = bind(sql('currentCustomers'), { ...lone, columns });
  await bench.run(`CREATE TABLE current_customers AS ${customers}`, [timeZone]);
}

/** What columns the customers exports have, if the policy reads any. */
async function attributeNames(bench: Bench, sql: Sql, policy: Policy): Promise<string[]> {
  if (!readsColumns(policy)) return [];
  const found = await bench.rows(sql('attributeNames'));
  return found.map(({ name }) => String(name));
}

/** The types are said: not every engine makes a column of a bare NULL. */
const NOBODY = 'SELECT CAST(NULL AS varchar) AS alias, CAST(NULL AS varchar) AS owner_id WHERE false';

/**
 * Lays out `owners`, key after key of the policy's identity: what a better key tells of a lesser one holds for the next.
 * A table for each key, because not every engine adds rows to a table.
 */
async function findOwners(
  bench: Bench,
  sql: Sql,
  identity: Policy['identity'],
  ordersLackBest: boolean,
): Promise<void> {
  const found = [NOBODY];
  const places = ordersLackBest || (await lacksBest(bench, identity)) ? identity.length : 0;
  for (let place = 1; place < places; place += 1) {
    const text = bind(sql('owners'), {
      ...{ ...whoseRow(identity.slice(0, place)), key: lesserKey(identity, place) },
      owners: { sql: `(${found.join(' UNION ALL ')}) owners` },
    });
    await bench.run(`CREATE TABLE owners_${place} AS ${text}`);
    found.push(`SELECT alias, owner_id FROM owners_${place}`);
  }
  await bench.run(`CREATE VIEW owners AS ${found.join(' UNION ALL ')}`);
}

/** Whether any row that is no order lacks the best key: no other is ever looked up by a lesser one. */
async function lacksBest(bench: Bench, identity: Policy['identity']): Promise<boolean> {
  const best = hasBest(identity).sql;
  const others = EXPORT_KINDS.filter((kind) => kind !== 'orders');
  const lacking = others.map((kind) => `(SELECT count(*) FROM lake_${kind} WHERE NOT ${best})`);
  const [found] = await bench.rows(`SELECT ${lacking.join(' + ')} AS lacking`);
  return Number(found?.lacking) > 0;
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

const rowsOf = ({ intakes }: Inventory, kind: ExportKind): Source[] =>
  sourcesOf(
    intakes.filter((intake) => intake.kind === kind),
    lakeNames,
  );

const heldKeys = ({ base }: Inventory): string[] =>
  base ? Array.from({ length: base.parts }, (_, part) => runKeys.held(base.runId, part)) : [];

const intakeRow = (
  { contentId, kind, seq, uploadedAt }: Inventory['intakes'][number],
  seenByBase: ReadonlySet<string> | null,
) => ({
  content_id: contentId,
  kind,
  seq,
  uploaded_at: uploadedAt,
  known_to_base: seenByBase === null ? null : seenByBase.has(contentId),
});
