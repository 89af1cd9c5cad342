import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import { addDays, type LocalDate } from '../../shared/domain/dates.ts';
import { lastEndedPeriod } from '../../shared/domain/periods.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

type Trend = Pick<MeasureCounts, 'ordersOfPeriod' | 'ordersOfPeriodBefore' | 'newestOrder'>;

/** Whether orders still come in: how many count of the two periods that were over last when the run's day ended. */
export async function countTrend(
  bench: Pick<Bench, 'rows'>,
  sql: Sql,
  asOf: LocalDate,
  { schedule }: Pick<Policy, 'schedule'>,
): Promise<Trend> {
  const last = lastEndedPeriod(addDays(asOf, 1), schedule);
  const before = lastEndedPeriod(last.start, schedule);
  const statement = bind(sql('orderTrend'), {
    ...{ start: dateLiteral(last.start), last_day: dateLiteral(last.end) },
    start_before: dateLiteral(before.start),
  });
  const [found] = await bench.rows(statement);
  return {
    ordersOfPeriod: Number(found?.of_period),
    ordersOfPeriodBefore: Number(found?.of_period_before),
    newestOrder: typeof found?.newest === 'string' ? found.newest : null,
  };
}
