import type { Inventory } from '../../shared/contract/artifacts.ts';
import { addDays, type LocalDate } from '../../shared/domain/dates.ts';
import { firstDayRead } from '../../shared/domain/effect/runs-measured.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, booleanLiteral, dateLiteral, integerLiteral } from '../../shared/sql/bind.ts';
import {
  type MeasuredGround,
  type MeasuredTable,
  type Pass,
  relation,
} from '../../shared/sql/measured-table.ts';
import { measuredFeatures, measuredTables } from '../../shared/sql/measured-tables.ts';
import { orderTextColumns } from '../../shared/sql/order-texts.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import { layQuiet } from './quiet.ts';

const MAX_PARTS = 1000;

/** Makes `features`, one row a customer, of the current rows and of what was held; and `measured_features`, with all that the policy asks for. */
export async function aggregate(bench: Bench, sql: Sql, inventory: Inventory, policy: Policy): Promise<void> {
  const { asOf, currency } = inventory;
  const ground = { sql, policy, currency, asOf };
  const tables = measuredTables(ground);
  await layPass(bench, ground, tables, { name: 'current', knownTo: asOf });
  await bench.run(`CREATE TABLE contacts AS ${sql('contacts')}`);
  await bench.run(`CREATE TABLE consents AS ${sql('consents')}`);
  await bench.run(`CREATE TABLE features AS ${sql('features')}`);
  const quiet = await layQuiet(bench, sql, inventory, policy);
  if (quiet) await layPass(bench, ground, tables, quiet);
  await bench.run(`CREATE VIEW measured_features AS ${measuredFeatures(ground, tables, quiet)}`);
}

/** Reckons everything once, of the rows of a pass. */
async function layPass(
  bench: Bench,
  { sql, policy, asOf }: MeasuredGround,
  tables: readonly MeasuredTable[],
  pass: Pass,
): Promise<void> {
  const judged = bind(sql('judgedOrders'), {
    ...{ orders: relation(pass, 'orders'), as_of: dateLiteral(pass.knownTo) },
    ...{ zero_counts: booleanLiteral(policy.zeroCounts), texts: orderTextColumns(policy, 'orders') },
  });
  await bench.run(`CREATE VIEW ${relation(pass, 'judged').sql} AS ${judged}`);
  const facts = bind(sql('orderFacts'), {
    judged: relation(pass, 'judged'),
    /** The window is the days (asOf − window, asOf]. */
    window_start: dateLiteral(addDays(asOf, -policy.window.days)),
  });
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

/** What became of every order row; `purchases` are the counted orders as the features have them. Each is counted by itself. */
export async function countOrders(bench: Bench, sql: Sql, asOf: LocalDate, policy: Policy) {
  const judged = bind(sql('orderCounts'), {
    as_of: dateLiteral(asOf),
    zero_counts: booleanLiteral(policy.zeroCounts),
  });
  const outcomes = await bench.rows(judged);
  const counts = { ...NOTHING };
  for (const { outcome, order_rows } of outcomes)
    if (isOutcome(outcome)) counts[outcome] += Number(order_rows);
  const [older] = await bench.rows(sql('olderStatements'));
  const [total] = await bench.rows(`SELECT
    (SELECT count(*) FROM lake_orders) AS order_rows,
    (SELECT CAST(coalesce(sum(lifetime_orders), 0) AS bigint) FROM features) AS purchases`);
  return {
    ...counts,
    orderRows: Number(total?.order_rows),
    repeated: Number(older?.repeated),
    purchases: Number(total?.purchases),
  };
}

/** What people should look at: nothing of it changes a figure. */
export async function countDoubts(bench: Bench, sql: Sql, { identity }: Policy) {
  const [shared] = await bench.rows(sql('sharedKeys'));
  const [unknown] = await bench.rows('SELECT count(*) AS refunds FROM current_orders WHERE orphan');
  return {
    sharedAddresses: Number(shared?.addresses),
    sharedPhones: identity.includes('phone') ? Number(shared?.phones) : 0,
    refundOrphans: Number(unknown?.refunds),
  };
}

const isOutcome = (name: unknown): name is keyof typeof NOTHING =>
  typeof name === 'string' && Object.hasOwn(NOTHING, name);
