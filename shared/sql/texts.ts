/** The statements of a run. Those below `duckdb/` are one engine's own; all others are read alike by both. */
export const STATEMENTS = {
  older: 'shared/sql/duckdb/older.sql',
  owners: 'shared/sql/duckdb/owners.sql',
  currentOrders: 'shared/sql/duckdb/current-orders.sql',
  replaced: 'shared/sql/duckdb/replaced.sql',
  olderStatements: 'shared/sql/duckdb/older-statements.sql',
  earlierConsents: 'shared/sql/duckdb/earlier-consents.sql',
  currentCustomers: 'shared/sql/duckdb/current-customers.sql',
  numberedFeatures: 'shared/sql/duckdb/numbered-features.sql',
  orderFacts: 'shared/sql/order-facts.sql',
  contacts: 'shared/sql/contacts.sql',
  consents: 'shared/sql/consents.sql',
  features: 'shared/sql/features.sql',
  orderCounts: 'shared/sql/order-counts.sql',
  sharedKeys: 'shared/sql/shared-keys.sql',
  peopleCount: 'shared/sql/people-count.sql',
  histograms: 'shared/sql/histograms.sql',
} as const;

export type Statement = keyof typeof STATEMENTS;

/** Gives the text of a statement. */
export type Sql = (statement: Statement) => string;

export const sqlFrom =
  (read: (path: string) => string): Sql =>
  (statement) =>
    read(STATEMENTS[statement]);
