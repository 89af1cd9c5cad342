import type { Inventory } from '../../shared/contract/artifacts.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { firstDayRead } from '../../shared/domain/effect/runs-measured.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, booleanLiteral, dateLiteral, integerLiteral, type Literal } from '../../shared/sql/bind.ts';
import {
  type MeasuredGround,
  type MeasuredTable,
  type OrdersGround,
  type Pass,
  relation,
} from '../../shared/sql/measured-table.ts';
import { measuredFeatures, measuredTables } from '../../shared/sql/measured-tables.ts';
import { orderTextColumns } from '../../shared/sql/order-texts.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import { layQuiet } from './quiet.ts';

const MAX_PARTS = 1000;

/**
 * Makes `features`, one row a customer, of the current rows and of what was held; and `measured_features`, with all that
 * the policy asks for. `customer` makes a customer of an order's key.
 */
export async function aggregate(
  bench: Bench,
  sql: Sql,
  inventory: Inventory,
  policy: Policy,
  customer: Literal,
): Promise<void> {
  const { asOf, currency } = inventory;
  const orders = await laySaid(bench, sql, customer);
  const ground = { sql, policy, currency, asOf, orders };
  const tables = measuredTables(ground);
  await layDays(bench, ground);
  await layPass(bench, ground, tables, { name: 'current', knownTo: asOf });
  await bench.run(`CREATE TABLE contacts AS ${sql('contacts')}`);
  await bench.run(`CREATE TABLE stated AS ${sql('stated')}`);
  await bench.run(`CREATE TABLE consents AS ${sql('consents')}`);
  await bench.run(`CREATE TABLE features AS ${sql('features')}`);
  const quiet = await layQuiet(bench, ground, inventory);
  if (quiet) await layPass(bench, ground, tables, quiet);
  await bench.run(`CREATE VIEW measured_features AS ${measuredFeatures(ground, tables, quiet)}`);
}

/** Lays out what is said of people. Where all keys are written as the customers are, the orders stand under them already. */
async function laySaid(bench: Bench, sql: Sql, customer: Literal): Promise<OrdersGround['orders']> {
  await bench.run(`CREATE TABLE said_by_orders AS ${bind(sql('saidByOrders'), { customer })}`);
  await bench.run(`CREATE VIEW said AS ${sql('said')}`);
  await bench.run(`CREATE TABLE shared_emails AS ${sql('sharedEmails')}`);
  const [found] = await bench.rows('SELECT count(*) AS people FROM said_by_orders WHERE reworded');
  return Number(found?.people) === 0 ? 'keyed_orders' : 'current_orders';
}

/** Counts what became of the orders of each day, apart from all that is reckoned of them. */
async function layDays(bench: Bench, { sql, policy, asOf }: MeasuredGround): Promise<void> {
  const days = bind(sql('orderDays'), {
    as_of: dateLiteral(asOf),
    zero_counts: booleanLiteral(policy.zeroCounts),
  });
  await bench.run(`CREATE TABLE order_days AS ${days}`);
}

/** Reckons everything once, of the rows of a pass. */
async function layPass(
  bench: Bench,
  { sql, policy, asOf, orders: all }: OrdersGround,
  tables: readonly MeasuredTable[],
  pass: Pass,
): Promise<void> {
  const rows = {
    orders: pass.name === 'current' ? { sql: all } : relation(pass, 'orders'),
    as_of: dateLiteral(pass.knownTo),
  };
  const [taken_back, judged] = [relation(pass, 'taken_back'), relation(pass, 'judged')];
  await bench.run(`CREATE TABLE ${taken_back.sql} AS ${bind(sql('takenBack'), rows)}`);
  const texts = orderTextColumns(policy, 'orders');
  const literals = { ...rows, taken_back, texts, zero_counts: booleanLiteral(policy.zeroCounts) };
  await bench.run(`CREATE VIEW ${judged.sql} AS ${bind(sql('judgedOrders'), literals)}`);
  /** The window is the days (asOf − window, asOf]. */
  const window_start = dateLiteral(addDays(asOf, -policy.window.days));
  const facts = bind(sql('orderFacts'), { judged, window_start });
  await bench.run(`CREATE TABLE ${relation(pass, 'order_facts').sql} AS ${facts}`);
  for (const table of tables)
    await bench.run(`CREATE TABLE ${pass.name}_${table.name} AS ${table.statement(pass)}`);
}

/** Numbers the parts. Customers are counted from the exports themselves, so that a join that lost one is noticed. */
export async function cut(bench: Bench, sql: Sql, customersPerPart: number) {
  const [people] = await bench.rows(sql('peopleCount'));
  const [found] = await bench.rows(
    'SELECT count(*) AS features, count(CASE WHEN NOT present THEN 1 END) AS gone FROM features',
  );
  const features = Number(found?.features);
  const perPart = Math.max(customersPerPart, Math.ceil(features / MAX_PARTS));
  const parts = Math.max(1, Math.ceil(features / perPart));
  const literals = { per_part: integerLiteral(perPart), parts: integerLiteral(parts) };
  await bench.run(`CREATE TABLE numbered_features AS ${bind(sql('numberedFeatures'), literals)}`);
  return {
    parts,
    customers: Number(people?.customers),
    left: Number(found?.gone),
  };
}

const NOTHING = { anonymous: 0, later: 0, cancelled: 0, unpaid: 0, notCounted: 0, orders: 0 };

/** What everybody bought on which day, as far back as the effect of mail is reckoned. */
export const purchasesOf = (sql: Sql, { asOf }: Inventory, { effect }: Policy): string =>
  bind(sql('purchases'), { from: dateLiteral(firstDayRead(asOf, effect)) });

/**
 * What became of every order row; `purchases` are the counted orders as the features have them. Each is counted by itself,
 * and so are the rows that say something of somebody.
 */
export async function countOrders(bench: Bench, sql: Sql) {
  const outcomes = await bench.rows(sql('orderCounts'));
  const counts = { ...NOTHING };
  for (const { outcome, order_rows } of outcomes)
    if (isOutcome(outcome)) counts[outcome] += Number(order_rows);
  const [older] = await bench.rows(sql('olderStatements'));
  const [total] = await bench.rows(`SELECT
    (SELECT count(*) FROM lake_orders) AS order_rows,
    (SELECT CAST(coalesce(sum(order_rows), 0) AS bigint) FROM said_by_orders) AS said,
    (SELECT CAST(coalesce(sum(lifetime_orders), 0) AS bigint) FROM features) AS purchases`);
  return {
    ...counts,
    orderRows: Number(total?.order_rows),
    repeated: Number(older?.repeated),
    purchases: Number(total?.purchases),
    named: Number(total?.said),
  };
}

/** What people should look at: nothing of it changes a figure. */
export async function countDoubts(bench: Bench, sql: Sql, { identity }: Policy) {
  const [shared] = await bench.rows(sql('sharedKeys'));
  const [unknown] = await bench.rows('SELECT count(*) AS refunds FROM standing_orders WHERE orphan');
  return {
    sharedAddresses: Number(shared?.addresses),
    sharedPhones: identity.includes('phone') ? Number(shared?.phones) : 0,
    refundOrphans: Number(unknown?.refunds),
  };
}

const isOutcome = (name: unknown): name is keyof typeof NOTHING =>
  typeof name === 'string' && Object.hasOwn(NOTHING, name);
