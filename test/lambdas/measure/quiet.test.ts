import { describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { type Sql, sqlFrom } from '../../../shared/sql/texts.ts';
import {
  act,
  answer,
  type Export,
  measured,
  order,
  person,
  policyWith,
  type World,
} from '../../support/measured.ts';

/** The base run's date is 30 June, this run's 30 September. */
const on = (day: string, over: Row = {}) => order({ ordered_at: `${day}T12:00:00Z`, ...over });
const policy = policyWith({
  features: {
    recent: { from: 'orders', days: 120, take: 'amount' },
    last: { from: 'orders', take: 'daysSinceLast' },
    favourite: { from: 'orders', favourite: 'category' },
    visits: { from: 'activity', take: 'count' },
    open: { from: 'feedback', open: true, take: 'count' },
    level: { from: 'customers', column: 'level' },
  },
  lifetime: { model: 'mbgnbd', holdoutDays: 30 },
});

async function quiet(exports: Export[], over: Partial<World> = {}): Promise<Row> {
  const { rows } = await measured({ exports, policy, held: [], ...over });
  const [row = {}] = rows.filter(({ customer_id }) => customer_id === 'a');
  return row;
}

type Money = [orders: number, net: number, count: number, amount: number];
const quietFacts = (
  first: string | null,
  last: string | null,
  ...[orders, net, count, amount]: Money
): Row => ({
  ...{ q_known: true, q_first_order_date: first, q_last_order_date: last },
  ...{ q_lifetime_orders: orders, q_lifetime_net: net, q_order_count: count, q_net_amount: amount },
});
const NONE = {
  ...{ q_known: false, q_first_order_date: null, q_last_order_date: null, q_lifetime_orders: null },
  ...{ q_lifetime_net: null, q_order_count: null, q_net_amount: null, qx_recent: null, qx_last: null },
  ...{ qx_favourite: null, qx_visits: null, qx_open: null, qx_level: null, qx_$purchaseDays: null },
};
const orders = (...rows: Row[]): Export[] => [{ kind: 'orders', rows }];
const seldom = on('2026-06-10', { category: 'tea' });

describe('what would be known if nothing had happened since the base run', () => {
  test.each<[string, Export[], Row]>([
    [
      'without the newer order, in the window of now',
      orders(on('2025-09-30'), seldom, on('2026-07-01', { category: 'coffee' })),
      {
        ...quietFacts('2025-09-30', '2026-06-10', 2, 20000, 1, 10000),
        ...{ qx_recent: 10000, qx_last: '2026-06-10', qx_favourite: 'tea', qx_$purchaseDays: 2 },
        ...{ x_recent: 20000, x_last: '2026-07-01', x_favourite: 'coffee', x_$purchaseDays: 3 },
      },
    ],
    [
      'without a refund that came later',
      orders(on('2026-06-10', { order_id: 'o' }), on('2026-09-30', { order_id: 'o', amount: -10000 })),
      { ...quietFacts('2026-06-10', '2026-06-10', 1, 10000, 1, 10000), lifetime_orders: 0 },
    ],
    [
      'a cancelled order is something that happened',
      orders(seldom, on('2026-07-01', { status: 'cancelled' })),
      quietFacts('2026-06-10', '2026-06-10', 1, 10000, 1, 10000),
    ],
    [
      'whose first order is newer had nothing',
      orders(on('2026-07-01')),
      {
        ...quietFacts(null, null, 0, 0, 0, 0),
        qx_recent: 0,
        qx_last: null,
        qx_favourite: null,
        qx_visits: 0,
      },
    ],
    ['an order of the base run’s day was there', orders(on('2026-06-30')), NONE],
    ['one after this run’s date does not count yet', orders(seldom, on('2026-10-01')), NONE],
    [
      'somebody else’s does not matter',
      orders(seldom, on('2026-07-01', { customer_id: 'b' })),
      { ...NONE, lifetime_orders: 1 },
    ],
    [
      'activity happens too',
      [...orders(seldom), { kind: 'activity', rows: [act(), act({ occurred_at: '2026-06-30T23:59:59Z' })] }],
      { ...quietFacts('2026-06-10', '2026-06-10', 1, 10000, 1, 10000), x_visits: 2, qx_visits: 1 },
    ],
    [
      'and a complaint’s end',
      [
        {
          kind: 'feedback',
          rows: [
            answer({
              ...{ feedback: 'complaint', score: null, occurred_at: '2026-06-01T00:00:00Z' },
              ...{ closed_at: '2026-07-01T00:00:00Z', closed_has_zone: false },
            }),
          ],
        },
      ],
      { q_known: true, x_open: 0, qx_open: 1 },
    ],
  ])('%s', async (_, exports, expected) => expect(await quiet(exports)).toMatchObject(expected));

  test('the back-test needs no such columns', async () =>
    expect(Object.keys(await quiet(orders(seldom))).filter((name) => /^q.*trial/.test(name))).toEqual([]));
});

describe('statements of customers exports', () => {
  const level = (text: string, over: Row = {}) =>
    person({ attributes: JSON.stringify({ level: text }), ...over });
  const stated = (text: string, uploadedAt: string, over: Row = {}): Export => ({
    ...{ kind: 'customers', rows: [level(text, over)], uploadedAt: `${uploadedAt}T04:00:00Z` },
  });
  const dated = { updated_at: '2026-06-01T00:00:00Z', updated_has_zone: false };
  const both = [stated('old', '2026-07-02'), stated('new', '2026-10-02')];

  test.each<[string, Export[], number[] | undefined, Row]>([
    [
      'what the base run saw was known, though uploaded after its date',
      both,
      [0],
      { q_known: true, qx_level: 'old' },
    ],
    ['what it did not see was not', both, [], { q_known: true, qx_level: null }],
    ['where nobody knows what it saw, the day decides', both, undefined, { q_known: true, qx_level: null }],
    [
      'which is that of the statement',
      [stated('then', '2026-10-02', dated)],
      undefined,
      { q_known: false, x_level: 'then' },
    ],
    ['nothing new', both, [0, 1], { q_known: false, qx_level: null, x_level: 'new' }],
    [
      'a late file is news, whatever day it says',
      [stated('then', '2026-10-02', dated)],
      [],
      { q_known: true, qx_level: null, x_level: 'then' },
    ],
  ])('%s', async (_, exports, seenByBase, expected) =>
    expect(await quiet(exports, seenByBase ? { seenByBase } : {})).toMatchObject(expected),
  );
});

describe('rows of before the base run in files that came after it', () => {
  const spring = { occurred_at: '2026-06-20T10:00:00Z' };
  const complaint = (over: Row = {}) => answer({ feedback: 'complaint', score: null, ...spring, ...over });
  const acts = (...rows: Row[]): Export => ({ kind: 'activity', rows });
  const said = (...rows: Row[]): Export => ({ kind: 'feedback', rows });
  const [base] = orders(seldom);
  const bought = quietFacts('2026-06-10', '2026-06-10', 1, 10000, 1, 10000);
  const again = (over: Row = {}) => orders({ ...seldom, ...over });
  const filed = { feedback_id: 'f' };
  const closed = { closed_at: '2026-06-25T00:00:00Z', closed_has_zone: false };

  const LATE: [string, Export[], Row][] = [
    ['an order', orders(on('2026-06-20')), { ...bought, lifetime_orders: 2 }],
    ['an order that does not count', orders(on('2026-06-20', { status: 'cancelled' })), bought],
    ['activity', [acts(act(spring))], { ...bought, x_visits: 1, qx_visits: 0 }],
    ['a complaint', [said(complaint())], { ...bought, x_open: 1, qx_open: 0 }],
    ['an order that says something else now', again({ amount: 9000 }), { q_known: true, lifetime_net: 9000 }],
    ['an order that says what it said', again(), NONE],
  ];
  describe.each([
    ['a later run', '2026-09-30'],
    ['a run of the same day', '2026-06-30'],
    ['a run of an earlier day', '2026-06-29'],
  ])('%s', (_, asOf) =>
    test.each(LATE)('%s', async (_, late, expected) => {
      const exports = [...(base ? [base] : []), ...late];
      expect(await quiet(exports, { seenByBase: [0], asOf })).toMatchObject(expected);
      expect(await quiet(exports, { seenByBase: [0, 1], asOf })).toMatchObject(NONE);
    }),
  );

  test('are no news where nobody knows what the base run saw', async () =>
    expect(await quiet([...orders(seldom, on('2026-06-20')), acts(act(spring))])).toMatchObject(NONE));

  const visited = act(spring);
  test.each<[string, Export[], number[], Row]>([
    ['a file that repeats rows without ids', [acts(visited), acts({ ...visited, row: 9 })], [0], NONE],
    ['and adds one', [acts(visited), acts(visited, act(spring))], [0], { x_visits: 2, qx_visits: 1 }],
    [
      'that repeats rows with ids',
      [said(complaint(filed)), said(complaint(filed))],
      [0],
      { ...NONE, x_open: 1 },
    ],
    [
      'and closes a complaint on a day of before',
      [said(complaint(filed)), said(complaint({ ...filed, ...closed }))],
      [0],
      { q_known: true, x_open: 0, qx_open: 1 },
    ],
    [
      'that says again what was not said any more',
      [said(complaint(filed)), said(complaint({ ...filed, ...closed })), said(complaint(filed))],
      [0, 1],
      { q_known: true, x_open: 1, qx_open: 0 },
    ],
    [
      'that says again of an order what was not said any more',
      [...again(), ...again({ status: 'cancelled' }), ...again()],
      [0, 1],
      { q_known: true, lifetime_orders: 1 },
    ],
  ])('%s', async (_, exports, seenByBase, expected) =>
    expect(await quiet(exports, { seenByBase })).toMatchObject(expected),
  );
});

describe('nothing is reckoned twice', () => {
  const passes = async (world: Partial<World>) => {
    let read = 0;
    const counting: Sql = (name) => {
      if (name === 'orderFacts') read += 1;
      return sqlFrom(readAsset)(name);
    };
    await measured({ exports: orders(seldom), policy, sql: counting, ...world });
    return read;
  };
  const twice = [...orders(seldom), ...orders(seldom)];
  test.each<[string, Partial<World>, number]>([
    ['without a base run', {}, 1],
    ['for a base run of the same day', { held: [], asOf: '2026-06-30' }, 1],
    ['where nothing happened', { held: [] }, 1],
    ['where everything is told again', { held: [], exports: twice, seenByBase: [0] }, 1],
    ['but where something did', { held: [], exports: orders(on('2026-07-01')) }, 2],
  ])('%s', async (_, world, expected) => expect(await passes(world)).toBe(expected));
});
