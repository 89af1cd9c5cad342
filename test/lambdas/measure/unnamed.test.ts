import { expect, test } from 'vitest';
import { measured, order } from '../../support/measured.ts';

const bought = async (...exports: ReturnType<typeof order>[][]) => {
  const { features, statements } = await measured({
    exports: exports.map((rows) => ({ kind: 'orders' as const, rows })),
  });
  const money = features.filter(({ orderCount }) => orderCount > 0);
  return { money: money.map(({ customerId, netAmount }) => [customerId, netAmount]), statements };
};

test('a newer statement that names nobody, a list of items say, leaves the order with its buyer', async () => {
  const { money, statements } = await bought(
    [order({ order_id: 'o', customer_id: 'ann', amount: 500 })],
    [order({ order_id: 'o', customer_id: null, amount: 400 })],
  );
  expect(money).toEqual([['ann', 400]]);
  expect(statements).toMatchObject([{ replaced: 1, changed: 1, moved: 0 }, { replaced: 0 }]);
});

test('of several older ones the newest that names somebody counts', async () => {
  const one = (over: object) => [order({ order_id: 'o', amount: 500, ...over })];
  const { money } = await bought(
    one({ customer_id: 'ann' }),
    one({ customer_id: 'bob' }),
    one({ customer_id: null }),
    one({ customer_id: null, amount: 300 }),
  );
  expect(money).toEqual([['bob', 300]]);
});

test('a newer statement that names somebody else moves it', async () => {
  const { money, statements } = await bought(
    [order({ order_id: 'o', customer_id: 'ann' })],
    [order({ order_id: 'o', customer_id: 'bob' })],
  );
  expect(money).toEqual([['bob', 10000]]);
  expect(statements).toMatchObject([{ moved: 1 }, {}]);
});

test('an order that nobody ever named is nobody’s', async () => {
  const { money } = await bought(
    [order({ order_id: 'o', customer_id: null })],
    [order({ order_id: 'o', customer_id: null })],
  );
  expect(money).toEqual([]);
});
