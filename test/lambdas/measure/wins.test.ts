import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { measured, order, person, policyWith } from '../../support/measured.ts';

/** The features of customer `a` after one export of these orders. */
async function factsOf(rows: Row[], policy = policyWith(), asOf = '2026-09-30') {
  const { features } = await measured({ exports: [{ kind: 'orders', rows }], policy, asOf });
  return features.find(({ customerId }) => customerId === 'a');
}

describe('what wins', () => {
  const first = { order_id: 'x', amount: 100 };
  const cases: [string, Row[], Row[], number][] = [
    ['the newer upload', [order(first)], [order({ ...first, amount: 200 })], 200],
    [
      'a newer statement in an older upload',
      [order({ ...first, updated_at: '2026-09-03T00:00:00Z' })],
      [order({ ...first, amount: 200, updated_at: '2026-09-02T00:00:00Z' })],
      100,
    ],
    [
      'an undated statement, as new as its upload, after an older dated one',
      [order({ ...first, updated_at: '2026-09-03T00:00:00Z' })],
      [order({ ...first, amount: 200 })],
      200,
    ],
    ['the later row of one file', [order(first), order({ ...first, amount: 300 })], [], 300],
    ['a later cancellation', [order(first)], [order({ ...first, status: 'cancelled' })], 0],
    [
      'two refunds of one order, one of them exported twice',
      [order(first), order({ ...first, amount: -30 })],
      [order({ ...first, amount: -30 }), order({ ...first, amount: -20 })],
      50,
    ],
    ['a refund row beside its purchase', [order(first)], [order({ ...first, amount: -40 })], 60],
  ];
  test.each(cases)('%s', async (_, older, newer, netAmount) => {
    const { features } = await measured({
      exports: [
        { kind: 'orders', rows: older },
        { kind: 'orders', rows: newer },
      ],
    });
    expect(features).toMatchObject([{ netAmount }]);
  });

  test('rows without an order id are no repeats of each other', async () => {
    const rows = [order({ order_id: null }), order({ order_id: null })];
    expect(await factsOf(rows)).toMatchObject({ orderCount: 2 });
  });
});

describe('who somebody is', () => {
  test.each([
    [['customer_id', 'email'] as const, ['7', 'x@example.com']],
    [['email', 'customer_id'] as const, ['x@example.com', 'y@example.com']],
    [['phone'] as const, []],
  ])('%j', async (identity, ids) => {
    const rows = [
      order({ customer_id: '7', email: identity[0] === 'email' ? ' Y@Example.com' : null }),
      order({ customer_id: null, email: 'X@example.com ' }),
      order({ customer_id: '7' }),
      order({ customer_id: ' ', email: null }),
    ];
    const { features } = await measured({
      exports: [{ kind: 'orders', rows }],
      policy: policyWith({ identity }),
    });
    expect(features.map(({ customerId }) => customerId)).toEqual(ids);
  });

  const known = [order({ customer_id: '17', email: 'Li@example.org' })];
  const people = (...rows: Row[]) => ({ kind: 'customers' as const, rows });
  const identity = ['customer_id', 'email'] as const;
  const namesOf = async (...exports: Parameters<typeof measured>[0]['exports']) => {
    const { features } = await measured({ exports, policy: policyWith({ identity }) });
    return features.map(({ customerId, orderCount, consent }) => ({ customerId, orderCount, consent }));
  };

  test('a row with an address alone is the customer whose address it is, and nobody new', async () => {
    const said = people(person({ customer_id: null, email: ' li@EXAMPLE.org', consent: true }));
    const bought = order({ customer_id: null, email: 'li@example.org' });
    expect(await namesOf({ kind: 'orders', rows: [...known, bought] }, said)).toEqual([
      { customerId: '17', orderCount: 2, consent: true },
    ]);
  });

  test('two ids under one address stay two people, and the address alone a third', async () => {
    const other = order({ customer_id: '18', email: 'li@example.org' });
    const bought = order({ customer_id: null, email: 'li@example.org' });
    const found = await namesOf({ kind: 'orders', rows: [...known, other, bought] });
    expect(found.map(({ customerId }) => customerId)).toEqual(['17', '18', 'li@example.org']);
  });
});
