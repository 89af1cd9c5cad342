import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectText } from '../support/inspect-text.ts';
import { measured, policyWith } from '../support/measured.ts';

/** One statement about an order, as a shop system writes it. */
interface Statement {
  order: number;
  customer: number;
  amount: number;
  status: string;
  /** Days after 1 September on which it was written; no two of one order are the same. */
  updated: number;
}

const COLUMNS = ['order_id', 'customer_id', 'ordered_at', 'amount', 'status', 'updated_at'] as const;

const cellsOf = ({ order, customer, amount, status, updated }: Statement) => ({
  order_id: `O${order}`,
  customer_id: `C${customer}`,
  ordered_at: `2026-08-${String((order % 28) + 1).padStart(2, '0')}`,
  amount: `${amount}.00`,
  status,
  updated_at: `2026-09-${String(updated + 1).padStart(2, '0')} 08:00:00`,
});

const csv = (rows: readonly Statement[], columns: readonly (typeof COLUMNS)[number][]) =>
  [columns, ...rows.map((row) => columns.map((name) => cellsOf(row)[name]))]
    .map((line) => line.join(','))
    .join('\n');

const statement: fc.Arbitrary<Statement> = fc.record({
  order: fc.nat(6),
  customer: fc.nat(3),
  amount: fc.integer({ min: 0, max: 50 }),
  status: fc.constantFrom('paid', 'paid', 'refunded', 'cancelled', 'pending'),
  updated: fc.nat(20),
});
const statements = fc.uniqueArray(statement, {
  minLength: 1,
  maxLength: 14,
  selector: ({ order, updated }) => `${order} ${updated}`,
});
/** Which of a handful of files each statement stands in: at least one. */
const FILES = 4;
const placed = statements.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    files: fc.array(fc.subarray([...Array(FILES).keys()], { minLength: 1 }), {
      minLength: rows.length,
      maxLength: rows.length,
    }),
    columns: fc.shuffledSubarray([...COLUMNS], { minLength: COLUMNS.length }),
    shuffled: fc.shuffledSubarray(rows, { minLength: rows.length }),
    arrival: fc.shuffledSubarray([...Array(FILES).keys()], { minLength: FILES }),
  }),
);

/** What the run observes of every customer when these files arrive in this order. */
async function observed(files: readonly string[]) {
  const reads = await Promise.all(files.map((body) => inspectText(body)));
  const exports = reads.map(({ kind, lake, status }) => {
    expect(status).toBe('read');
    return { kind, rows: lake };
  });
  const { features } = await measured({ exports, policy: policyWith({ zeroCounts: true }) });
  return features.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
}

describe('one export cut into overlapping files', () => {
  test('with `updated_at` gives the same current orders whatever the order of rows, columns and arrival', async () => {
    await fc.assert(
      fc.asyncProperty(placed, async ({ rows, files, columns, shuffled, arrival }) => {
        const whole = await observed([csv(rows, COLUMNS)]);
        const parts = arrival
          .map((file) => shuffled.filter((row) => files[rows.indexOf(row)]?.includes(file)))
          .filter((part) => part.length > 0)
          .map((part) => csv(part, columns));
        expect(await observed(parts)).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });

  test('without it the newer upload wins, order by order', async () => {
    const plain = COLUMNS.filter((name) => name !== 'updated_at');
    await fc.assert(
      fc.asyncProperty(fc.array(statements, { minLength: 1, maxLength: 4 }), async (uploads) => {
        const newest = new Map<number, Statement>();
        for (const row of uploads.flat()) newest.set(row.order, row);
        const named = new Set(uploads.flat().map(({ customer }) => `C${customer}`));
        const whole = await observed([csv([...newest.values()], plain)]);
        const inTurn = await observed(uploads.map((rows) => csv(rows, plain)));
        expect(inTurn.filter(({ orderCount, lifetimeOrders }) => orderCount + lifetimeOrders > 0)).toEqual(
          whole.filter(({ orderCount, lifetimeOrders }) => orderCount + lifetimeOrders > 0),
        );
        expect(inTurn.every(({ customerId }) => named.has(customerId))).toBe(true);
      }),
      { numRuns: 4 },
    );
  });
});
