import { beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { act, answer, measured, order, person, policyWith } from '../../support/measured.ts';

const at = (day: string, over: Row = {}): Row => ({ occurred_at: `2026-${day}T12:00:00Z`, ...over });
const updated = (day: string): Row => ({ updated_at: `2026-${day}T12:00:00Z`, updated_has_zone: false });

/** Once in the file of a day, newest first, and once more as it was before. */
const ACTIVITY = [
  act(at('09-30')),
  act(at('09-01', { activity: 'Study ', quantity: 1001 })),
  act(at('09-01', { activity: 'login', quantity: null })),
  // Half past midnight on 1 September in Shanghai.
  act({ occurred_at: '2026-08-31T16:30:00Z', has_zone: true, quantity: 250 }),
  act(at('08-01', { activity_id: 'x', quantity: 300, ...updated('09-03') })),
  act(at('08-02', { activity_id: 'x', quantity: 100, ...updated('09-02') })),
  act(at('10-01')),
  act(at('09-02', { customer_id: null })),
  act(at('09-03', { customer_id: null, email: ' B@example.com', quantity: 700 })),
];

const FEEDBACK = [
  answer(at('09-01')),
  answer(at('09-01', { score: 6000 })),
  answer(at('09-10', { feedback: 'rating', score: 4500 })),
  answer(at('09-05', { feedback: 'complaint', score: null })),
  answer(
    at('09-06', {
      ...{ feedback: 'complaint', score: 1000, feedback_id: 'c2' },
      ...{ closed_at: '2026-09-20T12:00:00Z', closed_has_zone: false },
    }),
  ),
  // Closed at 00:30 on 1 October in Shanghai.
  answer(
    at('09-07', {
      feedback: 'complaint',
      score: null,
      closed_at: '2026-09-30T16:30:00Z',
      closed_has_zone: true,
    }),
  ),
  answer(at('09-30', { customer_id: 'c', feedback: 'complaint', score: null })),
];

const TAKES: [string, Record<string, unknown>, unknown][] = [
  ['how often', { from: 'activity', take: 'count' }, 5],
  ['how often of one kind', { from: 'activity', activity: 'STUDY', take: 'count' }, 4],
  ['how much', { from: 'activity', activity: 'study', take: 'quantity' }, 20510],
  ['how much at a time', { from: 'activity', activity: 'study', take: 'average' }, 5128],
  ['on how many days', { from: 'activity', activity: 'study', take: 'days' }, 3],
  [
    'the last day of one kind',
    { from: 'activity', activity: ['login', 'logout'], take: 'daysSinceLast' },
    '2026-09-01',
  ],
  ['how much of what has no quantity', { from: 'activity', activity: 'login', take: 'quantity' }, 0],
  ['its mean', { from: 'activity', activity: 'login', take: 'average' }, null],
  ['the last 30 days', { from: 'activity', days: 30, take: 'count' }, 4],
  ['the last 29', { from: 'activity', days: 29, take: 'count' }, 1],
  ['before the last 30', { from: 'activity', days: 'all', before: 30, take: 'count' }, 1],
  ['answers', { from: 'feedback', feedback: 'survey', take: 'count' }, 2],
  ['all feedback', { from: 'feedback', take: 'count' }, 6],
  ['the mean score', { from: 'feedback', take: 'average' }, 48750],
  [
    'the newest score; of equally new ones the lower',
    { from: 'feedback', feedback: 'survey', take: 'latest' },
    60000,
  ],
  ['the newest of any kind', { from: 'feedback', take: 'latest' }, 45000],
  ['the lowest', { from: 'feedback', take: 'lowest' }, 10000],
  ['from a score to a score', { from: 'feedback', scoreFrom: 4.5, scoreTo: 6, take: 'count' }, 2],
  ['up to a score', { from: 'feedback', feedback: ['survey', 'rating'], scoreTo: 6, take: 'lowest' }, 45000],
  ['open complaints, one of which was closed later', { from: 'feedback', open: true, take: 'count' }, 2],
  ['closed ones', { from: 'feedback', open: false, take: 'count' }, 1],
  ['the last complaint', { from: 'feedback', feedback: 'complaint', take: 'daysSinceLast' }, '2026-09-07'],
  ['of no such kind', { from: 'feedback', feedback: 'complaint', days: 1, take: 'count' }, 0],
  ['the newest of none', { from: 'feedback', feedback: 'complaint', days: 1, take: 'latest' }, null],
];

const policy = policyWith({
  identity: ['customer_id', 'email'],
  features: Object.fromEntries(TAKES.map(([, definition], i) => [`take${i}`, definition])),
});

const measure = (activity: Row[], feedback: Row[]) =>
  measured({
    exports: [
      { kind: 'orders', rows: [order({ customer_id: 'b', email: 'b@example.com', amount: 10000 })] },
      { kind: 'activity', rows: activity },
      { kind: 'feedback', rows: feedback },
    ],
    policy,
  });

let world: Awaited<ReturnType<typeof measure>>;
beforeAll(async () => {
  world = await measure(ACTIVITY, FEEDBACK);
});

const rowOf = (customer: string) => world.rows.find(({ customer_id }) => customer_id === customer);

describe('features of what people did and said', () => {
  test.each(TAKES.map(([what, , expected], i) => [what, i, expected] as const))('%s', (_, i, expected) =>
    expect(rowOf('a')?.[`x_take${i}`]).toBe(expected),
  );

  test('whose address alone stands there is the customer who has it', () =>
    expect([rowOf('b')?.order_count, rowOf('b')?.x_take2]).toEqual([1, 7000]));

  test('whom only they name is a customer', () =>
    expect(world.rows.map(({ customer_id }) => customer_id)).toEqual(['a', 'b', 'c']));

  test('every row is accounted for', () =>
    expect(world.counts).toMatchObject({
      activity: { rows: 9, repeated: 1, anonymous: 1, later: 1, counted: 6 },
      feedback: { rows: 7, repeated: 0, anonymous: 0, later: 0, counted: 7 },
    }));

  test('the order of rows decides nothing', async () => {
    const turned = await measure(ACTIVITY.toReversed(), FEEDBACK.toReversed());
    expect(turned.rows).toEqual(world.rows);
  });
});

describe('of one id', () => {
  const study = policyWith({ features: { much: { from: 'activity', take: 'quantity' } } });
  const much = async (...files: Row[][]) => {
    const exports = files.map((rows) => ({ kind: 'activity' as const, rows }));
    const { rows, counts } = await measured({ exports, policy: study });
    return [rows[0]?.x_much, counts?.activity?.repeated];
  };
  const x = (quantity: number, over: Row = {}) => act({ activity_id: 'x', quantity, ...over });

  test.each<[string, Row[][], unknown[]]>([
    ['the newer upload counts', [[x(1)], [x(2)]], [20, 1]],
    ['the later row of one upload', [[x(1), x(2)]], [20, 1]],
    ['a date of its own goes before the upload', [[x(1, updated('12-01'))], [x(2)]], [10, 1]],
    ['without an id every row counts', [[x(1, { activity_id: null }), x(2, { activity_id: null })]], [30, 0]],
  ])('%s', async (_, files, expected) => expect(await much(...files)).toEqual(expected));
});

describe('without an id', () => {
  const told = policyWith({
    identity: ['customer_id', 'email'],
    features: {
      much: { from: 'activity', take: 'quantity' },
      open: { from: 'feedback', feedback: 'complaint', open: true, take: 'count' },
      score: { from: 'feedback', take: 'average' },
      said: { from: 'feedback', take: 'count' },
    },
  });
  const look = async (kind: 'activity' | 'feedback', files: Row[][]) => {
    const who = { kind: 'customers' as const, rows: [person({ email: 'a@example.com' })] };
    const exports = [who, ...files.map((rows) => ({ kind, rows }))];
    const { rows, counts } = await measured({ exports, policy: told });
    return { a: rows.find(({ customer_id }) => customer_id === 'a'), counts: counts?.[kind] };
  };
  const none = { anonymous: 0, later: 0 };
  const one = (over: Row = {}) => act({ quantity: 100, ...over });

  test.each<[string, Row[][], number | null, Record<string, number>]>([
    [
      'a later export repeats what an earlier one said',
      [[one()], [one(), one(at('09-02'))]],
      2000,
      { rows: 3, repeated: 1, counted: 2 },
    ],
    ['two in one file are two', [[one(), one()]], 2000, { rows: 2, repeated: 0, counted: 2 }],
    [
      'and stay two when another file has one',
      [[one(), one()], [one()]],
      2000,
      { rows: 3, repeated: 1, counted: 2 },
    ],
    [
      'or when the newer file has two',
      [[one()], [one(), one()], [one()]],
      2000,
      { rows: 4, repeated: 2, counted: 2 },
    ],
    [
      'another quantity is another row',
      [[one()], [one({ quantity: 200 })]],
      3000,
      { rows: 2, repeated: 0, counted: 2 },
    ],
    [
      'another kind is another row',
      [[one()], [one({ activity: 'login' })]],
      2000,
      { rows: 2, repeated: 0, counted: 2 },
    ],
    [
      'however the kind is written',
      [[one()], [one({ activity: ' STUDY' })]],
      1000,
      { rows: 2, repeated: 1, counted: 1 },
    ],
    [
      'no quantity at all',
      [[one({ quantity: null })], [one({ quantity: null })]],
      0,
      { rows: 2, repeated: 1, counted: 1 },
    ],
    [
      'a moment is one in every zone',
      [[one({ occurred_at: '2026-09-01T04:00:00Z', has_zone: true })], [one()]],
      1000,
      { rows: 2, repeated: 1, counted: 1 },
    ],
    [
      'whose address it is',
      [[one()], [one({ customer_id: null, email: 'a@example.com' })]],
      1000,
      { rows: 2, repeated: 1, counted: 1 },
    ],
    [
      'an id makes it another one',
      [[one()], [one({ activity_id: 'x' })]],
      2000,
      { rows: 2, repeated: 0, counted: 2 },
    ],
    [
      'somebody else did it as well',
      [[one()], [one({ customer_id: 'b' })]],
      1000,
      { rows: 2, repeated: 0, counted: 2 },
    ],
  ])('%s', async (_, files, much, counts) => {
    const found = await look('activity', files);
    expect([found.a?.x_much, found.counts]).toEqual([much, { ...none, ...counts }]);
  });

  test('nobody’s rows are counted as nobody’s', async () => {
    const lost = () => one({ customer_id: null });
    const { counts } = await look('activity', [[lost(), one()], [lost()]]);
    expect(counts).toEqual({ rows: 3, repeated: 0, anonymous: 2, later: 0, counted: 1 });
  });

  const complaint = (over: Row = {}) => answer({ feedback: 'complaint', score: null, ...over });
  const closed = (over: Row = {}) =>
    complaint({ closed_at: '2026-09-20T12:00:00Z', closed_has_zone: false, ...over });

  test.each<[string, Row[][], unknown[]]>([
    ['the newer export closes a complaint', [[complaint()], [closed()]], [0, 1]],
    ['and the newest export is believed when it opens one', [[closed()], [complaint()]], [1, 1]],
    ['a date of its own goes before the upload', [[closed(updated('12-01'))], [complaint()]], [0, 1]],
    [
      'of two one is closed',
      [
        [complaint(), complaint()],
        [complaint(), closed()],
      ],
      [1, 2],
    ],
    [
      'in whatever order two stand',
      [
        [complaint(updated('09-02')), closed(updated('09-20'))],
        [closed(updated('09-20')), complaint(updated('09-02'))],
      ],
      [1, 2],
    ],
  ])('%s', async (_, files, expected) => {
    const { a } = await look('feedback', files);
    expect([a?.x_open, a?.x_said]).toEqual(expected);
  });

  test.each<[string, Row[], boolean]>([
    ['what it repeats', [one(at('06-01'))], false],
    ['what it adds', [one(at('06-01')), one(at('06-02'))], true],
    ['one more of the same', [one(at('06-01')), one(at('06-01'))], true],
  ])('of a newer export %s: is it news to the base run? %#', async (_, rows, isNews) => {
    const exports = [[one(at('06-01'))], rows].map((file) => ({ kind: 'activity' as const, rows: file }));
    const world = await measured({ exports, policy: told, held: [], seenByBase: [0] });
    expect(world.rows[0]?.q_known).toBe(isNews);
  });

  test('an equal score is one answer, another score another one', async () => {
    const { a, counts } = await look('feedback', [[answer()], [answer(), answer({ score: 6000 })]]);
    expect([a?.x_said, a?.x_score, counts?.repeated]).toEqual([2, 70000, 1]);
  });
});
