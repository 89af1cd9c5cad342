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
    expect(out).toEqual({ runId: 'run', parts: 1, customers: 3 });
    expect(counts).toEqual({
      ...{ features: 3, customers: 3, left: 0, orderRows: 9, repeated: 1, anonymous: 1, later: 1 },
      ...{ cancelled: 1, unpaid: 1, notCounted: 2, orders: 2 },
      ...{ sharedAddresses: 0, sharedPhones: 0, refundOrphans: 1 },
    });
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
    ['rows lost on the way', 'currentOrders', 'ANTI JOIN older ON', 'ANTI JOIN lake_orders older ON'],
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

describe('currency', () => {
  const policy = policyWith({ currency: { code: 'CNY', rates: { USD: 7.1, JPY: 0.0485, KWD: 23.15 } } });
  test.each([
    ['CNY', 2, 10005, 10005],
    [null, 2, 10005, 10005],
    ['USD', 2, 1005, 7136],
    ['JPY', 0, 1001, 4855],
    ['KWD', 3, 1001, 2317],
    ['CNY', 4, 12345, 123],
    ['JPY', 0, 9_007_199_254, 43684916382],
    ['USD', 2, 5, 36],
  ])('%s with %i digits: %i is %i fen', async (currency, decimals, amount, fen) => {
    expect(await factsOf([order({ currency, decimals, amount })], policy)).toMatchObject({ netAmount: fen });
  });

  test('half a minor unit goes away from zero, of purchases as of refunds', async () => {
    // 7.1 × 1005 = 7135.5
    const rows = [order({ amount: 100_000 }), order({ currency: 'USD', amount: -1005 })];
    expect(await factsOf(rows, policy)).toMatchObject({ netAmount: 100_000 - 7136 });
  });

  test.each([
    ['JPY', 'CNY', 20.6, 12_345, 2543],
    ['KWD', 'JPY', 0.0021, 1001, 2102],
  ])('a shop that counts in %s: %s at %d, %i is %i', async (code, currency, rate, amount, net) => {
    const shop = policyWith({ currency: { code, rates: { [currency]: rate } } });
    const decimals = currency === 'JPY' ? 0 : 2;
    expect(await factsOf([order({ currency, decimals, amount })], shop)).toMatchObject({ netAmount: net });
  });

  test('what counts for nothing needs no rate', async () => {
    const rows = [
      order({ currency: 'EUR', status: 'cancelled' }),
      order({ currency: 'EUR', customer_id: null }),
    ];
    expect(await factsOf([order(), ...rows], policy)).toMatchObject({ orderCount: 1, netAmount: 10000 });
  });

  test('a currency without a rate is named', async () => {
    await expect(factsOf([order({ currency: 'EUR' })], policy)).rejects.toMatchObject({
      name: 'E_CURRENCY_NO_RATE',
    });
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

describe('consent', () => {
  const on = (day: string, consent: boolean | null) =>
    person({ consent, consent_at: `2026-${day}T04:00:00Z` });
  const cases: [string, Row[], Row[], object][] = [
    ['nobody said anything', [person()], [], { consent: null, consentOn: null }],
    [
      'the newest dated statement',
      [on('03-01', true), on('04-01', false)],
      [],
      { consent: false, consentOn: '2026-04-01' },
    ],
    [
      'a yes after a no',
      [on('04-01', true), on('03-01', false)],
      [],
      { consent: true, consentOn: '2026-04-01' },
    ],
    ['a yes and a no equally new', [on('03-01', true), on('03-01', false)], [], { consent: false }],
    [
      'an undated one is as new as its upload',
      [person({ consent: false }), on('04-01', true)],
      [],
      { consent: false, consentOn: '2026-10-01' },
    ],
    [
      'silence of a newer row',
      [on('03-01', true), on('04-01', null)],
      [],
      { consent: true, consentOn: '2026-03-01' },
    ],
    [
      'an undated yes on an old order does not undo a later no',
      [on('09-20', false)],
      [order({ consent: true })],
      { consent: false },
    ],
    [
      'an undated yes on a newer order',
      [on('08-20', false)],
      [order({ consent: true })],
      { consent: true, consentOn: '2026-09-01' },
    ],
    [
      'an undated no on an old order is as new as its upload',
      [on('09-20', true)],
      [order({ consent: false })],
      { consent: false },
    ],
  ];
  test.each(cases)('%s', async (_, people, orders, expected) => {
    const exports = [
      { kind: 'customers', rows: people },
      { kind: 'orders', rows: orders },
    ] as const;
    expect((await measured({ exports: [...exports] })).features).toMatchObject([expected]);
  });
});

describe('consent of one person under two keys', () => {
  const address = 'li@example.com';
  const [early, late] = ['2026-08-01T04:00:00Z', '2026-09-20T04:00:00Z'];
  /** By its address in the orders export, by number 17 in the customers export. */
  const byMail = (over: Row) => order({ customer_id: address, email: address, ...over });
  const byNumber = (over: Row) => person({ customer_id: '17', email: 'Li@Example.com ', ...over });
  const none = { consent: null, consentOn: null };
  const no = { consent: false, consentOn: '2026-09-20' };
  const yes = { consent: true, consentOn: '2026-09-20' };

  test.each<[string, Row, Row[], object, object]>([
    [
      'the newer no',
      { consent: true, consent_at: early },
      [byNumber({ consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'the newer yes',
      { consent: false, consent_at: early },
      [byNumber({ consent: true, consent_at: late })],
      yes,
      yes,
    ],
    [
      'the no, when both are equally new',
      { consent: true, consent_at: late },
      [byNumber({ consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'a no beside which no address stands',
      { consent: true, consent_at: early },
      [byNumber({}), byNumber({ email: null, consent: false, consent_at: late })],
      no,
      no,
    ],
    [
      'a no of somebody without a key',
      { consent: true, consent_at: early },
      [byNumber({ customer_id: null, consent: false, consent_at: late }), byNumber({})],
      no,
      no,
    ],
    [
      'not what was said of another address',
      {},
      [byNumber({ email: 'wu@example.com', consent: false, consent_at: late })],
      none,
      no,
    ],
  ])('%s counts for both', async (_, said, people, ofMail, ofNumber) => {
    const exports = [
      { kind: 'orders' as const, rows: [byMail(said)] },
      { kind: 'customers' as const, rows: people },
    ];
    const { features } = await measured({ exports });
    expect(features).toMatchObject([
      { customerId: '17', ...ofNumber },
      { customerId: address, ...ofMail },
    ]);
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
    expect([out, features]).toEqual([{ runId: 'run', parts: 1, customers: 0 }, []]);
  });
});
