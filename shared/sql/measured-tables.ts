import { measuredColumn, quietColumn } from '../contract/feature-row.ts';
import { measuredColumns } from '../domain/measured-columns.ts';
import { bind, columnLiteral, joined, type Literal } from './bind.ts';
import { customerTables } from './customer-table.ts';
import { eventTables } from './event-tables.ts';
import { favouriteTables } from './favourite-tables.ts';
import type { GivenColumn, MeasuredGround, MeasuredTable, Pass } from './measured-table.ts';
import { orderTables } from './order-tables.ts';

/** The tables that hold every measured column of the policy; one that none of them gives throws. */
export function measuredTables(ground: MeasuredGround): MeasuredTable[] {
  const tables = [
    ...orderTables(ground),
    ...favouriteTables(ground),
    ...eventTables(ground),
    ...customerTables(ground),
  ];
  const given = new Set(tables.flatMap(({ columns }) => columns.map(({ column }) => column)));
  for (const { name } of measuredColumns(ground.policy))
    if (!given.has(measuredColumn(name))) throw new RangeError(`nothing measures ${name}`);
  return tables;
}

/** Whether any of the tables is made of orders. */
export const readsOrders = (ground: MeasuredGround): boolean =>
  orderTables(ground).length + favouriteTables(ground).length > 0;

type TypeOf = (column: string) => string;

/** The facts of every run, as a table of their own where they are those of the quiet pass. */
const FACTS: readonly GivenColumn[] = [
  { column: 'first_order_date', zero: false },
  { column: 'last_order_date', zero: false },
  ...['lifetime_orders', 'lifetime_net', 'order_count', 'net_amount'].map((column) => ({
    column,
    zero: true,
  })),
];

/**
 * The features with everything that was measured. Without a quiet pass nothing is known of what would have been without
 * the time since the base run.
 */
export function measuredFeatures(
  { sql, policy }: MeasuredGround,
  tables: readonly MeasuredTable[],
  quiet: Pass | undefined,
): string {
  const now = tables.flatMap(({ name, columns }) =>
    columns.map((one) => ({ ...one, table: `current_${name}` })),
  );
  const before = [{ name: 'order_facts', columns: FACTS }, ...tables].flatMap(({ name, columns }) =>
    columns.filter(({ nowOnly }) => !nowOnly).map((one) => ({ ...one, table: `quiet_${name}` })),
  );
  const types = new Map(measuredColumns(policy).map(({ name, type }) => [measuredColumn(name), type]));
  const typeOf: TypeOf = (column) => types.get(column) ?? (column.endsWith('_date') ? 'DATE' : 'BIGINT');
  const columns = [
    ...now.map((one) => named(knownOf(one), one.column)),
    named({ sql: quiet ? 'stirred.customer_id IS NOT NULL' : 'false' }, 'q_known'),
    ...before.map((one) =>
      named(quiet ? ifStirred(one) : unknown(typeOf(one.column)), quietColumn(one.column)),
    ),
  ];
  const joins = new Set([...now, ...(quiet ? before : [])].map(({ table }) => table));
  return bind(sql('measuredFeatures'), {
    columns: joined(columns, ',\n  '),
    joins: joined([...(quiet ? ['stirred'] : []), ...joins].map(joinOf), '\n'),
  });
}

type Placed = GivenColumn & { table: string };

const knownOf = ({ column, table, zero }: Placed): Literal => {
  const value = `${table}.${columnLiteral(column).sql}`;
  return { sql: zero ? `coalesce(${value}, CAST(0 AS bigint))` : value };
};

const ifStirred = (one: Placed): Literal => ({
  sql: `CASE WHEN stirred.customer_id IS NOT NULL THEN ${knownOf(one).sql} END`,
});

const unknown = (type: string): Literal => ({ sql: `CAST(NULL AS ${type})` });

const named = ({ sql }: Literal, column: string): Literal => ({
  sql: `${sql} AS ${columnLiteral(column).sql}`,
});

const joinOf = (table: string): Literal => ({
  sql: `LEFT JOIN ${table} ON ${table}.customer_id = f.customer_id`,
});
