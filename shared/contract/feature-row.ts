import type { MeasuredColumn } from '../domain/measured-columns.ts';

type ColumnType = 'VARCHAR' | 'BOOLEAN' | 'DATE' | 'BIGINT';

/** Columns of the facts by their field; those of the quiet facts have `q_` before them. */
const FACTS = {
  firstOrderDate: ['first_order_date', 'DATE'],
  lastOrderDate: ['last_order_date', 'DATE'],
  lifetimeOrders: ['lifetime_orders', 'BIGINT'],
  lifetimeNet: ['lifetime_net', 'BIGINT'],
  orderCount: ['order_count', 'BIGINT'],
  netAmount: ['net_amount', 'BIGINT'],
} as const;

/** Columns of a feature row that are not facts. */
const OTHERS = {
  customerId: ['customer_id', 'VARCHAR'],
  present: ['present', 'BOOLEAN'],
  email: ['email', 'VARCHAR'],
  name: ['name', 'VARCHAR'],
  language: ['language', 'VARCHAR'],
  consent: ['consent', 'BOOLEAN'],
  consentOn: ['consent_on', 'DATE'],
  consentSource: ['consent_source', 'VARCHAR'],
  held: ['held', 'VARCHAR'],
} as const;

const QUIET = 'q_known';

/** Column of a measured feature. */
export const measuredColumn = (name: string): string => `x_${name}`;
/** Column of the same as if nothing had happened since the base run. */
export const quietColumn = (column: string): string =>
  column.startsWith('x_') ? `q${column}` : `q_${column}`;

/** The columns of `features/part-*.parquet` with the facts of each customer, as of now. */
export const factColumns = (measured: readonly MeasuredColumn[]): Record<string, ColumnType> => ({
  ...Object.fromEntries(Object.values(FACTS)),
  ...Object.fromEntries(measured.map(({ name, type }) => [measuredColumn(name), type])),
});

/** Every column that the plan reads. */
export function rowColumns(measured: readonly MeasuredColumn[]): Record<string, ColumnType> {
  const facts = factColumns(measured);
  const quiet = Object.entries(facts).map(([column, type]) => [quietColumn(column), type]);
  return {
    ...Object.fromEntries(Object.values(OTHERS)),
    ...facts,
    [QUIET]: 'BOOLEAN',
    ...Object.fromEntries(quiet),
  };
}

type Row = Readonly<Record<string, unknown>>;

/** The facts in a row of `factColumns`, not parsed yet. */
export function factsIn(
  row: Row,
  measured: readonly MeasuredColumn[],
  columnOf = (column: string) => column,
) {
  const cell = (column: string) => row[columnOf(column)];
  return {
    ...Object.fromEntries(Object.entries(FACTS).map(([field, [column]]) => [field, cell(column)])),
    measured: Object.fromEntries(measured.map(({ name }) => [name, cell(measuredColumn(name)) ?? null])),
  };
}

/** A row of `rowColumns` in the form that `FeatureRowSchema` parses. */
export const featureRowIn = (row: Row, measured: readonly MeasuredColumn[]) => ({
  ...Object.fromEntries(Object.entries(OTHERS).map(([field, [column]]) => [field, row[column]])),
  ...factsIn(row, measured),
  quiet: row[QUIET] === true ? factsIn(row, measured, quietColumn) : null,
});
