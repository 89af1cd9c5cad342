import { beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { measured, order, policyWith } from '../../support/measured.ts';

const on = (day: string, amount: number, over: Row = {}) =>
  order({ ordered_at: `${day}T12:00:00Z`, amount, ...over });

const ROWS = [
  on('2026-09-30', 10000, { category: 'Tea', channel: 'web', region: '华东' }),
  on('2026-09-30', 5000, { category: ' tea ', channel: 'APP' }),
  on('2026-09-01', 30000, { category: 'coffee', channel: 'web', refund: 10000 }),
  on('2026-08-31', 2001, { category: 'Tea' }),
  on('2026-07-02', 8000, { category: 'coffee', order_id: 'taken' }),
  on('2026-09-15', -3000, { order_id: 'taken' }),
  on('2025-09-30', 100000, { category: 'Tea' }),
  on('2026-09-20', 99900, { category: 'Tea', status: 'cancelled' }),
  on('2026-09-21', 7000, { category: 'Tea', refund: 7000, status: 'refunded' }),
  on('2026-10-01', 50000, { category: 'Tea' }),
  on('2026-09-09', 1, { customer_id: 'b', category: 'green' }),
  on('2026-09-09', 2, { customer_id: 'b', category: 'black' }),
  on('2026-09-08', 5, { customer_id: 'c', status: 'unpaid' }),
];

/** Of customer a: five orders in the window, and one on its eve. */
const TAKES: [string, Record<string, unknown>, unknown][] = [
  ['how many', { take: 'count' }, 5],
  ['what was left of them', { take: 'amount' }, 10000 + 5000 + 20000 + 2001 + 5000],
  ['the mean of what was left', { take: 'average' }, 8400],
  ['the largest', { take: 'largest' }, 20000],
  ['on how many days', { take: 'days' }, 4],
  ['the last day', { take: 'daysSinceLast' }, '2026-09-30'],
  ['of a category, however it is written', { category: 'TEA', take: 'count' }, 3],
  ['the amount of a category', { category: 'tea', take: 'amount' }, 17001],
  ['of any of a list', { category: [' Coffee', 'tea'], take: 'count' }, 5],
  ['of a channel', { channel: 'app', take: 'count' }, 1],
  ['of a region', { region: '华东', take: 'count' }, 1],
  ['of both', { category: 'tea', channel: 'web', take: 'count' }, 1],
  ['of none: how many', { category: "wi'ne {{as_of}}", take: 'count' }, 0],
  ['of none: amount', { category: 'wine', take: 'amount' }, 0],
  ['of none: days', { category: 'wine', take: 'days' }, 0],
  ['of none: mean', { category: 'wine', take: 'average' }, null],
  ['of none: largest', { category: 'wine', take: 'largest' }, null],
  ['of none: last day', { category: 'wine', take: 'daysSinceLast' }, null],
  ['from an amount on, as it was ordered', { amountFrom: 80, take: 'count' }, 3],
  ['to an amount', { amountTo: 20.01, take: 'count' }, 1],
  ['to a fraction of a minor unit less', { amountTo: 20.009, take: 'count' }, 0],
  ['between two amounts', { amountFrom: 50, amountTo: 100, take: 'count' }, 3],
  ['the last 30 days', { days: 30, take: 'count' }, 3],
  ['the last 31', { days: 31, take: 'count' }, 4],
  ['the last one', { days: 1, take: 'count' }, 2],
  ['30 days that end a day before', { days: 30, before: 1, take: 'count' }, 2],
  ['the window that ends 30 days before', { before: 30, take: 'count' }, 3],
  ['of all time', { days: 'all', take: 'count' }, 6],
  ['of all time up to a year before', { days: 'all', before: 365, take: 'count' }, 1],
  ['the longest stretch there is', { days: 36_500, take: 'count' }, 6],
  ['the window that ends the longest before', { before: 36_500, take: 'count' }, 0],
];

const features = {
  ...Object.fromEntries(TAKES.map(([, definition], i) => [`take${i}`, { from: 'orders', ...definition }])),
  favourite: { from: 'orders', favourite: 'category' },
  onceFavourite: { from: 'orders', favourite: 'channel', days: 'all' },
};

const policy = policyWith({
  features,
  flags: {
    slow: { name: { en: 'Slow', 'zh-CN': '慢' }, when: { daysBetweenLastOrders: '> 10' } },
  },
  lifetime: { model: 'bgnbd', holdoutDays: 30 },
  portrait: { preferences: ['region', 'category'] },
});

const rowsOf = async (rows: Row[]) => {
  const found = await measured({ exports: [{ kind: 'orders', rows }], policy });
  return new Map(found.rows.map((row) => [row.customer_id, row]));
};

let all: Awaited<ReturnType<typeof rowsOf>>;
beforeAll(async () => {
  all = await rowsOf(ROWS);
});

describe('features of counted orders', () => {
  test.each(TAKES.map(([what, , expected], i) => [what, i, expected] as const))('%s', (_, i, expected) =>
    expect(all.get('a')?.[`x_take${i}`]).toBe(expected),
  );

  test('half a minor unit goes away from zero', () => expect(all.get('b')?.x_take2).toBe(2));

  test('who has no counted order has none, and nothing is known of them', () =>
    expect(['x_take0', 'x_take1', 'x_take2', 'x_take5'].map((name) => all.get('c')?.[name])).toEqual([
      ...[0, 0, null, null],
    ]));

  test('the order of rows decides nothing', async () => expect(await rowsOf(ROWS.toReversed())).toEqual(all));
});

describe('favourites', () => {
  test.each([
    ['of most orders; of equally many the newest', 'a', 'x_favourite', 'Tea'],
    ['of all time', 'a', 'x_onceFavourite', 'web'],
    ['of the portrait', 'a', 'x_$favourite-region', '华东'],
    ['equally new: by the text', 'b', 'x_$favourite-category', 'black'],
    ['of nothing', 'c', 'x_favourite', null],
    ['where no order has one', 'b', 'x_$favourite-region', null],
  ])('%s', (_, customer, column, expected) => expect(all.get(customer)?.[column]).toBe(expected));
});

/** Days with an order of customer a: 30 and 1 September, 31 August, 2 July, and 30 September of the year before. */
describe('what models of lifetime value read', () => {
  test.each([
    ['a', 'x_$previousOrderDate', '2026-09-01'],
    ['b', 'x_$previousOrderDate', null],
    ['a', 'x_$purchaseDays', 5],
    ['b', 'x_$purchaseDays', 1],
    ['c', 'x_$purchaseDays', 0],
    ['a', 'x_$repeatNet', 42001],
    ['b', 'x_$repeatNet', 0],
    ['a', 'trial_days', 3],
    ['a', 'trial_last', '2026-08-31'],
    ['a', 'trial_bought', 2],
    ['a', 'trial_net', 7001],
    ['a', 'trial_bought_net', 35000],
    ['b', 'trial_days', 0],
    ['b', 'trial_last', null],
    ['b', 'trial_bought', 1],
    ['b', 'trial_net', 0],
    ['b', 'trial_bought_net', 3],
    ['c', 'trial_net', 0],
    ['c', 'trial_bought_net', 0],
  ])('%s %s', (customer, column, expected) => expect(all.get(customer)?.[column]).toBe(expected));

  test('a policy that asks for nothing gets no column of them', async () => {
    const { rows } = await measured({ exports: [{ kind: 'orders', rows: [order()] }] });
    const extra = Object.keys(rows[0] ?? {}).filter((name) => /^(x_|qx_|trial_)/.test(name));
    expect(extra).toEqual([]);
  });
});
