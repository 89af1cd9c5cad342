import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { daysBetween } from '../../../shared/domain/dates.ts';
import { quantileEdges } from '../../../shared/domain/edges.ts';
import { calibrated, measured, order, policyWith } from '../../support/measured.ts';

const file = join(import.meta.dirname, '../../../../shared/data/cdnow/CDNOW_master.txt');
const here = existsSync(file);
if (!here) console.log('The CDNOW data are not here: their features are not compared.');

const AS_OF = '1998-07-01';

interface Purchase {
  customer: string;
  date: string;
  cents: number;
}

const purchases = (): Purchase[] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, day = '']) => /^\d{8}$/.test(day))
    .map(([customer = '', day = '', , dollars = '']) => ({
      customer,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      cents: Math.round(Number(dollars) * 100),
    }));

/** The same by plain counting. */
function expected(rows: readonly Purchase[], zeroCounts: boolean) {
  const facts = new Map<string, { last: string; count: number; cents: number }>();
  for (const { customer, date, cents } of rows) {
    const fact = facts.get(customer) ?? { last: '', count: 0, cents: 0 };
    const counts = cents > 0 || zeroCounts;
    facts.set(customer, {
      last: counts && date > fact.last ? date : fact.last,
      count: fact.count + (counts ? 1 : 0),
      cents: fact.cents + cents,
    });
  }
  return facts;
}

function sorted(values: number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

describe.runIf(here)('every purchase of CDNOW', () => {
  test.each([
    [true, 69_659],
    [false, 69_579],
  ])('zero amounts count: %s', async (zeroCounts, orders) => {
    const rows = purchases();
    const policy = policyWith({ currency: { code: 'USD' }, window: { days: 3000 }, zeroCounts });
    const lake = rows.map(({ customer, date, cents }) =>
      order({ customer_id: customer, ordered_at: `${date}T00:00:00Z`, amount: cents, currency: 'USD' }),
    );
    const world = await measured({
      exports: [{ kind: 'orders', rows: lake }],
      policy,
      asOf: AS_OF,
      customersPerPart: 5000,
    });
    expect(world.out).toMatchObject({ customers: 23_570, parts: 5 });
    expect(world.counts).toMatchObject({ orderRows: 69_659, repeated: 0, orders });
    const facts = expected(rows, zeroCounts);
    const ours = world.features.map(
      (f) =>
        [f.customerId, { last: f.lastOrderDate ?? '', count: f.orderCount, cents: f.netAmount }] as const,
    );
    expect(new Map(ours)).toEqual(facts);
    const active = [...facts.values()].filter(({ count }) => count > 0);
    const { edges } = await calibrated(world);
    expect(edges).toEqual({
      recency: quantileEdges(sorted(active.map(({ last }) => daysBetween(last, AS_OF))), 4),
      frequency: quantileEdges(sorted(active.map(({ count }) => count)), 4),
      monetary: quantileEdges(sorted(active.map(({ cents }) => cents)), 4),
    });
  });
});
