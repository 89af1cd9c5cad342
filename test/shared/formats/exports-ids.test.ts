import { expect, test } from 'vitest';
import { inspectText } from '../../support/inspect-text.ts';

const file = (...rows: string[]) => `order_id,customer_id,ordered_at,amount\n${rows.join('\n')}\n`;

const ids: [string, string, string][] = [
  ['digits beyond any number', '12345678901234567890123', '12345678901234567890123'],
  ['leading zeros', '00123', '00123'],
  ['an apostrophe', "'00123", '00123'],
  ['a formula', '="00123"', '00123'],
  ['spaces', ' 00123 ', '00123'],
  ['a no-break space', '00123\u00a0', '00123'],
  ['a zero-width space', '\u200b00123', '00123'],
];
test.each(ids)('B51 an id with %s', async (_, written, id) => {
  const cell = `"${written.replaceAll('"', '""')}"`;
  const read = await inspectText(file(`${cell},C1,2026-03-01,1.00`, `O2,${cell},2026-03-01,1.00`));
  expect(read.lake.map(({ order_id, customer_id }) => [order_id, customer_id])).toEqual([
    [id, 'C1'],
    ['O2', id],
  ]);
  expect(read.problems).toEqual(
    written === id ? [] : [{ line: 2, code: 'W_ID_TRIMMED', column: 'order_id' }],
  );
});

test('B51 an id that was wrapped is the same as the clean one', async () => {
  const read = await inspectText(file("'00123,C1,2026-03-01,1.00", '00123,C1,2026-03-01,2.00'));
  expect(read.lake).toMatchObject([{ order_id: '00123', amount: 200 }]);
  expect(read.counts).toMatchObject({ kept: 1, repeated: 1 });
});
