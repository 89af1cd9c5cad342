import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { type Sql, sqlFrom } from '../../../shared/sql/texts.ts';
import { measured, order, person, policyWith } from '../../support/measured.ts';

/** The features of customer `a` after one export of these orders. */
async function factsOf(rows: Row[], policy = policyWith(), asOf = '2026-09-30') {
  const { features } = await measured({ exports: [{ kind: 'orders', rows }], policy, asOf });
  return features.find(({ customerId }) => customerId === 'a');
}

describe('what counts', () => {
  const rules: [string, Row[], object][] = [
    ['a paid order', [order()], { orderCount: 1, netAmount: 10000, lastOrderDate: '2026-09-01' }],
    ['a partial refund takes away', [order({ refund: 4000 })], { orderCount: 1, netAmount: 6000 }],
    [
      'a whole refund is no purchase',
      [order({ refund: 10000, status: 'refunded' })],
      { orderCount: 0, netAmount: 0, lastOrderDate: null, lifetimeOrders: 0 },
    ],
    [
      'a cancelled order counts nothing',
      [order({ status: 'cancelled' })],
      { orderCount: 0, netAmount: 0, present: true },
    ],
    [
      'an unpaid order counts nothing',
      [order({ status: 'unpaid' })],
      { orderCount: 0, lifetimeNet: 0, present: true },
    ],
    [
      'a refund row takes away and is no purchase',
      [order(), order({ amount: -3000 })],
      { orderCount: 1, netAmount: 7000 },
    ],
    [
      'a refund row of status refunded',
      [order(), order({ amount: -3000, refund: -3000, status: 'refunded' })],
      { netAmount: 7000 },
    ],
    [
      'amounts never fall below nothing',
      [order({ amount: -3000 })],
      { orderCount: 0, netAmount: 0, lifetimeNet: 0 },
    ],
    ['a zero amount does not count', [order({ amount: 0 })], { orderCount: 0, lastOrderDate: null }],
    ['the run’s day counts', [order({ ordered_at: '2026-09-30T23:59:59Z' })], { orderCount: 1 }],
    [
      'a later day does not, but he is there',
      [order({ ordered_at: '2026-10-01T00:00:00Z' })],
      { orderCount: 0, lifetimeOrders: 0, present: true },
    ],
    ['the window’s first day', [order({ ordered_at: '2025-10-01T00:00:00Z' })], { orderCount: 1 }],
    [
      'the day before the window',
      [order({ ordered_at: '2025-09-30T23:00:00Z' })],
      { orderCount: 0, netAmount: 0, lifetimeOrders: 1, lifetimeNet: 10000, lastOrderDate: '2025-09-30' },
    ],
    [
      'an instant falls on the day of the policy’s zone',
      [order({ ordered_at: '2026-08-31T16:30:00Z', has_zone: true })],
      { lastOrderDate: '2026-09-01' },
    ],
    [
      'a time without zone stays on its day',
      [order({ ordered_at: '2026-08-31T16:30:00Z' })],
      { lastOrderDate: '2026-08-31' },
    ],
  ];
  test.each(rules)('%s', async (_, rows, facts) => expect(await factsOf(rows)).toMatchObject(facts));

  test('zero amounts count if the policy says so, wholly refunded ones still not', async () => {
    const policy = policyWith({ zeroCounts: true });
    const rows = [order({ amount: 0 }), order({ refund: 10000 })];
    expect(await factsOf(rows, policy)).toMatchObject({
      orderCount: 1,
      netAmount: 0,
      lastOrderDate: '2026-09-01',
    });
  });

  test('every row is accounted for', async () => {
    const rows = [
      order(),
      order({ status: 'cancelled' }),
      order({ status: 'unpaid' }),
      order({ amount: 0 }),
      order({ amount: -5 }),
      order({ customer_id: null }),
      order({ ordered_at: '2026-10-02T00:00:00Z', customer_id: 'b' }),
      order({ order_id: 'twice' }),
      order({ order_id: 'twice' }),
    ];
    const people = { kind: 'customers' as const, rows: [person({ customer_id: 'c' })] };
    const { counts, out } = await measured({ exports: [{ kind: 'orders', rows }, people] });
    expect(out).toEqual({ status: 'MEASURED', runId: 'run', parts: 1, customers: 3 });
    expect(counts).toEqual({
      ...{ features: 3, customers: 3, left: 0, orderRows: 9, repeated: 1, anonymous: 1, later: 1 },
      ...{ cancelled: 1, unpaid: 1, notCounted: 2, orders: 2 },
      ...{ sharedAddresses: 0, sharedPhones: 0, refundOrphans: 1 },
      ...{ ordersOfPeriod: 2, ordersOfPeriodBefore: 0, newestOrder: '2026-09-01' },
    });
  });
});

