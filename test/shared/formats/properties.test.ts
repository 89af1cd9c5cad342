import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inspected, inspectText, readCounts } from '../../support/inspect-text.ts';

const balanced = ({ counts }: Inspected) =>
  expect(counts.kept + counts.rejected + counts.repeated + counts.setAside + counts.blank).toBe(counts.rows);

const COLUMNS = ['order_id', 'customer_id', 'ordered_at', 'amount', 'status', 'updated_at', 'email'];
const cell = (...usual: string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...usual) },
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
const row = fc.tuple(
  cell('O1', 'O2', 'O3', 'O4', ''),
  cell('C1', 'C2', ''),
  cell('2026-03-01', '2026/3/2 10:00', '2026-03-01T10:00:00Z', '13/04/2026', ''),
  cell('1', '2.50', '-3', '¥4', '1,234.00', '0', '', 'x'),
  cell('', 'paid', 'refunded', 'cancelled', 'odd'),
  cell('', '2026-03-05', '2026-03-06'),
  cell('', 'a@x.com', 'B@x.com '),
);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (header: string[], rows: string[][]) =>
  [header, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n');

test('any bytes are read or refused with a code; nothing throws', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  const headed = text.map((tail) => `order_id,customer_id,ordered_at,amount\n${tail}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, text, headed), async (body) => {
      const read = await inspectText(body);
      balanced(read);
      if (read.status === 'refused') expect(read.problems[0]?.code).toMatch(/^F_/);
    }),
    { numRuns: 60 },
  );
});

test('rows and money always balance, and shuffled columns change nothing', async () => {
  const order = fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), order, async (rows, columns) => {
      const read = await inspectText(csv(COLUMNS, rows));
      balanced(read);
      const moved = rows.map((cells) => columns.map((name) => cells[COLUMNS.indexOf(name)] ?? ''));
      const again = await inspectText(csv(columns, moved));
      expect(again.counts).toEqual(read.counts);
      expect(again.lake).toEqual(read.lake);
      expect(again.amounts).toEqual(read.amounts);
    }),
    { numRuns: 20 },
  );
});

test('memory does not grow with the file', async () => {
  const line = (i: number) => `O${i},C${i % 999},2026-03-01 10:00,${i % 500}.50,u${i % 999}@example.com\n`;
  const body = (rows: number) =>
    Buffer.from(
      `order_id,customer_id,ordered_at,amount,email\n${Array.from({ length: rows }, (_, i) => line(i)).join('')}`,
    );
  const [small, large] = [body(20_000), body(200_000)];
  const heapFor = async (file: Buffer) => {
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    }, 20);
    const { counts } = await readCounts(file);
    clearInterval(watch);
    return { most, counts };
  };
  const first = await heapFor(small);
  const second = await heapFor(large);
  expect(second.counts.kept).toBe(200_000);
  expect(second.most - first.most).toBeLessThan(150e6);
});
