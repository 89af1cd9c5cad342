/** The statements of a run. Those below `duckdb/` are one engine's own; all others are read alike by both. */
export const STATEMENTS = {
  older: 'shared/sql/duckdb/older.sql',
  owners: 'shared/sql/duckdb/owners.sql',
  currentOrders: 'shared/sql/duckdb/current-orders.sql',
  replaced: 'shared/sql/duckdb/replaced.sql',
  olderStatements: 'shared/sql/duckdb/older-statements.sql',
  earlierConsents: 'shared/sql/duckdb/earlier-consents.sql',
  currentCustomers: 'shared/sql/duckdb/current-customers.sql',
  currentEvents: 'shared/sql/duckdb/current-events.sql',
  eventRepeats: 'shared/sql/duckdb/event-repeats.sql',
  namedElsewhere: 'shared/sql/duckdb/named-elsewhere.sql',
  attributeNames: 'shared/sql/duckdb/attribute-names.sql',
  attribute: 'shared/sql/duckdb/attribute.sql',
  numberedFeatures: 'shared/sql/duckdb/numbered-features.sql',
  purchases: 'shared/sql/duckdb/purchases.sql',
  drawn: 'shared/sql/duckdb/drawn.sql',
  drawnOnce: 'shared/sql/duckdb/drawn-once.sql',
  did: 'shared/sql/duckdb/did.sql',
  campaignCells: 'shared/sql/duckdb/campaign-cells.sql',
  mailCells: 'shared/sql/duckdb/mail-cells.sql',
  judgedOrders: 'shared/sql/judged-orders.sql',
  orderFacts: 'shared/sql/order-facts.sql',
  contacts: 'shared/sql/contacts.sql',
  consents: 'shared/sql/consents.sql',
  features: 'shared/sql/features.sql',
  orderFeatures: 'shared/sql/order-features.sql',
  orderReturns: 'shared/sql/order-returns.sql',
  favourite: 'shared/sql/favourite.sql',
  activityFeatures: 'shared/sql/activity-features.sql',
  feedbackFeatures: 'shared/sql/feedback-features.sql',
  customerColumns: 'shared/sql/customer-columns.sql',
  stirred: 'shared/sql/stirred.sql',
  stirredRows: 'shared/sql/stirred-rows.sql',
  measuredFeatures: 'shared/sql/measured-features.sql',
  eventCounts: 'shared/sql/event-counts.sql',
  orderCounts: 'shared/sql/order-counts.sql',
  orderTrend: 'shared/sql/order-trend.sql',
  sharedKeys: 'shared/sql/shared-keys.sql',
  peopleCount: 'shared/sql/people-count.sql',
  histograms: 'shared/sql/histograms.sql',
  histories: 'shared/sql/histories.sql',
  spends: 'shared/sql/spends.sql',
  trials: 'shared/sql/trials.sql',
} as const;

export type Statement = keyof typeof STATEMENTS;

/** Gives the text of a statement. */
export type Sql = (statement: Statement) => string;

export const sqlFrom =
  (read: (path: string) => string): Sql =>
  (statement) =>
    read(STATEMENTS[statement]);