describe('whether orders still come in', () => {
  const on = (day: string, over: Row = {}) => order({ ordered_at: `${day}T12:00:00Z`, ...over });
  const ROWS = [
    ...[on('2026-03-31'), on('2026-04-01'), on('2026-06-30'), on('2026-07-01'), on('2026-09-30')],
    ...[on('2026-09-29', { status: 'cancelled' }), on('2026-09-28', { customer_id: null }), on('2026-10-01')],
  ];
  test.each([
    ['the period that ends that day, and the one before', '2026-09-30', 'quarter', 2, 2, '2026-09-30'],
    ['within a period the one that was over last', '2026-09-29', 'quarter', 2, 1, '2026-07-01'],
    ['by the month', '2026-09-30', 'month', 1, 0, '2026-09-30'],
    ['by the half year', '2026-09-30', 'halfYear', 3, 0, '2026-09-30'],
  ] as const)('counts %s', async (_, asOf, every, last, before, newest) => {
    const policy = policyWith({ schedule: { every, at: '06:00' } });
    const { counts } = await measured({ exports: [{ kind: 'orders', rows: ROWS }], policy, asOf });
    expect(counts).toMatchObject({ ordersOfPeriod: last, ordersOfPeriodBefore: before, newestOrder: newest });
  });

  test('says so where nothing counts', async () => {
    const rows = [on('2026-09-29', { status: 'cancelled' })];
    const { counts } = await measured({ exports: [{ kind: 'orders', rows }] });
    expect(counts).toMatchObject({ ordersOfPeriod: 0, ordersOfPeriodBefore: 0, newestOrder: null });
  });
});

describe('what does not balance ends the run', () => {
  test.each(['orders', 'customers'] as const)('%s that intake wrote and the lake lost', async (kind) => {
    const exports = [
      { kind: 'orders' as const, rows: [order()] },
      { kind, rows: [kind === 'orders' ? order() : person()], written: 2 },
    ];
    await expect(measured({ exports })).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });

  test.each([
    ['rows lost on the way', 'standingOrders', 'ANTI JOIN apart a ON', 'ANTI JOIN lake_orders a ON'],
    ['people lost in a grouping', 'saidByOrders', 'WHERE customer_id IS NOT NULL', "WHERE customer_id < 'a'"],
    [
      'an older statement that was taken for another',
      'older',
      'PARTITION BY order_id,',
      'PARTITION BY order_id, "row",',
    ],
    ['replaced rows counted twice', 'replaced', 'FROM older o', 'FROM older o CROSS JOIN range(2)'],
  ])('%s', async (_, statement, right, wrong) => {
    const broken: Sql = (name) => {
      const text = sqlFrom(readAsset)(name);
      if (name === statement) expect(text).toContain(right);
      return name === statement ? text.replace(right, wrong) : text;
    };
    const rows = [order({ order_id: 'x' }), order({ order_id: 'x' }), order()];
    const exports = [{ kind: 'orders' as const, rows }];
    await expect(measured({ exports })).resolves.toMatchObject({ counts: { repeated: 1 } });
    await expect(measured({ exports, sql: broken })).rejects.toMatchObject({ name: 'E_UNBALANCED' });
  });
});

describe('contacts', () => {
  test('the newest of each, whichever export said it', async () => {
    const rows = [
      order({ email: 'old@example.com', name: '旧名', ordered_at: '2026-01-01T00:00:00Z' }),
      order({ email: 'New@Example.com', ordered_at: '2026-09-20T00:00:00Z' }),
    ];
    const people = [
      person({ email: 'middle@example.com', language: 'zh-CN', updated_at: '2026-05-01T00:00:00Z' }),
    ];
    const { features } = await measured({
      exports: [
        { kind: 'orders', rows },
        { kind: 'customers', rows: people },
      ],
    });
    expect(features).toMatchObject([{ email: 'new@example.com', name: '旧名', language: 'zh-CN' }]);
  });

  test('equally new: the newer upload, then the text, never the order of rows', async () => {
    const said = { updated_at: '2026-05-01T00:00:00Z' };
    const two = [person({ ...said, email: 'a@example.com' }), person({ ...said, email: 'b@example.com' })];
    for (const rows of [two, two.toReversed()]) {
      const { features } = await measured({
        exports: [
          { kind: 'customers', rows },
          { kind: 'orders', rows: [] },
        ],
      });
      expect(features).toMatchObject([{ email: 'b@example.com' }]);
    }
    const exports = two.toReversed().map((row) => ({ kind: 'customers' as const, rows: [row] }));
    expect((await measured({ exports })).features).toMatchObject([{ email: 'a@example.com' }]);
  });
});

describe('held', () => {
  test('who is in no export any more has left, and keeps what he held', async () => {
    const held = {
      published: {
        ...{ customerId: 'gone', tier: 'top', since: '2026-06-30', scores: {}, firstOrderDate: null },
        ...{ lastOrderDate: null, orders: 0, spent: 0, currency: 'CNY', history: [] },
      },
      ...{ misses: 0, missedPeriod: null, lifetimeOrders: 0, lifetimeNet: 0 },
    };
    const rows = [{ customer_id: 'gone', held: JSON.stringify(held) }];
    const { features, counts } = await measured({
      exports: [{ kind: 'orders', rows: [order()] }],
      held: rows,
    });
    expect(features).toMatchObject([
      { customerId: 'a', present: true, held: null },
      { customerId: 'gone', present: false, orderCount: 0, held },
    ]);
    expect(counts).toMatchObject({ features: 2, customers: 1, left: 1 });
  });
});

describe('parts', () => {
  const exports = [
    { kind: 'orders', rows: ['c', 'a', 'e', 'b', 'd'].map((id) => order({ customer_id: id })) },
  ] as const;

  test('hold so many customers each, in the order of ids', async () => {
    const { out, features } = await measured({ exports: [...exports], customersPerPart: 2 });
    expect(out.parts).toBe(3);
    expect(features.map(({ customerId }) => customerId)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('nobody at all still makes one part', async () => {
    const { out, features } = await measured({ exports: [{ kind: 'orders', rows: [] }] });
    expect([out, features]).toEqual([{ status: 'MEASURED', runId: 'run', parts: 1, customers: 0 }, []]);
  });
});
