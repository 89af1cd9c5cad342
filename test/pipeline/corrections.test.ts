import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expected, type Said, type Step, world } from '../support/corrections.ts';

const A: Said = { order: 'A', customer: 'ann', amount: 10_000 };
const B: Said = { order: 'B', customer: 'bob', amount: 20_000 };
const C: Said = { order: 'C', customer: 'ann', amount: 30_000 };
const Q3 = { put: 'q3.csv', rows: [A, B] };
const refundRow: Said = { ...A, amount: -4000, day: '2026-09-20' };

const DAYS: [string, Step[]][] = [
  ['overlapping exports', [Q3, { put: 'later.csv', rows: [B, C] }]],
  ['an export that holds another one whole', [Q3, { put: 'all.csv', rows: [A, B, C] }]],
  ['a later version under the same name', [Q3, { put: 'q3.csv', rows: [{ ...A, amount: 11_000 }, B] }]],
  ['a refund that comes as a newer statement', [Q3, { put: 'q4.csv', rows: [{ ...A, refund: 4000 }] }]],
  ['a refund that comes as a status', [Q3, { put: 'q4.csv', rows: [{ ...A, status: 'refunded' }] }]],
  ['a refund that comes as a row in a file of its own', [Q3, { put: 'refunds.csv', rows: [refundRow] }]],
  [
    'the file of refunds first, twice, and then the orders',
    [{ put: 'refunds.csv', rows: [refundRow] }, { put: 'more.csv', rows: [refundRow, C] }, Q3],
  ],
  [
    'refund rows that bring an order to nothing, one after the other',
    [
      Q3,
      { put: 'refunds.csv', rows: [refundRow] },
      { put: 'rest.csv', rows: [{ ...refundRow, amount: -6000 }] },
    ],
  ],
  [
    'a file that knows of no refunds, after one that does',
    [
      Q3,
      { put: 'items.csv', rows: [{ ...A, refund: 4000 }] },
      { put: 'list.csv', silent: true, rows: [A, B] },
      { put: 'items2.csv', rows: [{ ...A, refund: 0 }] },
    ],
  ],
  [
    'a refund by status alone, and then a file that knows of none',
    [
      Q3,
      { put: 'q4.csv', rows: [{ ...A, status: 'refunded' }] },
      { put: 'list.csv', silent: true, rows: [A] },
    ],
  ],
  ['a cancellation', [Q3, { put: 'q4.csv', rows: [{ ...B, status: 'cancelled' }] }]],
  ['an order that moved to another customer', [Q3, { put: 'q4.csv', rows: [{ ...A, customer: 'bob' }] }]],
  [
    'a refunded order that moved to another customer',
    [Q3, { put: 'refunds.csv', rows: [refundRow] }, { put: 'q4.csv', rows: [{ ...A, customer: 'bob' }] }],
  ],
  ['an export withdrawn', [Q3, { put: 'bad.csv', rows: [{ ...A, amount: 1 }, C] }, { withdraw: 'bad.csv' }]],
  [
    'an export withdrawn, and uploaded again',
    [Q3, { put: 'more.csv', rows: [C] }, { withdraw: 'more.csv' }, { put: 'more.csv', rows: [C] }],
  ],
  [
    'B56 the good file again after a bad one',
    [Q3, { put: 'bad.csv', rows: [{ ...A, amount: 1 }, B] }, { put: 'copy of q3.csv', rows: [A, B] }],
  ],
  ['B56 the same file again with nothing between', [Q3, { put: 'copy of q3.csv', rows: [A, B] }]],
  ['an upload that was tidied away', [Q3, { put: 'more.csv', rows: [C] }, { tidyAway: 'q3.csv' }]],
  [
    'a newer statement that was uploaded first',
    [
      { put: 'new.csv', rows: [{ ...A, amount: 1, updated: '2026-09-02T00:00:00Z' }] },
      { put: 'old.csv', rows: [{ ...A, updated: '2026-08-02T00:00:00Z' }, B] },
    ],
  ],
];

describe('the lake’s current view is right after every step', () => {
  it.each(DAYS)('%s', async (_, steps) => {
    const { step, grade } = world();
    for (const [i, done] of steps.entries()) {
      await step(done);
      const { customers, files } = await grade();
      const due = expected(steps.slice(0, i + 1));
      expect(customers).toEqual(due.customers);
      expect(files).toMatchObject(due.files);
    }
  });
});

describe('and it says what it replaced', () => {
  it('how many rows, by which files, what they changed and whom they moved', async () => {
    const { step, grade } = world();
    await step({ put: 'q3.csv', rows: [A, B, C] });
    await step({ put: 'fix.csv', rows: [{ ...A, refund: 500 }] });
    await step({ put: 'q4.csv', rows: [{ ...A, refund: 500 }, { ...B, customer: 'ann' }, C] });
    const { files } = await grade();
    expect(files).toEqual([
      {
        ...{ file: 'q3.csv', rows: 3, current: 0, replaced: 3, changed: 2, moved: 1 },
        replacedBy: [{ intakeId: expect.any(String), rows: 3 }],
      },
      {
        ...{ file: 'fix.csv', rows: 1, current: 0, replaced: 1, changed: 0, moved: 0 },
        replacedBy: [{ intakeId: expect.any(String), rows: 1 }],
      },
      { file: 'q4.csv', rows: 3, current: 3, replaced: 0, changed: 0, moved: 0, replacedBy: [] },
    ]);
  });

  it('B57 and which refunds are of orders that nobody knows', async () => {
    const { step, grade } = world();
    await step({ put: 'refunds.csv', rows: [{ ...refundRow, order: 'X' }, refundRow, C] });
    expect((await grade()).counts?.refundOrphans).toBe(2);
    await step(Q3);
    expect((await grade()).counts?.refundOrphans).toBe(1);
  });
});

describe('whatever is uploaded, in whatever pieces', () => {
  const said: fc.Arbitrary<Said> = fc.record({
    order: fc.constantFrom('A', 'B', 'C', 'D'),
    customer: fc.constantFrom('ann', 'bob'),
    amount: fc.constantFrom(10_000, 20_000, -3000, -10_000),
    refund: fc.constantFrom(0, 500, 10_000),
    status: fc.constantFrom('paid', 'refunded', 'cancelled'),
  });
  const rows = fc.uniqueArray(said, {
    minLength: 1,
    maxLength: 5,
    selector: ({ order, amount }) => order + (amount < 0),
  });
  const file = fc.record({ rows, silent: fc.boolean() });

  it('B55 the view is what comes out by hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        const steps = files.map(({ rows, silent }, i) => ({ put: `${i}.csv`, rows, silent }));
        const { step, grade } = world();
        for (const done of steps) await step(done);
        const { customers, files: became } = await grade();
        const due = expected(steps);
        expect(customers).toEqual(due.customers);
        expect(became).toMatchObject(due.files);
      }),
      { numRuns: 5 },
    );
  });
});
