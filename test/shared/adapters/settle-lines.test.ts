import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profileOf } from '../../../shared/formats/mapping.ts';
import { codes, inspectText } from '../../support/inspect-text.ts';

const mapping = profileOf({
  kind: 'orders',
  grain: 'lines',
  columns: {
    order_id: 'order',
    line_id: 'line',
    customer_id: 'who',
    ordered_at: 'day',
    amount: 'sum',
    refund: 'back',
    currency: 'in',
    status: 'state',
  },
});
const file = (...rows: string[]) => `order,line,who,day,sum,back,in,state\n${rows.join('\n')}\n`;
const read = (...rows: string[]) => inspectText(file(...rows), { mapping });

describe('line items of an order', () => {
  test('are summed with what was given back; the first line says the rest', async () => {
    const { counts, amounts, lake } = await read(
      'O1,1,C1,2026-03-01,10,,USD,paid',
      'O1,2,,2026-03-02,5.50,1.50,USD,paid',
      'O2,1,C2,2026-03-03,7,,USD,refunded',
    );
    expect(counts).toMatchObject({ rows: 3, kept: 2, repeated: 1 });
    expect(amounts).toEqual({ USD: 2250 });
    expect(lake).toMatchObject([
      {
        order_id: 'O1',
        customer_id: 'C1',
        amount: 1550,
        refund: 150,
        status: 'paid',
        ordered_at: '2026-03-01T00:00:00.000Z',
      },
      { order_id: 'O2', amount: 700, refund: 700, status: 'refunded' },
    ]);
  });

  test('that nobody paid are money set aside', async () => {
    const { counts, amounts, amountsElsewhere, lake } = await read(
      'O1,1,C1,2026-03-01,10,,USD,paid',
      'O1,2,C1,2026-03-01,5,,USD,cancelled',
      'O2,1,C1,2026-03-01,3,,USD,cancelled',
    );
    expect(counts).toMatchObject({ rows: 3, kept: 1, repeated: 1, setAside: 1 });
    expect([amounts, amountsElsewhere?.setAside]).toEqual([{ USD: 1000 }, { USD: 800 }]);
    expect(lake.map(({ amount, status }) => [amount, status])).toEqual([
      [1000, 'paid'],
      [0, 'cancelled'],
    ]);
  });

  test('twice under one number are one; without a number they all count', async () => {
    const twice = await read('O1,1,C1,2026-03-01,10,,USD,paid', 'O1,1,C1,2026-03-01,10,,USD,paid');
    expect(twice).toMatchObject({ counts: { kept: 1, repeated: 1 }, amounts: { USD: 1000 } });
    expect(codes(twice)).toEqual(['W_DUPLICATE_ROW']);
    const changed = await read('O1,1,C1,2026-03-01,10,,USD,paid', 'O1,1,C1,2026-03-01,8,,USD,paid');
    expect([changed.amounts, codes(changed)]).toEqual([{ USD: 800 }, ['W_ORDER_REPEATED']]);
    const unnumbered = await read('O1,,C1,2026-03-01,10,,USD,paid', 'O1,,C1,2026-03-01,10,,USD,paid');
    expect(unnumbered.amounts).toEqual({ USD: 2000 });
  });

  test('of which one cannot be read, or that are in several currencies, refuse their order', async () => {
    const found = await read(
      'O1,1,C1,2026-03-01,10,,USD,paid',
      'O1,2,C1,2026-03-01,x,,USD,paid',
      'O2,1,C1,2026-03-01,1,,USD,paid',
      'O2,2,C1,2026-03-01,2,,EUR,paid',
      'O3,1,C1,2026-03-01,4,,USD,paid',
    );
    expect(found.counts).toMatchObject({ rows: 5, kept: 1, rejected: 4 });
    expect(found.problems.map(({ line, code }) => [line, code])).toEqual([
      [2, 'R_ORDER_INCOMPLETE'],
      [3, 'R_AMOUNT_INVALID'],
      [4, 'R_ORDER_CURRENCIES'],
      [5, 'R_ORDER_CURRENCIES'],
    ]);
    expect(found.amountsElsewhere?.rejected).toEqual({ USD: 1100, EUR: 200 });
    expect(found.rejects).toContain('O2,2,C1,2026-03-01,2,,EUR,paid');
  });

  test.each([
    ['too short', 'O1,2,C1,2026-03-01,10', 'R_COLUMN_COUNT'],
    ['too long', 'O1,2,C1,2026-03-01,1,234,,USD,paid', 'R_COLUMN_COUNT'],
    ['that lost a cell before its order', 'O1,C1,2026-03-01,10,,USD,paid', 'R_COLUMN_COUNT'],
    ['that won cells before its order', 'x,y,O1,2,C1,2026-03-01,10,,USD,paid', 'R_COLUMN_COUNT'],
    [
      'of which one cell is too large',
      `O1,2,${'x'.repeat(70_000)},2026-03-01,10,,USD,paid`,
      'R_FIELD_TOO_LONG',
    ],
  ])('B17, B19 with a line %s leave no half of an order', async (_, line, code) => {
    const found = await read('O1,1,C1,2026-03-01,10,,USD,paid', line, 'O3,1,C1,2026-03-01,4,,USD,paid');
    expect(found.problems.map((one) => [one.line, one.code])).toEqual([
      [2, 'R_ORDER_INCOMPLETE'],
      [3, code],
    ]);
    expect(found.counts).toMatchObject({ rows: 3, kept: 1, rejected: 2 });
    expect(found.lake.map(({ order_id }) => order_id)).toEqual(['O3']);
    expect([found.amounts, found.amountsElsewhere?.rejected]).toEqual([{ USD: 400 }, { USD: 1000 }]);
  });

  test('B17 with a ragged line leave none where the number of the order stands behind the gap', async () => {
    const body = `line,who,day,sum,back,in,state,order\n1,C1,2026-03-01,10,,USD,paid,O1\n2,C1,2026-03-01,1,5,,USD,paid,O1\n`;
    const found = await inspectText(body, { mapping });
    expect(codes(found)).toEqual(['R_ORDER_INCOMPLETE', 'R_COLUMN_COUNT']);
    expect(found.counts.kept).toBe(0);
  });

  test('give the same orders in any order of rows, and the sums of any calculator', async () => {
    const line = fc.record({ order: fc.nat(3), sum: fc.nat(900), paid: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (lines) => {
        const rows = lines.map(
          ({ order, sum, paid }, i) =>
            `O${order},${i},C${order},2026-03-01,${sum},,USD,${paid ? 'paid' : 'cancelled'}`,
        );
        const sums = new Map<string, number>();
        for (const { order, sum, paid } of lines)
          sums.set(`O${order}`, (sums.get(`O${order}`) ?? 0) + (paid ? sum * 100 : 0));
        const found = async (all: string[]) =>
          new Map(
            (await read(...all)).lake.map(({ order_id, amount }) => [String(order_id), Number(amount)]),
          );
        expect(await found(rows)).toEqual(sums);
        expect(await found(rows.toReversed())).toEqual(sums);
      }),
      { numRuns: 15 },
    );
  });
});
