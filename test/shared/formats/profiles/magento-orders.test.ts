import { describe, expect, test } from 'vitest';
import { magentoOrders } from '../../../../shared/formats/magento-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

/** Extensions put their columns at the end. */
const header = [...magentoOrders.header, 'Delivery Slot'];

const order = (ID: string, Status: string, total: string, more: Record<string, string> = {}) => ({
  ID,
  'Purchase Point': 'Main Website\n    Main Website Store\n        Default Store View',
  'Purchase Date': 'May 2, 2026 9:00:00 AM',
  'Bill-to Name': 'Bob Reed',
  'Grand Total (Base)': total,
  'Grand Total (Purchased)': total,
  Status,
  'Shipping Address': '9 Oak Lane,Austin,Texas,73301',
  'Customer Email': 'bob@shop.example',
  'Customer Name': 'Bob Reed',
  'Total Refunded': '$0.00',
  ...more,
});

const ROWS = [
  order('000000101', 'Complete', '$1,234.50', {
    'Purchase Date': 'May 1, 2026 1:05:09 PM',
    'Customer Email': 'Alice@Shop.example',
    'Customer Name': 'Alice Moore',
    'Shipping Address': '12 Elm Street\nBack door,Springfield,Illinois,62701-1234',
  }),
  order('000000102', 'Complete', '$60.00', { 'Total Refunded': '$10.00' }),
  order('000000103', 'Closed', '$40.00', { 'Total Refunded': '$40.00' }),
  order('000000104', 'Closed', '$5.00', { 'Total Refunded': '' }),
  order('000000105', 'Processing', '$7.00'),
  order('000000106', 'Canceled', '$15.00'),
  order('000000107', 'Pending', '$16.00'),
  order('000000108', 'Complete', '$17.00', { 'Customer Email': '' }),
  order('000000109', 'Complete', '$18.00', { 'Purchase Date': 'May 32, 2026 9:00:00 AM' }),
];

const text = platformCsv(header, ROWS);

describe('Magento orders', () => {
  test('counts and money; a purchase point on three lines is one cell', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', kind: 'orders', format: 'magento-orders' });
    // Kept 101 to 105; set aside 106 cancelled, 107 pending, 108 of nobody; rejected 109.
    expect(read.counts).toEqual({ rows: 9, kept: 5, rejected: 1, repeated: 0, setAside: 3, blank: 0 });
    // 1234.50 + 60.00 + 40.00 + 5.00 + 7.00
    expect(read.amounts).toEqual({ USD: 134_650 });
    // 18.00; 15.00 + 16.00 + 17.00
    expect(read.amountsElsewhere).toEqual({ rejected: { USD: 1800 }, repeated: {}, setAside: { USD: 4800 } });
    expect([read.from, read.to]).toEqual(['2026-05-01', '2026-05-02']);
    // The first order takes four lines, the others three each: 1 + 4 + 7 × 3 lines stand above the last.
    expect(read.problems).toContainEqual({ line: 27, code: 'R_DATE_INVALID', column: 'Purchase Date' });
    expect(read.unmatched).toContain('Delivery Slot');
  });

  test('Closed is refunded, in full where no sum is given', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
      ['000000101', 'paid', 123_450, 0],
      ['000000102', 'paid', 6000, 1000],
      ['000000103', 'refunded', 4000, 4000],
      ['000000104', 'refunded', 500, 500],
      ['000000105', 'paid', 700, 0],
      ['000000106', 'cancelled', 1500, 0],
      ['000000107', 'unpaid', 1600, 0],
      ['000000108', 'paid', 1700, 0],
    ]);
  });

  test('who bought, when and where', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: null,
      email: 'alice@shop.example',
      name: 'Alice Moore',
      ordered_at: '2026-05-01T13:05:09.000Z',
      has_zone: false,
      channel: 'Main Website Main Website Store Default Store View',
      region: 'Illinois',
      consent: null,
    });
  });

  test('the sign of the amounts tells the currency where only one has it', async () => {
    const rows = [order('000000101', 'Complete', '£20.00', { 'Total Refunded': '£2.00' })];
    expect((await inspectText(platformCsv(header, rows))).amounts).toEqual({ GBP: 2000 });
  });

  test('what each status word means', async () => {
    const words = [
      ['Complete', 'paid'],
      ['Processing', 'paid'],
      ['PayPal Canceled Reversal', 'paid'],
      ['Closed', 'refunded'],
      ['PayPal Reversed', 'refunded'],
      ['Canceled', 'cancelled'],
      ['Suspected Fraud', 'cancelled'],
      ['fraud', 'cancelled'],
      ['Pending', 'unpaid'],
      ['Pending Payment', 'unpaid'],
      ['pending_payment', 'unpaid'],
      ['Pending PayPal', 'unpaid'],
      ['Payment Review', 'unpaid'],
      ['payment_review', 'unpaid'],
      ['On Hold', 'unpaid'],
      ['holded', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => order(`${i}`, word, '$1.00'));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('magento-orders');
    const withoutLine = (rows: typeof usual.lake) => rows.map(({ row: _, ...facts }) => facts);
    expect(withoutLine(turned.lake)).toEqual(withoutLine(usual.lake));
  });
});
