import { describe, expect, test } from 'vitest';
import { amazonAllOrders } from '../../../../shared/formats/amazon-all-orders.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';
import { platformTabs } from '../../../support/platform-tabs.ts';

const { header } = amazonAllOrders;

const line = (id: string, status: string, price: string, more: Record<string, string> = {}) => ({
  'amazon-order-id': `302-1000000-000000${id}`,
  'purchase-date': '2026-05-02T09:00:00+00:00',
  'last-updated-date': '2026-05-03T09:00:00+00:00',
  'order-status': status,
  'item-status': status,
  'sales-channel': 'Amazon.de',
  'product-name': 'Belt',
  sku: 'BE-01',
  quantity: price === '' ? '0' : '1',
  currency: price === '' ? '' : 'EUR',
  'item-price': price,
  'ship-country': 'DE',
  ...more,
});

const shirt = {
  'purchase-date': '2026-05-01T23:30:00-07:00',
  'product-name': 'Linen shirt',
  sku: 'LS-01',
  'item-tax': '14.35',
  'shipping-price': '4.90',
  'shipping-tax': '0.78',
  'gift-wrap-price': '3.00',
  'item-promotion-discount': '5.00',
  'ship-promotion-discount': '4.90',
};

const ROWS = [
  line('1', 'Shipped', '89.90', shirt),
  line('1', 'Shipped', '20.00', { 'purchase-date': shirt['purchase-date'], sku: shirt.sku }),
  line('2', 'Shipped', '', { 'item-status': 'Cancelled' }),
  line('2', 'Shipped', '30.00', { 'shipping-price': '3.00' }),
  line('3', 'Cancelled', ''),
  line('4', 'Pending', '', { 'item-status': 'Unshipped' }),
  line('5', 'Shipped - Returned to Seller', '50.00', { 'item-status': 'Shipped' }),
  line('6', 'Unshipped', '12.00'),
  line('7', 'Shipped - Delivered to Buyer', '8.00', { 'item-status': 'Shipped' }),
  line('8', 'Shipped', '9.995'),
];

const text = platformTabs(header, ROWS);
const short = (id: unknown) => String(id).slice(-1);

describe('Amazon All Orders report', () => {
  test('counts and money: Amazon does not say who bought, so nothing counts', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', kind: 'orders', format: 'amazon-all-orders' });
    // Set aside: orders 1 to 7; repeated: the second lines of 1 and 2; rejected: 8.
    expect(read.counts).toEqual({ rows: 10, kept: 0, rejected: 1, repeated: 2, setAside: 7, blank: 0 });
    expect(read.amounts).toEqual({});
    // 89.90 + 4.90 - 5.00 - 4.90 + 20.00 = 104.90; 33.00; 50.00; 12.00; 8.00
    expect(read.amountsElsewhere?.setAside.EUR).toBe(20_790);
    expect(read.problems).toContainEqual({ line: 11, code: 'R_AMOUNT_PRECISION', column: 'item-price' });
  });

  test('the answer says that no row names a customer', async () => {
    expect(codes(await inspectText(text))).toContain('W_NO_CUSTOMER');
  });

  test('status, money and refund of each order', async () => {
    const { lake } = await inspectText(text);
    const orders = lake.map((row) => [short(row.order_id), row.status, row.amount, row.refund]);
    expect(orders.sort()).toEqual([
      ['1', 'paid', 10_490, null],
      ['2', 'paid', 3300, null],
      ['3', 'cancelled', 0, null],
      ['4', 'unpaid', 0, null],
      ['5', 'refunded', 5000, 5000],
      ['6', 'paid', 1200, null],
      ['7', 'paid', 800, null],
    ]);
  });

  test('what a row says: instants in UTC, article, market and country, and nothing of the buyer', async () => {
    const { lake } = await inspectText(text);
    expect(lake.find(({ order_id }) => short(order_id) === '1')).toMatchObject({
      ordered_at: '2026-05-02T06:30:00.000Z',
      has_zone: true,
      updated_at: '2026-05-03T09:00:00.000Z',
      currency: 'EUR',
      category: 'LS-01',
      channel: 'Amazon.de',
      region: 'DE',
      customer_id: null,
      email: null,
      phone: null,
      consent: null,
    });
  });

  test('an order with a line that cannot be read is refused whole', async () => {
    const rows = [line('1', 'Shipped', '10.00'), line('2', 'Shipped', '5.00'), line('2', 'Shipped', 'ten')];
    const read = await inspectText(platformTabs(header, rows));
    expect(read.counts).toMatchObject({ rows: 3, rejected: 2, setAside: 1 });
    expect(codes(read)).toEqual(expect.arrayContaining(['R_AMOUNT_INVALID', 'R_ORDER_INCOMPLETE']));
    expect(read.lake.map(({ amount }) => amount)).toEqual([1000]);
  });

  test('a quote in the name of a product is text, but not in a copy that a spreadsheet saved', async () => {
    const rows = [
      line('1', 'Shipped', '10.00', { 'product-name': 'Kitchen knife 8" steel' }),
      line('2', 'Shipped', '11.00', { 'product-name': '"Summer" dress' }),
    ];
    const read = await inspectText(platformTabs(header, rows));
    expect(read).toMatchObject({ status: 'read', counts: { rows: 2, setAside: 2 } });
    const saved = await inspectText(
      platformCsv(header, [...rows, line('3', 'Shipped', '12.00', { sku: 'a, b' })]),
    );
    expect(saved).toMatchObject({ status: 'read', counts: { rows: 3, setAside: 3 } });
  });

  test('a status that nobody knows is refused', async () => {
    const rows = [line('1', 'Shipped', '10.00'), line('2', 'Mislaid', '5.00')];
    const read = await inspectText(platformTabs(header, rows));
    expect(read.problems).toContainEqual({ line: 3, code: 'R_STATUS_UNKNOWN', column: 'order-status' });
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformTabs([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('amazon-all-orders');
    expect(turned.lake).toEqual(usual.lake);
  });
});
