import { expect, test } from 'vitest';
import { codes, inspectText } from '../../support/inspect-text.ts';

const file = (...rows: string[]) =>
  `order_id,customer_id,ordered_at,amount,consent,consent_at\n${rows.join('\n')}\n`;

test.each([
  ['by the row reader', 20],
  ['in the fast lane', 0],
])(
  'a newer row of an order that says nothing of consent leaves the older no standing, %s',
  async (_, sample) => {
    const read = await inspectText(
      file(
        'O1,C1,2026-03-01,1,no,2026-02-01 10:00',
        'O2,C1,2026-03-02,2,yes,2026-01-01',
        'O1,C1,2026-03-01,3,,',
        'O2,C1,2026-03-02,4,,',
        'O2,C1,2026-03-02,5,no,2026-03-02T08:00:00Z',
      ),
      {},
      sample,
    );
    const said = read.lake.map(({ order_id, amount, consent, consent_at, consent_has_zone }) => [
      order_id,
      amount,
      consent,
      consent_at,
      consent_has_zone,
    ]);
    expect(said.sort()).toEqual([
      ['O1', 300, false, '2026-02-01T10:00:00.000Z', false],
      ['O2', 500, false, '2026-03-02T08:00:00.000Z', true],
    ]);
  },
);

test('a file without a way to state refunds leaves them open; one with it says that there were none', async () => {
  const without = await inspectText('order_id,customer_id,ordered_at,amount\nO1,C1,2026-03-01,1\n');
  expect(without.lake[0]?.refund).toBeNull();
  const stated = await inspectText(
    'order_id,customer_id,ordered_at,amount,refund_amount\nO1,C1,2026-03-01,1,\n',
  );
  expect(stated.lake[0]?.refund).toBe(0);
});

test('rows of which nobody can tell whose they are are named, and a file of only such rows', async () => {
  const rows = (...ids: string[]) =>
    `order_id,customer_id,email,ordered_at,amount\n${ids.map((id, i) => `O${i},${id},,2026-03-01,1`).join('\n')}\n`;
  const some = await inspectText(rows('C1', '', 'C3'));
  expect(some.problems).toEqual([{ line: 3, code: 'W_ROWS_WITHOUT_CUSTOMER' }]);
  expect(codes(await inspectText(rows('', '')))).toEqual(['W_NO_CUSTOMER']);
});

test('a refund of an order that is not in the file is named; money that does not count is no refund', async () => {
  const orders = (...rows: string[]) =>
    inspectText(`order_id,customer_id,ordered_at,amount,status\n${rows.join('\n')}\n`);
  expect((await orders('O1,C1,2026-03-01,1,paid', 'O9,C1,2026-03-02,-5,refunded')).problems).toEqual([
    { line: 3, code: 'W_REFUND_ORPHAN' },
  ]);
  expect(codes(await orders('O1,C1,2026-03-01,1,paid', 'O9,C1,2026-03-02,-5,cancelled'))).toEqual([]);
  expect(codes(await orders('O1,C1,2026-03-01,5,paid', 'O1,C1,2026-03-02,-5,refunded'))).toEqual([]);
});
