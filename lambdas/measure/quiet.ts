import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral, type Literal } from '../../shared/sql/bind.ts';
import { knownBefore, readsColumns } from '../../shared/sql/customer-table.ts';
import { readsEvents } from '../../shared/sql/event-tables.ts';
import type { OrdersGround, Pass } from '../../shared/sql/measured-table.ts';
import { readsOrders } from '../../shared/sql/measured-tables.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';
import { EVENTS, eventRowsBefore } from './events.ts';

/** Rows that the policy reads, and which of them tell of something that the base run did not know. */
interface Source {
  table: string;
  news: { rows: Literal; when: Literal };
  /** The rows as the base run knew them, whatever their date. */
  before: { rows: Literal; known: Literal };
  parameters?: string[];
}

const KNOWN: Literal = { sql: 'coalesce(known_to_base, true)' };
const ALL: Literal = { sql: 'true' };

/**
 * Lays out `stirred`, of whom something is told that the base run did not know, by its date or because it was uploaded
 * later, and the rows of those people without that; of orders everybody's, where they are read once alone. Undefined
 * where there is no earlier base, or nothing is new of anybody: then there is nothing to reckon a second time.
 */
export async function layQuiet(
  bench: Bench,
  ground: OrdersGround,
  { base, asOf }: Inventory,
): Promise<Pass | undefined> {
  if (!base) return undefined;
  const knownTo = base.asOf < asOf ? base.asOf : asOf;
  const { sql } = ground;
  const sources = sourcesOf(ground, knownTo);
  const stirred = sources.map(({ news }) => bind(sql('stirred'), news));
  await bench.run(`CREATE TABLE stirred AS ${stirred.join('\nUNION\n')}`);
  const [found] = await bench.rows('SELECT count(*) AS customers FROM stirred');
  if (Number(found?.customers) === 0) return undefined;
  for (const { table, before, parameters } of sources)
    if (table !== 'orders' || readsOrders(ground))
      await bench.run(`CREATE TABLE quiet_${table} AS ${bind(sql('stirredRows'), before)}`, parameters);
    else await bench.run(`CREATE VIEW quiet_orders AS SELECT * FROM ${ground.orders} WHERE ${KNOWN.sql}`);
  return { name: 'quiet', knownTo };
}

function sourcesOf(ground: OrdersGround, knownTo: LocalDate): Source[] {
  const { sql, policy, asOf, orders } = ground;
  const [from, to] = [dateLiteral(knownTo).sql, dateLiteral(asOf).sql];
  const news = (day: string) => `(${day} > ${from} OR NOT ${KNOWN.sql}) AND ${day} <= ${to}`;
  const closed = `closed_on > ${from} AND closed_on <= ${to}`;
  const newsOf = { activity: news('on_day'), feedback: `${news('on_day')} OR ${closed}` };
  const bought: Source = {
    table: 'orders',
    news: { rows: { sql: orders }, when: { sql: news('order_date') } },
    before: { rows: { sql: orders }, known: KNOWN },
  };
  const events = EVENTS.filter((kind) => readsEvents({ policy }, kind)).map((kind) => ({
    ...{ table: kind, news: { rows: { sql: `current_${kind}` }, when: { sql: newsOf[kind] } } },
    ...eventsBefore(sql, policy, kind),
  }));
  return [bought, ...events, ...(readsColumns(policy) ? [customers(knownTo)] : [])];
}

/** Read anew: a complaint that a newer export says is closed was open by the older one. */
const eventsBefore = (sql: Sql, policy: Policy, kind: (typeof EVENTS)[number]) => ({
  before: { rows: { sql: `(${eventRowsBefore(sql, policy, kind)}) seen` }, known: ALL },
  parameters: [policy.timeZone],
});

const customers = (knownTo: LocalDate): Source => ({
  table: 'customers',
  news: { rows: { sql: 'current_customers' }, when: { sql: `NOT ${knownBefore({ knownTo }).sql}` } },
  before: { rows: { sql: 'current_customers' }, known: ALL },
});
