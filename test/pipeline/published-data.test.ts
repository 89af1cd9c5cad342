import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { csvIn, jsonIn, runsIn, scratchFolder, tierwise } from '../support/cli.ts';
import { independentRfm, type Purchase } from '../support/independent-rfm.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const here = existsSync(DATA);
if (!here) console.log('published purchase histories are not on this machine: their tests are skipped');

const folder = scratchFolder();
afterAll(folder.remove);

const cents = (text: string): number => Math.round(Number(text) * 100);

function cdnow(): Purchase[] {
  const lines = readFileSync(new URL('cdnow/CDNOW_master.txt', DATA), 'utf8').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => {
    const [customer = '', day = '', , dollars = ''] = line.trim().split(/\s+/);
    return {
      customer,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      amount: cents(dollars),
    };
  });
}

/** CR line ends, m/d/yy dates, names in MacRoman: made into what our intake calls canonical. */
function superstore(): Purchase[] {
  const text = new TextDecoder('macintosh').decode(
    readFileSync(new URL('superstore/sample-orders.csv', DATA)),
  );
  return text
    .trim()
    .split('\r')
    .slice(1)
    .map((line) => {
      const [day = '', , customer = '', total = ''] = line.split(',');
      const [month = '', date = '', year = ''] = day.split('/');
      return {
        customer,
        date: `20${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`,
        amount: cents(total),
      };
    });
}

const canonical = (purchases: Purchase[]): string =>
  `order_id,customer_id,ordered_at,amount\n${purchases
    .map(({ customer, date, amount }, i) => `p${i},${customer},${date},${(amount / 100).toFixed(2)}`)
    .join('\n')}\n`;

const policyWith = (change: (text: string) => string): string =>
  change(readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8'));

async function gradedBy(name: string, purchases: Purchase[], asOf: string, policy?: string): Promise<string> {
  const file = folder.write(`${name}.csv`, canonical(purchases));
  const out = folder.path(`${name}-out`);
  const more = policy ? ['--policy', folder.write(`${name}.yaml`, policy)] : [];
  const ended = await tierwise([
    'local',
    '--exports',
    file,
    '--as-of',
    asOf,
    '--once',
    '--state',
    folder.path(`${name}-state`),
    '--out',
    out,
    ...more,
  ]);
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  return runsIn(out).at(-1) ?? '';
}

function expectSameRfm(
  run: string,
  purchases: Purchase[],
  asOf: string,
  windowDays: number,
  zeroCounts: boolean,
) {
  const expected = independentRfm(purchases, { asOf, windowDays, q: 5, zeroCounts });
  const rows = csvIn(run, 'tiers.csv');
  expect(rows.length).toBe(expected.size);
  for (const row of rows) {
    const one = expected.get(row.customer_id ?? '');
    expect([
      row.customer_id,
      row.order_count,
      row.net_amount,
      row.last_order_date,
      row.score_recency,
      row.score_frequency,
      row.score_monetary,
    ]).toEqual([
      row.customer_id,
      String(one?.orderCount),
      ((one?.netAmount ?? 0) / 100).toFixed(2),
      one?.lastOrderDate,
      String(one?.recency),
      String(one?.frequency),
      String(one?.monetary),
    ]);
  }
  return rows;
}

describe.skipIf(!here)('published purchase histories', () => {
  it('CDNOW as of the day after the last purchase, by the default policy', async () => {
    const run = await gradedBy('cdnow', cdnow(), '1998-07-01');
    expectSameRfm(run, cdnow(), '1998-07-01', 365, false);
    expect(jsonIn(run, 'run.json').counts.intake).toMatchObject({ rows: 69_659, kept: 69_659 });
  }, 180_000);

  it('CDNOW with zero amounts counted: all 23,570 customers and 69,659 purchases', async () => {
    const policy = policyWith((text) =>
      text.replace(/zeroCounts:.*/, 'zeroCounts: true').replace(/days: 365/, 'days: 1000'),
    );
    expect(policy).toContain('zeroCounts: true');
    const run = await gradedBy('cdnow-zero', cdnow(), '1998-07-01', policy);
    const rows = expectSameRfm(run, cdnow(), '1998-07-01', 1000, true);
    expect(rows.length).toBe(23_570);
    expect(rows.reduce((sum, row) => sum + Number(row.order_count), 0)).toBe(69_659);
  }, 180_000);

  it('superstore as of the day after the last purchase', async () => {
    const purchases = superstore();
    const last =
      purchases
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? '';
    const asOf = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    expectSameRfm(await gradedBy('superstore', purchases, asOf), purchases, asOf, 365, false);
  }, 120_000);
});
