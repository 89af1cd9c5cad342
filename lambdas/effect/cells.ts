import type { Inventory } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { type Cell, CellSchema } from '../../shared/domain/effect/cell.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral, integerLiteral, type Literal } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './dependencies.ts';

const PURCHASES = { customer_id: 'VARCHAR', order_date: 'DATE', net: 'BIGINT' };

/** Of fewer customers in a group nobody can tell how much they differ: such strata are put together. */
const LEAST_CUSTOMERS = 10;

const counted = (column: string, name: string): string =>
  `count(CASE WHEN d.${column} THEN 1 END) AS "${name}"`;
const summed = (column: string, name: string): string => `CAST(sum(d.${column}) AS bigint) AS "${name}"`;
const spent = (value: string, name: string): string =>
  `CAST(sum(CASE WHEN p.sent THEN ${value} ELSE 0 END) AS bigint) AS "${name}"`;

const listed = (pieces: readonly string[]): Literal => ({ sql: pieces.join(',\n  ') });

const SUMS = listed([
  'count(*) AS "customers"',
  ...[counted('bought', 'bought'), counted('lost', 'lost'), summed('revenue', 'revenue')],
  'sum(CAST(d.revenue AS double) * d.revenue) AS "squares"',
  ...[counted('bought_before', 'boughtBefore'), counted('lost_before', 'lostBefore')],
  summed('revenue_before', 'revenueBefore'),
]);

const COSTS = listed([
  spent('1', 'sent'),
  spent('p.mail_cost', 'mailCost'),
  spent('p.code_cost', 'codeCost'),
]);

/** Adds up what everybody in `drawn` did, by campaign, tier, group and stratum; no customer leaves the engine. */
export async function cellsOf(
  bench: Bench,
  sql: Sql,
  { runId, asOf }: Inventory,
  { effect: { days, quietDays } }: Policy,
): Promise<{ cells: Cell[]; shared: number }> {
  const literals = {
    ...{ days: integerLiteral(days), quiet_days: integerLiteral(quietDays), as_of: dateLiteral(asOf) },
    ...{ least: integerLiteral(LEAST_CUSTOMERS), sums: SUMS, costs: COSTS },
  };
  const filled = (statement: Parameters<Sql>[0]) => bind(sql(statement), literals);
  await bench.fetch('purchases', PURCHASES, [runKeys.purchases(runId)]);
  await bench.run(`CREATE TABLE shared AS
    SELECT mailbox FROM drawn GROUP BY mailbox HAVING min(customer) <> max(customer)`);
  for (const [table, statement] of [
    ['drawn_once', 'drawnOnce'],
    ['did', 'did'],
  ] as const)
    await bench.run(`CREATE TABLE ${table} AS ${filled(statement)}`);
  const rows = [...(await bench.rows(filled('mailCells'))), ...(await bench.rows(filled('campaignCells')))];
  const [left] = await bench.rows(
    'SELECT count(DISTINCT customer) AS customers FROM drawn WHERE mailbox IN (SELECT mailbox FROM shared)',
  );
  return { cells: rows.map((row) => CellSchema.parse(row)), shared: Number(left?.customers) };
}
