import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { type Export, measured, order, policyWith } from '../../support/measured.ts';

const orders = (...rows: Row[]): Export => ({ kind: 'orders', rows });
const z = (over: Row = {}) => order({ order_id: 'z', ...over });

async function facts(exports: Export[], policy = policyWith()) {
  const { features, counts, statements } = await measured({ exports, policy });
  const found = features.map(({ customerId, orderCount, netAmount, lifetimeOrders }) =>
    [customerId, orderCount, netAmount, lifetimeOrders].join(' '),
  );
  return { found, counts, statements };
}

describe('B57 an order brought to nothing by refund rows is no purchase', () => {
  test.each<[string, Row[], string, number]>([
    ['by one', [z(), z({ amount: -10000 })], 'a 0 0 0', 0],
    ['by two', [z(), z({ amount: -4000 }), z({ amount: -6000 })], 'a 0 0 0', 0],
    ['with what the order itself says', [z({ refund: 4000 }), z({ amount: -6000 })], 'a 0 0 0', 0],
    ['by a row that names nobody', [z(), z({ amount: -10000, customer_id: null })], 'a 0 0 0', 0],
    ['not while a fen is left', [z(), z({ amount: -9999 })], 'a 1 1 1', 1],
    ['not by the refund of another order', [z(), order(), order({ amount: -10000 })], 'a 2 10000 2', 2],
    [
      'not by a refund that did not happen',
      [z(), z({ amount: -10000, status: 'cancelled' })],
      'a 1 10000 1',
      1,
    ],
    [
      'not yet by a refund of a later day',
      [z(), z({ amount: -10000, ordered_at: '2026-10-02T00:00:00Z' })],
      'a 1 10000 1',
      1,
    ],
    [
      'not by rows of no order, of which there may be many',
      [order({ order_id: null }), order({ order_id: null, amount: -10000 })],
      'a 1 0 1',
      1,
    ],
  ])('%s', async (_, rows, found, purchases) => {
    const { found: one, counts } = await facts([orders(...rows)]);
    expect(one).toEqual([found]);
    expect(counts?.orders).toBe(purchases);
  });

  test('nor is an order of nothing from which something was taken, where zero counts', async () => {
    const policy = policyWith({ zeroCounts: true });
    const { found, counts } = await facts(
      [orders(z({ amount: 0 }), z({ amount: -5 }), order({ amount: 0 }))],
      policy,
    );
    expect(found).toEqual(['a 1 0 1']);
    expect(counts?.orders).toBe(1);
  });
});

describe('a file that knows of no refunds', () => {
  const silent = { refund: null };
  const CNY = policyWith();
  const rates = policyWith({ currency: { code: 'CNY', rates: { USD: 7 } } });

  test.each<[string, Row[], string[], typeof CNY?]>([
    ['leaves what an older one stated', [z({ refund: 9000 }), z(silent)], ['a 1 1000 1']],
    [
      'the last that was stated',
      [z({ refund: 1000 }), z({ refund: 9000 }), z(silent), z(silent)],
      ['a 1 1000 1'],
    ],
    [
      'takes it over though it names nobody',
      [z({ refund: 9000 }), z({ ...silent, customer_id: null })],
      ['a 1 1000 1'],
    ],
    ['and of one that names nobody', [z({ refund: 9000, customer_id: null }), z(silent)], ['a 1 1000 1']],
    ['a newer statement of none is one', [z({ refund: 9000 }), z()], ['a 1 10000 1']],
    [
      'what a status alone paid back came back',
      [z({ refund: 10000, status: 'refunded' }), z(silent)],
      ['a 1 10000 1'],
    ],
    ['nobody ever stated any', [z(silent), z(silent)], ['a 1 10000 1']],
    ['a refund of no order with one statement', [order(silent)], ['a 1 10000 1']],
    [
      'in the currency in which it was stated',
      [z({ refund: 100, currency: 'USD', customer_id: null }), z(silent)],
      ['a 1 9300 1'],
      rates,
    ],
    [
      'with the digits with which it was stated',
      [z({ refund: 90000, decimals: 3 }), z(silent)],
      ['a 1 1000 1'],
    ],
  ])('%s', async (_, rows, found, policy) => {
    expect(
      (
        await facts(
          rows.map((row) => orders(row)),
          policy,
        )
      ).found,
    ).toEqual(found);
  });

  test('changes nothing thereby', async () => {
    const files = [z(silent), z({ refund: 9000 }), z(silent), z(silent)].map((row) => orders(row));
    const { statements } = await facts(files);
    expect(statements.map(({ changed }) => changed)).toEqual([1, 0, 0, 0]);
  });

  test('before anybody stated one, it says none', async () => {
    const { statements } = await facts([orders(z(silent)), orders(z())]);
    expect(statements.map(({ changed }) => changed)).toEqual([0, 0]);
  });
});

test('a nameless order takes the rate of its currency with its buyer', async () => {
  const policy = policyWith({ currency: { code: 'CNY', rates: { USD: 7 } } });
  const usd = z({ customer_id: null, amount: 100, currency: 'USD' });
  expect((await facts([orders(z()), orders(usd)], policy)).found).toEqual(['a 1 700 1']);
});
