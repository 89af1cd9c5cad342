import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { readPurchases } from '../../../shared/adapters/purchases.ts';
import { identityExpression } from '../../../shared/sql/bind.ts';
import { mapLake } from '../../support/map-lake.ts';

const reading = {
  timeZone: 'Asia/Shanghai',
  customer: identityExpression(['customer_id', 'email', 'phone']).sql,
};

let number = 0;
/** A paid order of 100.00 by c1 on 2 October, noon; `over` says what is different. */
const order = (over: Row = {}): Row => {
  number += 1;
  return {
    ...{ row: number, order_id: `o${number}`, customer_id: 'c1', email: null, phone: null },
    ...{ ordered_at: '2026-10-02T12:00:00Z', has_zone: false, amount: 10_000, refund: 0, status: 'paid' },
    ...over,
  };
};

/** The newest purchase of everybody in these uploads, the oldest first. */
async function bought(...uploads: Row[][]): Promise<string[]> {
  const lake = mapLake();
  const intakes = [];
  for (const [i, rows] of uploads.entries()) {
    await lake.putRows(`lake/orders/x${i}.parquet`, 'orders', rows);
    const lakeKey = `lake/orders/x${i}.parquet`;
    intakes.push({
      kind: 'orders' as const,
      contentId: `x${i}`,
      lakeKey,
      uploadedAt: `2026-10-03T00:00:0${i}Z`,
    });
  }
  const found = await readPurchases(lake, intakes, reading, 300);
  return found.map(({ who, on }) => `${who} ${on}`);
}

describe('purchases that exports tell of', () => {
  it.each<[string, Row[][], string[]]>([
    ['an order, on its day', [[order()]], ['c1 2026-10-02']],
    [
      'its day in the zone, where it names one',
      [[order({ ordered_at: '2026-10-02T17:00:00Z', has_zone: true })]],
      ['c1 2026-10-03'],
    ],
    [
      'the newest of several, over all exports',
      [[order({ ordered_at: '2026-10-05T00:00:00Z' })], [order()]],
      ['c1 2026-10-05'],
    ],
    [
      'the customer and his address',
      [[order({ email: ' Ann@Example.com' })]],
      ['ann@example.com 2026-10-02', 'c1 2026-10-02'],
    ],
    ['who is known by a phone alone', [[order({ customer_id: null, phone: '139' })]], ['139 2026-10-02']],
    ['nobody’s order', [[order({ customer_id: null })]], []],
    ['no cancelled one', [[order({ status: 'cancelled' })]], []],
    ['no unpaid one', [[order({ status: 'unpaid' })]], []],
    ['none that was paid back by its status', [[order({ status: 'refunded' })]], []],
    ['none that was paid back by its amount', [[order({ refund: 10_000 })]], []],
    ['one that was paid back in part', [[order({ refund: 9_999 })]], ['c1 2026-10-02']],
    ['no refund of an order that is not there', [[order({ amount: -500 })]], []],
    [
      'none that rows of their own paid back',
      [[order({ order_id: 'a' }), order({ order_id: 'a', amount: -10_000 })]],
      [],
    ],
    [
      'none that a newer export states as cancelled',
      [[order({ order_id: 'a' })], [order({ order_id: 'a', status: 'cancelled' })]],
      [],
    ],
    [
      'one that a newer export states as paid',
      [[order({ order_id: 'a', status: 'unpaid' })], [order({ order_id: 'a' })]],
      ['c1 2026-10-02'],
    ],
    ['nothing of an order without an amount', [[order({ amount: 0 })]], []],
  ])('%s', async (_, uploads, expected) => {
    expect(await bought(...uploads)).toEqual(expected);
  });

  it('reads of an object that holds other exports too the rows of the one alone', async () => {
    const [lake, lakeKey] = [mapLake(), 'lake/orders/pack-000001-d.parquet'];
    const rows = [order({ intake_id: 'x' }), order({ intake_id: 'withdrawn', customer_id: 'c2' })];
    await lake.putRows(lakeKey, 'orders', rows);
    const intakes = [
      { kind: 'orders' as const, contentId: 'x', lakeKey, uploadedAt: '2026-10-03T00:00:00Z' },
    ];
    expect((await readPurchases(lake, intakes, reading, 300)).map(({ who }) => who)).toEqual(['c1']);
  });

  it('fetches no other exports', async () => {
    const intakes = [
      {
        kind: 'customers' as const,
        contentId: 'not there',
        lakeKey: 'not there',
        uploadedAt: '2026-10-03T00:00:00Z',
      },
    ];
    expect(await readPurchases(mapLake(), intakes, reading, 300)).toEqual([]);
  });
});
