import { describe, expect, test } from 'vitest';
import { woocommerceAdvancedOrders } from '../../../../shared/formats/woocommerce-advanced-orders.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = woocommerceAdvancedOrders;

const item = (id: string, status: string, total: string, more: Record<string, string> = {}) => ({
  'Order Number': id,
  'Order Status': status,
  'Order Date': '2026-05-02 09:00',
  'First Name (Billing)': 'Bob',
  'Country Code (Billing)': 'US',
  'Email (Billing)': 'bob@shop.example',
  'Item #': '1',
  Name: 'Cap',
  'Order Line Total': '5.00',
  'Payment Method Title': 'PayPal',
  'Order Refund Amount': '0',
  'Order Total Amount': total,
  ...more,
});

const alice = {
  'Order Date': '2026-05-01 10:00',
  'Customer Note': 'Ring twice,\nplease',
  'First Name (Billing)': 'Alice',
  'Email (Billing)': 'Alice@Shop.example',
  'Phone (Billing)': '+1 217 555 0101',
};

const ROWS = [
  item('1001', 'Completed', '34.98', { ...alice, Name: 'Linen shirt', 'Order Line Total': '29.98' }),
  item('1001', 'Completed', '34.98', { ...alice, 'Item #': '2' }),
  item('1002', 'Processing', '60.00', { 'Order Refund Amount': '10.00' }),
  item('1003', 'Refunded', '70.00', { 'Order Refund Amount': '70.00' }),
  item('1003', 'Refunded', '70.00', { 'Order Refund Amount': '70.00', 'Item #': '2', Name: 'Belt' }),
  item('1004', 'Refunded', '8.00'),
  item('1005', 'Cancelled', '15.00'),
  item('1006', 'Pending payment', '16.00'),
  item('1007', 'On hold', '17.00'),
  item('1008', 'Completed', '18.00', { 'Email (Billing)': '' }),
  item('1009', 'Completed', '19.005'),
];

const text = platformCsv(header, ROWS);

describe('WooCommerce Advanced Order Export', () => {
  test('counts and money: the total of an order counts once', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', kind: 'orders', format: 'woocommerce-advanced-orders' });
    // Kept 1001 to 1004; repeated: the second items of 1001 and 1003; set aside 1005 to 1007 by their status, 1008 of
    // nobody; rejected 1009.
    expect(read.counts).toEqual({ rows: 11, kept: 4, rejected: 1, repeated: 2, setAside: 4, blank: 0 });
    // 34.98 + 60.00 + 70.00 + 8.00
    expect(read.amounts).toEqual({ '': 17_298 });
    // 34.98 + 70.00 again; 15.00 + 16.00 + 17.00 + 18.00; 19.005 is not readable
    expect(read.amountsElsewhere).toEqual({ rejected: {}, repeated: { '': 10_498 }, setAside: { '': 6600 } });
    expect([read.from, read.to]).toEqual(['2026-05-01', '2026-05-02']);
    // Line 14, because the note stands on two lines in two rows.
    expect(read.problems).toContainEqual({
      line: 14,
      code: 'R_AMOUNT_PRECISION',
      column: 'Order Total Amount',
    });
  });

  test('the further items of an order are no cause for a warning', async () => {
    const found = codes(await inspectText(text));
    expect(found).not.toContain('W_ORDER_REPEATED');
    expect(found).not.toContain('W_DUPLICATE_ROW');
  });

  test('status and refund of each order', async () => {
    const { lake } = await inspectText(text);
    const orders = lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund]);
    expect(orders).toEqual([
      ['1001', 'paid', 3498, 0],
      ['1002', 'paid', 6000, 1000],
      ['1003', 'refunded', 7000, 7000],
      ['1004', 'refunded', 800, 800],
      ['1005', 'cancelled', 1500, 0],
      ['1006', 'unpaid', 1600, 0],
      ['1007', 'unpaid', 1700, 0],
      ['1008', 'paid', 1800, 0],
    ]);
  });

  test('who bought, and when', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: null,
      email: 'alice@shop.example',
      phone: '+12175550101',
      name: 'Alice',
      ordered_at: '2026-05-01T10:00:00.000Z',
      has_zone: false,
      channel: 'PayPal',
      region: 'US',
      consent: null,
    });
    expect(lake[1]?.category).toBe('Cap');
  });

  test('what each status word means', async () => {
    const words = [
      ['Completed', 'paid'],
      ['Processing', 'paid'],
      ['Refunded', 'refunded'],
      ['Cancelled', 'cancelled'],
      ['Failed', 'cancelled'],
      ['On hold', 'unpaid'],
      ['Pending payment', 'unpaid'],
      ['Draft', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => item(`${i}`, word, '1.00'));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put, and with columns of the shop', async () => {
    const usual = await inspectText(text);
    const chosen = [...header, 'Loyalty points'].filter((name) => name !== 'Item #').reverse();
    const rows = ROWS.map(({ 'Item #': _, ...row }) => ({ ...row, 'Loyalty points': '7' }));
    const turned = await inspectText(platformCsv(chosen, rows), { hint: 'customers' });
    expect(turned.format).toBe('woocommerce-advanced-orders');
    expect(turned.unmatched).toContain('Loyalty points');
    expect(turned.counts).toEqual(usual.counts);
    expect(turned.lake).toEqual(usual.lake);
  });
});
