import { z } from 'zod';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { Histogram } from '../../shared/domain/edges.ts';
import { bind, dateLiteral } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

/** The features whose values the engine counts by itself. */
const COUNTED: readonly string[] = [
  ...['daysSinceLastOrder', 'orderCount', 'netAmount'],
  ...['daysSinceFirstOrder', 'lifetimeOrders', 'lifetimeAmount'],
];

export const isCountedBySql = (of: string): boolean => COUNTED.includes(of);

/** Columns of the features that `histograms.sql` reads. */
export const HISTOGRAM_COLUMNS = {
  ...{ present: 'BOOLEAN', first_order_date: 'DATE', last_order_date: 'DATE' },
  ...{ lifetime_orders: 'BIGINT', lifetime_net: 'BIGINT', order_count: 'BIGINT', net_amount: 'BIGINT' },
} as const;

const RowSchema = z.object({ raw: z.string(), value: z.int(), customers: z.int() });

/** The histograms of these features; only they are counted. */
export async function readHistograms(
  bench: Bench,
  sql: Sql,
  asOf: LocalDate,
  features: Iterable<string>,
): Promise<ReadonlyMap<string, Histogram>> {
  const found = new Map(
    [...features].filter(isCountedBySql).map((of): [string, [number, number][]] => [of, []]),
  );
  const counted = bind(sql('histograms'), { as_of: dateLiteral(asOf) });
  const names = [...found.keys()].map((name) => `'${name}'`).join(', ');
  const wanted = `SELECT raw, value, customers FROM (${counted}) counted WHERE raw IN (${names}) ORDER BY raw, value`;
  for await (const row of bench.stream(wanted)) {
    const { raw, value, customers } = RowSchema.parse(row);
    found.get(raw)?.push([value, customers]);
  }
  return found;
}
