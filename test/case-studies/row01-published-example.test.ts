import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse as yaml } from 'yaml';
import { PolicySchema } from '../../shared/domain/policy/schema.ts';
import { caseStudy, presetText } from '../support/case-study.ts';

/** The documented example of R's package rfm, and what R makes of it. */
const DATA = new URL('../../../shared/data/rfm-r/', import.meta.url);
const here = existsSync(DATA);
if (!here) console.log('the published RFM example is not on this machine: its test is skipped');

const rows = (file: string): Record<string, string>[] =>
  parse(readFileSync(new URL(file, DATA)), { columns: true });

/** One row of the example is one order; it has no order numbers. */
const exported = (): string =>
  [
    'order_id,customer_id,ordered_at,amount,currency',
    ...rows('rfm_data_orders.csv').map(
      ({ customer_id, order_date, revenue }, i) => `r${i},"${customer_id}",${order_date},${revenue}.00,USD`,
    ),
  ].join('\n');

/** R cuts by its quantile of type 7 and looks at all orders there are. */
const asInR = (text: string): string =>
  text
    .replaceAll('{ quantile: 5 }', '{ quantile: 5, rule: type7 }')
    .replace('window: { days: 365 }', 'window: { days: 3650 }');

/** Names of the cells in English by the id of their tier. */
const cells = new Map(
  PolicySchema.parse(yaml(presetText('rfm-cells'))).tiers.map(({ id, name }) => [id, name.en]),
);

describe.skipIf(!here)('1 RFM 模型: the published example', () => {
  const { at } = caseStudy(
    'rfm-cells',
    [
      {
        title: 'on the day of the example’s analysis',
        asOf: '2006-12-31',
        files: here ? { 'orders.csv': exported() } : {},
        due: [],
        others: 995,
      },
    ],
    asInR,
  );

  it('every score and every cell of the 995 customers is R’s', () => {
    const ours = [...at(0).tiers.values()].map((line) => [
      line.customer_id,
      ...[line.score_recency, line.score_frequency, line.score_monetary],
      cells.get(line.tier ?? ''),
    ]);
    const theirs = rows('expected_rfm_orders.csv').map(({ customer_id, R, F, M, segment }) => [
      customer_id,
      ...[R, F, M].map((score) => String(Number(score))),
      segment,
    ]);
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });
});
