import { describe, expect, test } from 'vitest';
import { bigcommerceOrders } from '../../../../shared/formats/bigcommerce-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = bigcommerceOrders;

const order = (id: string, status: string, total: string, more: Record<string, string> = {}) => ({
  'Order ID': id,
  'Customer ID': '7',
  'Customer Name': 'Bob Reed',
  'Customer Email': 'bob@shop.example',
  'Order Date': '02/05/2026',
  'Order Status': status,
  'Order Total (inc tax)': total,
  'Order Total (ex tax)': '0.01',
  'Payment Method': 'PayPal',
  'Order Currency Code': 'AUD',
  'Exchange Rate': '1.5000000000',
  'Billing Country': 'Australia',
  'Refund Amount': '0.00',
  ...more,
});

const guest = (email: string) => ({
  'Customer ID': '0',
  'Customer Name': '',
  'Customer Email': '',
  'Billing First Name': 'Gwen',
  'Billing Email': email,
});

const ROWS = [
  order('101', 'Completed', '49.00', {
    'Customer ID': '12',
    'Customer Name': 'Alice Moore',
    'Customer Email': 'Alice@Shop.example',
    'Customer Phone': '+1 217 555 0101',
    'Order Date': '18/05/2026',
    'Product Details':
      'Product ID: 77, Product Qty: 2, Product SKU: LS-01, Product Name: Shirt, linen, Product Weight: 0.2|' +
      'Product ID: 78, Product Qty: 1, Product SKU: CP-01, Product Name: Cap, Product Weight: 0.1',
  }),
  order('102', 'Awaiting Fulfillment', '60.00', guest('gwen@shop.example')),
  order('103', 'Shipped', '61.00', guest('hugo@shop.example')),
  order('104', 'Partially Refunded', '80.00', { 'Refund Amount': '30.00' }),
  order('105', 'Refunded', '50.00', { 'Refund Amount': '50.00' }),
  order('106', 'Cancelled', '15.00'),
  order('107', 'Awaiting Payment', '16.00'),
  order('108', 'Disputed', '17.00'),
  order('109', 'Completed', '18.00', guest('')),
  order('1.1E+05', 'Completed', '19.00'),
];

const text = platformCsv(header, ROWS, { quoteAll: true, newline: '\r\n' });

describe('BigCommerce orders', () => {
  test('counts and money', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({
      status: 'read',
      kind: 'orders',
      format: 'bigcommerce-orders',
      currency: 'AUD',
    });
    // Kept 101 to 105; set aside 106 to 108 by their status, 109 of nobody; rejected the one of lost digits.
    expect(read.counts).toEqual({ rows: 10, kept: 5, rejected: 1, repeated: 0, setAside: 4, blank: 0 });
    // 49.00 + 60.00 + 61.00 + 80.00 + 50.00
    expect(read.amounts).toEqual({ AUD: 30_000 });
    // 19.00; 15.00 + 16.00 + 17.00 + 18.00
    expect(read.amountsElsewhere).toEqual({ rejected: { AUD: 1900 }, repeated: {}, setAside: { AUD: 6600 } });
    // 18/05 can only be a day of May, so 02/05 is the second of May.
    expect([read.from, read.to]).toEqual(['2026-05-02', '2026-05-18']);
    expect(read.problems).toContainEqual({ line: 11, code: 'R_ORDER_ID_SCIENTIFIC', column: 'Order ID' });
  });

  test('status and refund of each order', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
      ['101', 'paid', 4900, 0],
      ['102', 'paid', 6000, 0],
      ['103', 'paid', 6100, 0],
      ['104', 'paid', 8000, 3000],
      ['105', 'refunded', 5000, 5000],
      ['106', 'cancelled', 1500, 0],
      ['107', 'unpaid', 1600, 0],
      ['108', 'unpaid', 1700, 0],
      ['109', 'paid', 1800, 0],
    ]);
  });

  test('customer 0 is a guest, known by the billing e-mail', async () => {
    const { lake } = await inspectText(text);
    expect(lake.slice(0, 4).map(({ customer_id, email, name }) => [customer_id, email, name])).toEqual([
      ['12', 'alice@shop.example', 'Alice Moore'],
      [null, 'gwen@shop.example', 'Gwen'],
      [null, 'hugo@shop.example', 'Gwen'],
      ['7', 'bob@shop.example', 'Bob Reed'],
    ]);
  });

  test('what was bought: the first product that is packed into the cell', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      phone: '+12175550101',
      ordered_at: '2026-05-18T00:00:00.000Z',
      has_zone: false,
      category: 'Shirt, linen',
      channel: 'PayPal',
      region: 'Australia',
      consent: null,
    });
    expect(lake[1]?.category).toBeNull();
  });

  test('a file whose days are all months as well is refused', async () => {
    const read = await inspectText(platformCsv(header, [order('101', 'Completed', '49.00')]));
    expect(read).toMatchObject({ status: 'refused', format: 'bigcommerce-orders' });
    expect(read.problems[0]).toMatchObject({ code: 'F_DATE_FORMAT_AMBIGUOUS', line: 2 });
  });

  test('what each status word means', async () => {
    const words = [
      ['Completed', 'paid'],
      ['Shipped', 'paid'],
      ['Partially Shipped', 'paid'],
      ['Awaiting Fulfillment', 'paid'],
      ['Awaiting Shipment', 'paid'],
      ['Awaiting Pickup', 'paid'],
      ['Partially Refunded', 'paid'],
      ['Refunded', 'refunded'],
      ['Cancelled', 'cancelled'],
      ['Declined', 'cancelled'],
      ['Pending', 'unpaid'],
      ['Incomplete', 'unpaid'],
      ['Awaiting Payment', 'unpaid'],
      ['Manual Verification Required', 'unpaid'],
      ['Disputed', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => order(`${i}`, word, '1.00', { 'Order Date': '18/05/2026' }));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('bigcommerce-orders');
    expect(turned.lake).toEqual(usual.lake);
  });
});
