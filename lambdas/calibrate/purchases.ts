import { z } from 'zod';
import { measuredColumn } from '../../shared/contract/feature-row.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import type { Purchases } from '../../shared/domain/learn-lifetime.ts';
import { PURCHASE_DAYS, REPEAT_NET } from '../../shared/domain/measured-columns.ts';
import { bind, columnLiteral, dateLiteral } from '../../shared/sql/bind.ts';
import type { Sql, Statement } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

const [DAYS, NET] = [measuredColumn(PURCHASE_DAYS), measuredColumn(REPEAT_NET)];

/** Columns of the features that the models of lifetime value are learnt from. */
export const PURCHASE_COLUMNS = {
  ...{ present: 'BOOLEAN', first_order_date: 'DATE', last_order_date: 'DATE' },
  ...{ [DAYS]: 'BIGINT', [NET]: 'BIGINT' },
  ...{ trial_days: 'BIGINT', trial_last: 'DATE', trial_bought: 'BIGINT' },
  ...{ trial_net: 'BIGINT', trial_bought_net: 'BIGINT' },
} as const;

const History = z.object({ x: z.int(), tx: z.int(), t: z.int(), customers: z.int() });
const Spend = z.object({ x: z.int(), net: z.int(), customers: z.int() });
const Trial = History.extend({ bought: z.int(), net: z.int(), bought_net: z.int() });

/** What all customers did, equal ones together; `holdoutDays` is the length of the tail after the cut-off. */
export async function readPurchases(
  bench: Bench,
  sql: Sql,
  asOf: LocalDate,
  holdoutDays: number,
): Promise<Purchases> {
  const literals = { as_of: dateLiteral(asOf), days: columnLiteral(DAYS), net: columnLiteral(NET) };
  const all = <T>(statement: Statement, row: z.ZodType<T>) =>
    parsed(bench.stream(bind(sql(statement), literals)), row);
  const histories = await all('histories', History);
  const spends = await all('spends', Spend);
  const trials = await all('trials', Trial);
  return {
    histories: histories.map(({ t, ...rest }) => ({ ...rest, T: t })),
    spends: spends.map(({ x, net, customers }) => ({ x, mean: net / x, customers })),
    trials: trials.map(({ t, bought_net: boughtNet, ...rest }) => ({
      ...rest,
      boughtNet,
      T: t - holdoutDays,
    })),
  };
}

async function parsed<T>(rows: AsyncIterable<unknown>, schema: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(schema.parse(row));
  return found;
}
