import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { type Export, measured, order, person, policyWith } from '../../support/measured.ts';

const orders = (...rows: Row[]): Export => ({ kind: 'orders', rows });
const x = (over: Row = {}) => order({ order_id: 'x', ...over });

/** Of each export: rows, current, replaced, changed, moved. */
async function became(exports: Export[], identity: string[] = ['customer_id', 'email']) {
  const { statements } = await measured({ exports, policy: policyWith({ identity }) });
  return statements.map(({ rows, current, replaced, changed, moved }) => [
    rows,
    current,
    replaced,
    changed,
    moved,
  ]);
}

describe('what newer statements replaced', () => {
  test.each<[string, Row, Row, number[]]>([
    ['the same again', {}, {}, [1, 0, 1, 0, 0]],
    ['another category is no other fact of money', {}, { category: 'tea' }, [1, 0, 1, 0, 0]],
    ['another amount', {}, { amount: 1 }, [1, 0, 1, 1, 0]],
    ['a refund that came later', {}, { refund: 4000 }, [1, 0, 1, 1, 0]],
    ['another status', {}, { status: 'cancelled' }, [1, 0, 1, 1, 0]],
    ['another currency', {}, { currency: null }, [1, 0, 1, 1, 0]],
    ['another customer', {}, { customer_id: 'b' }, [1, 0, 1, 1, 1]],
    ['nobody is no other customer', {}, { customer_id: null }, [1, 0, 1, 0, 0]],
    ['another address of one customer', { email: 'a@x.com' }, { email: 'b@x.com' }, [1, 0, 1, 0, 0]],
  ])('%s', async (_, first, second, expected) => {
    expect(await became([orders(x(first)), orders(x(second))])).toEqual([expected, [1, 1, 0, 0, 0]]);
  });

  test('one customer in other words has not moved', async () => {
    const exports = [
      orders(x({ customer_id: null, email: 'li@x.com' })),
      orders(x({ customer_id: '17', email: 'li@x.com' })),
    ];
    expect(await became(exports)).toEqual([
      [1, 0, 1, 0, 0],
      [1, 1, 0, 0, 0],
    ]);
  });

  test('an older upload wins by its own date', async () => {
    const exports = [
      orders(x({ updated_at: '2026-09-30T00:00:00Z' })),
      orders(x({ amount: 1, updated_at: '2026-09-02T00:00:00Z' }), order()),
    ];
    expect(await became(exports)).toEqual([
      [1, 1, 0, 0, 0],
      [2, 1, 1, 1, 0],
    ]);
  });

  test('by which exports, and customers files stand as they are', async () => {
    const y = (over: Row = {}) => order({ order_id: 'y', ...over });
    const exports = [
      orders(x(), y(), order()),
      { kind: 'customers' as const, rows: [person(), person()] },
      orders(x({ amount: 1 })),
      orders(y(), x({ amount: 2 })),
    ];
    const { statements } = await measured({ exports });
    expect(statements.map(({ intakeId, replacedBy }) => ({ intakeId, replacedBy }))).toEqual([
      { intakeId: 'intake0', replacedBy: [{ intakeId: 'intake3', rows: 2 }] },
      { intakeId: 'intake1', replacedBy: [] },
      { intakeId: 'intake2', replacedBy: [{ intakeId: 'intake3', rows: 1 }] },
      { intakeId: 'intake3', replacedBy: [] },
    ]);
    expect(statements[1]).toMatchObject({ rows: 2, current: 2, replaced: 0 });
  });

  test('whatever the orders and files: rows = current + replaced, and every order counts once', async () => {
    const statement = fc.record({
      file: fc.nat(2),
      order_id: fc.constantFrom('p', 'q', 'r'),
      amount: fc.constantFrom(100, 200),
      customer_id: fc.constantFrom('a', 'b'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { maxLength: 12 }), async (said) => {
        const files = [0, 1, 2].map((file) =>
          orders(...said.filter((one) => one.file === file).map(({ file: _, ...one }) => order(one))),
        );
        const found = await became(files);
        const orderIds = new Set(said.map(({ order_id }) => order_id));
        expect(found.reduce((sum, [, current = 0]) => sum + current, 0)).toBe(orderIds.size);
        for (const [rows = 0, current = 0, replaced = 0, changed = 0, moved = 0] of found) {
          expect(rows).toBe(current + replaced);
          expect(replaced).toBeGreaterThanOrEqual(changed);
          expect(changed).toBeGreaterThanOrEqual(moved);
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe('B57 a refund row', () => {
  const facts = async (...rows: Row[]) => {
    const { features, counts } = await measured({ exports: rows.map((row) => orders(row)) });
    const net = features.map(
      ({ customerId, orderCount, netAmount }) => `${customerId} ${orderCount} ${netAmount}`,
    );
    return { net, orphans: counts?.refundOrphans };
  };

  test.each<[string, Row[], string[], number]>([
    ['takes away from its order', [x(), x({ amount: -3000 })], ['a 1 7000'], 0],
    ['before its order was uploaded', [x({ amount: -3000 }), x()], ['a 1 7000'], 0],
    [
      'that names nobody is its order’s customer’s',
      [x(), x({ amount: -3000, customer_id: null })],
      ['a 1 7000'],
      0,
    ],
    [
      'in another currency, that names nobody',
      [x(), x({ amount: -3000, customer_id: null, currency: null })],
      ['a 1 7000'],
      0,
    ],
    [
      'goes with an order that moved to another customer',
      [x(), x({ amount: -3000 }), x({ customer_id: 'b' })],
      ['b 1 7000'],
      0,
    ],
    [
      'of an order without a customer is whose it says',
      [x({ customer_id: null }), x({ amount: -3000 })],
      ['a 0 0'],
      0,
    ],
    [
      'of an order that nobody knows takes away, and is told',
      [order(), x({ amount: -3000 })],
      ['a 1 7000'],
      1,
    ],
  ])('%s', async (_, rows, net, orphans) => {
    expect(await facts(...rows)).toEqual({ net, orphans });
  });

  test('says nothing of whom the order belongs to now', async () => {
    const rows = [
      x({ customer_id: 'b', email: 'b@x.com', name: 'Bo' }),
      x({ amount: -3000, email: 'a@x.com', name: 'An', consent: true, ordered_at: '2026-09-20T00:00:00Z' }),
    ];
    const { features } = await measured({ exports: [orders(...rows)] });
    expect(features).toMatchObject([{ customerId: 'b', email: 'b@x.com', name: 'Bo', consent: null }]);
  });
});
