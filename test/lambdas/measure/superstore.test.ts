import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { featureValues } from '../../../shared/domain/feature-values.ts';
import { bandOf, rawOf } from '../../../shared/domain/scores.ts';
import { calibrated, measured, order, policyWith } from '../../support/measured.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/superstore');
const here = existsSync(join(folder, 'sample-orders.csv'));
if (!here) console.log('The superstore data are not here: its published quartiles are not compared.');

/** The file is old: Mac Roman, lines that end in CR, dates as month/day/year. Bytes read as Latin-1 keep names apart. */
const linesOf = (name: string, end: RegExp): string[][] =>
  readFileSync(join(folder, name), 'latin1')
    .split(end)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));

const two = (text: string): string => text.padStart(2, '0');

function iso(date: string): string {
  const [month = '', day = '', year = ''] = date.split('/');
  return `20${year}-${two(month)}-${two(day)}T00:00:00Z`;
}

const rowsOf = () =>
  linesOf('sample-orders.csv', /\r/).map(([date = '', id = '', customer = '', total = '']) =>
    order({
      ...{ order_id: id, customer_id: customer, ordered_at: iso(date) },
      amount: Number(total) * 100,
      currency: 'USD',
    }),
  );

describe.runIf(here)('the superstore’s published quartiles', () => {
  test('come out for every customer', async () => {
    const policy = policyWith({ currency: { code: 'USD' }, window: { days: 3000 } });
    const world = await measured({
      exports: [{ kind: 'orders', rows: rowsOf() }],
      policy,
      asOf: '2014-12-31',
    });
    const { edges } = await calibrated(world);
    const published = new Map(
      linesOf('rfm-table.csv', /\r\n|\n|\r/).map(([name = '', ...rest]) => [name, rest.map(Number)]),
    );
    expect(published.size).toBe(793);
    const quartile = (raw: number | null, name: string, better: 'higher' | 'lower') =>
      5 - bandOf(raw, edges[name] ?? [], better);
    const ours = world.features.map((features) => {
      const values = featureValues(features, { policy, currency: 'USD', asOf: '2014-12-31', lifetime: null });
      const days = rawOf('daysSinceLastOrder', features, values);
      const r = quartile(days, 'recency', 'lower');
      const f = quartile(features.orderCount, 'frequency', 'higher');
      const m = quartile(features.netAmount, 'monetary', 'higher');
      const facts = [features.orderCount, days, features.netAmount / 100];
      return [features.customerId, [...facts, r, f, m, r * 100 + f * 10 + m]] as const;
    });
    expect(new Map(ours)).toEqual(published);
  });
});
