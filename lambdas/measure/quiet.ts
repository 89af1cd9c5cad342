import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral, type Literal } from '../../shared/sql/bind.ts';
import { readsColumns } from '../../shared/sql/customer-table.ts';
import { readsEvents } from '../../shared/sql/event-tables.ts';
import type { Pass } from '../../shared/sql/measured-table.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

/** Rows that the policy reads, and which of them tell of something that happened since the base run. */
interface Source {
  table: string;
  when: Literal;
}

/**
 * Lays out `stirred`, to whom something happened since the base run, and the rows of those people. Undefined where there
 * is no earlier base, or nothing happened to anybody: then there is nothing to reckon a second time.
 */
export async function layQuiet(
  bench: Bench,
  sql: Sql,
  { base, asOf }: Inventory,
  policy: Policy,
): Promise<Pass | undefined> {
  if (!base || base.asOf >= asOf) return undefined;
  const sources = sourcesOf(policy, base.asOf, asOf);
  const stirred = sources.map(({ table, when }) =>
    bind(sql('stirred'), { rows: { sql: `current_${table}` }, when }),
  );
  await bench.run(`CREATE TABLE stirred AS ${stirred.join('\nUNION\n')}`);
  const [found] = await bench.rows('SELECT count(*) AS customers FROM stirred');
  if (Number(found?.customers) === 0) return undefined;
  for (const { table } of sources) {
    const rows = bind(sql('stirredRows'), { rows: { sql: `current_${table}` } });
    await bench.run(`CREATE TABLE quiet_${table} AS ${rows}`);
  }
  return { name: 'quiet', knownTo: base.asOf };
}

function sourcesOf(policy: Policy, base: LocalDate, asOf: LocalDate): Source[] {
  const since = (column: string) =>
    `${column} > ${dateLiteral(base).sql} AND ${column} <= ${dateLiteral(asOf).sql}`;
  const sources = [{ table: 'orders', when: { sql: since('order_date') } }];
  if (readsEvents({ policy }, 'activity'))
    sources.push({ table: 'activity', when: { sql: since('on_day') } });
  if (readsEvents({ policy }, 'feedback'))
    sources.push({ table: 'feedback', when: { sql: `${since('on_day')} OR ${since('closed_on')}` } });
  if (readsColumns(policy)) sources.push({ table: 'customers', when: { sql: stated(base) } });
  return sources;
}

/** Statements count whatever their day is, so that there is no last one. */
const stated = (base: LocalDate): string =>
  `CAST(said_at AS date) > ${dateLiteral(base).sql} AND NOT known_to_base`;
