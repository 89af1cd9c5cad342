import { describe, expect, test } from 'vitest';
import { woocommerceAnalyticsOrders } from '../../../../shared/formats/woocommerce-analytics-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = woocommerceAnalyticsOrders;

const order = (id: string, Status: string, net: string, more: Record<string, string> = {}) => ({
  Date: '2026-05-02 09:00:00',
  'Order #': id,
  'N. Revenue (formatted)': `$${net}`,
  Status,
  Customer: 'Bob Reed',
  'Customer type': 'returning',
  'Product(s)': '1× Cap',
  'Items sold': '1',
  'Net Sales': net,
  ...more,
});

const ROWS = [
  order('1001', 'completed', '29.98', {
    Date: '2026-05-01 23:30:00',
    Customer: 'Alice Moore',
    'Product(s)': '2× Linen shirt, 1× Cap',
    Attribution: 'Organic: Google',
  }),
  order('1002', 'processing', '1234.50'),
  order('1003', 'Refunded', '40.00'),
  order('1001', 'completed', '-10.00', { Customer: 'Alice Moore' }),
  order('1004', 'cancelled', '15.00'),
  order('1005', 'failed', '16.00'),
  order('1006', 'on-hold', '17.00'),
  order('1007', 'completed', '18.00', { Customer: '' }),
  order('1008', 'completed', '19.00', { Date: '2026-02-30 10:00:00' }),
];

const text = platformCsv(header, ROWS);

describe('WooCommerce Analytics orders', () => {
  test('counts and money', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', kind: 'orders', format: 'woocommerce-analytics-orders' });
    // Kept 1001, 1002, 1003 and the refund row of 1001; set aside 1004 to 1006 by their status, 1007 of nobody;
    // rejected 1008.
    expect(read.counts).toEqual({ rows: 9, kept: 4, rejected: 1, repeated: 0, setAside: 4, blank: 0 });
    // 29.98 + 1234.50 + 40.00 - 10.00; `$` is no currency by itself
    expect(read.amounts).toEqual({ '': 129_448 });
    // 19.00; 15.00 + 16.00 + 17.00 + 18.00
    expect(read.amountsElsewhere).toEqual({ rejected: { '': 1900 }, repeated: {}, setAside: { '': 6600 } });
    expect([read.from, read.to]).toEqual(['2026-05-01', '2026-05-02']);
    expect(read.problems).toContainEqual({ line: 10, code: 'R_DATE_INVALID', column: 'Date' });
    expect(read.problems).toContainEqual({ line: 2, code: 'W_TZ_ASSUMED', column: 'Date' });
  });

  test('an order with the status refunded was refunded in full', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
      ['1001', 'paid', 2998, null],
      ['1002', 'paid', 123_450, null],
      ['1003', 'refunded', 4000, 4000],
      ['1001', 'paid', -1000, null],
      ['1004', 'cancelled', 1500, null],
      ['1005', 'cancelled', 1600, null],
      ['1006', 'unpaid', 1700, null],
      ['1007', 'paid', 1800, null],
    ]);
  });

  test('buyers are known by name, and by no e-mail', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: 'Alice Moore',
      name: 'Alice Moore',
      email: null,
      phone: null,
      ordered_at: '2026-05-01T23:30:00.000Z',
      has_zone: false,
      category: 'Linen shirt',
      channel: 'Organic: Google',
      region: null,
      consent: null,
    });
    expect(lake[1]?.category).toBe('Cap');
  });

  test.each([
    ['£', { GBP: 2998 }],
    ['€', { EUR: 2998 }],
    ['$', { '': 2998 }],
  ])('the sign %s of the formatted column tells the currency', async (sign, amounts) => {
    const row = { ...order('1001', 'completed', '29.98'), 'N. Revenue (formatted)': `${sign}29.98` };
    expect((await inspectText(platformCsv(header, [row]))).amounts).toEqual(amounts);
  });

  test('before 2026 net sales were called net revenue', async () => {
    const older = text.replace('Net Sales', 'N. Revenue');
    const read = await inspectText(older);
    expect(read.format).toBe('woocommerce-analytics-orders');
    expect(read.amounts).toEqual({ '': 129_448 });
  });

  test('what each status word means', async () => {
    const words = [
      ['completed', 'paid'],
      ['Processing', 'paid'],
      ['refunded', 'refunded'],
      ['cancelled', 'cancelled'],
      ['Failed', 'cancelled'],
      ['trash', 'cancelled'],
      ['on-hold', 'unpaid'],
      ['On hold', 'unpaid'],
      ['pending', 'unpaid'],
      ['Pending payment', 'unpaid'],
      ['checkout-draft', 'unpaid'],
      ['Draft', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => order(`${i}`, word, '1.00'));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('woocommerce-analytics-orders');
    expect(turned.lake).toEqual(usual.lake);
  });
});
