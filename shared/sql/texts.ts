/** What reckons a run's features. */
export type Engine = 'duckdb' | 'athena';

/** The statements of a run. Those below `duckdb/` are one engine's own; all others are read alike by both. */
export const STATEMENTS = {
  apart: 'shared/sql/duckdb/apart.sql',
  older: 'shared/sql/duckdb/older.sql',
  owners: 'shared/sql/duckdb/owners.sql',
  apartOrders: 'shared/sql/duckdb/apart-orders.sql',
  standingOrders: 'shared/sql/duckdb/standing-orders.sql',
  replaced: 'shared/sql/duckdb/replaced.sql',
  earlierConsents: 'shared/sql/duckdb/earlier-consents.sql',
  currentCustomers: 'shared/sql/duckdb/current-customers.sql',
  currentEvents: 'shared/sql/duckdb/current-events.sql',
  eventRepeats: 'shared/sql/duckdb/event-repeats.sql',
  attributeNames: 'shared/sql/duckdb/attribute-names.sql',
  attribute: 'shared/sql/duckdb/attribute.sql',
  moment: 'shared/sql/duckdb/moment.sql',
  numberedFeatures: 'shared/sql/duckdb/numbered-features.sql',
  drawn: 'shared/sql/duckdb/drawn.sql',
  drawnOnce: 'shared/sql/duckdb/drawn-once.sql',
  did: 'shared/sql/duckdb/did.sql',
  campaignCells: 'shared/sql/duckdb/campaign-cells.sql',
  mailCells: 'shared/sql/duckdb/mail-cells.sql',
  currentOrders: 'shared/sql/current-orders.sql',
  keyedOrders: 'shared/sql/keyed-orders.sql',
  olderStatements: 'shared/sql/older-statements.sql',
  namedElsewhere: 'shared/sql/named-elsewhere.sql',
  ratedPairs: 'shared/sql/rated-pairs.sql',
  purchases: 'shared/sql/purchases.sql',
  takenBack: 'shared/sql/taken-back.sql',
  judgedOrders: 'shared/sql/judged-orders.sql',
  orderFacts: 'shared/sql/order-facts.sql',
  saidByOrders: 'shared/sql/said-by-orders.sql',
  said: 'shared/sql/said.sql',
  sharedEmails: 'shared/sql/shared-emails.sql',
  contacts: 'shared/sql/contacts.sql',
  consents: 'shared/sql/consents.sql',
  stated: 'shared/sql/stated.sql',
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
  orderDays: 'shared/sql/order-days.sql',
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

/** What the other engine says in its own words. What only DuckDB is ever asked, the effect of mail, has no such text. */
const OF_ATHENA: Partial<Record<Statement, string>> = {
  apart: 'shared/sql/athena/apart.sql',
  older: 'shared/sql/athena/older.sql',
  owners: 'shared/sql/athena/owners.sql',
  apartOrders: 'shared/sql/athena/apart-orders.sql',
  standingOrders: 'shared/sql/athena/standing-orders.sql',
  replaced: 'shared/sql/athena/replaced.sql',
  earlierConsents: 'shared/sql/athena/earlier-consents.sql',
  currentCustomers: 'shared/sql/athena/current-customers.sql',
  currentEvents: 'shared/sql/athena/current-events.sql',
  eventRepeats: 'shared/sql/athena/event-repeats.sql',
  attributeNames: 'shared/sql/athena/attribute-names.sql',
  attribute: 'shared/sql/athena/attribute.sql',
  moment: 'shared/sql/athena/moment.sql',
  numberedFeatures: 'shared/sql/athena/numbered-features.sql',
};

/** The lines that are for readers alone. */
const COMMENT = /^ *--.*\n/gm;

/**
 * The texts as an engine reads them; a statement that it is never asked throws. What Athena is sent has a greatest
 * length, and whoever looks for parameters in it must not take an apostrophe of a comment for a quote.
 */
export const sqlFrom =
  (read: (path: string) => string, engine: Engine = 'duckdb'): Sql =>
  (statement) => {
    const text = read(pathOf(statement, engine));
    return engine === 'athena' ? text.replace(COMMENT, '') : text;
  };

function pathOf(statement: Statement, engine: Engine): string {
  const path = STATEMENTS[statement];
  if (engine === 'duckdb' || !path.startsWith('shared/sql/duckdb/')) return path;
  const own = OF_ATHENA[statement];
  if (own === undefined) throw new RangeError(`no text of ${statement} for ${engine}`);
  return own;
}
