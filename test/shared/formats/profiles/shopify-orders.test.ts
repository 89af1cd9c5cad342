import { describe, expect, test } from 'vitest';
import { shopifyOrders } from '../../../../shared/formats/shopify-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = shopifyOrders;

const order = (Name: string, status: string, total: string, more: Record<string, string> = {}) => ({
  Name,
  'Financial Status': status,
  'Paid at': '2026-05-02 09:00:00 +0800',
  Currency: 'USD',
  Total: total,
  'Created at': '2026-05-02 08:59:00 +0800',
  'Lineitem quantity': '1',
  'Lineitem name': 'Cap',
  'Refunded Amount': '0.00',
  Source: 'web',
  ...more,
});

const ROWS = [
  order('#1001', 'paid', '1339.20', {
    Email: 'Alice@Shop.example',
    'Paid at': '2026-05-01 10:00:00 +0800',
    'Accepts Marketing': 'yes',
    'Created at': '2026-05-01 09:58:12 +0800',
    'Billing Name': 'Alice Moore',
    'Billing Zip': "'62701",
    'Shipping Province': 'IL',
    'Shipping Country': 'US',
    Vendor: 'Northwind',
    Phone: "'+12175550101",
  }),
  {
    Name: '#1001',
    Email: 'Alice@Shop.example',
    'Created at': '2026-05-01 09:58:12 +0800',
    'Lineitem quantity': '2',
  },
  { Name: '#1001', 'Lineitem quantity': '1', 'Lineitem name': 'Belt', 'Lineitem price': '15.00' },
  order('#1002', 'partially_refunded', '80.00', {
    Email: 'bob@shop.example',
    'Accepts Marketing': 'no',
    'Refunded Amount': '30.00',
    Notes: 'Leave it\nat the door',
  }),
  order('#1003', 'refunded', '50.00', { Email: 'carol@shop.example', 'Refunded Amount': '50.00' }),
  order('#1004', 'voided', '25.00', { Email: 'dan@shop.example' }),
  order('#1005', 'pending', '60.00', { Email: 'dan@shop.example', 'Paid at': '' }),
  order('#1006', 'paid', '15.00', {
    Email: 'dan@shop.example',
    'Cancelled at': '2026-05-03 10:00:00 +0800',
  }),
  order('#1007', 'paid', '20.00', { Source: 'pos' }),
  order('#1008', 'lost', '9.99', { Email: 'eve@shop.example' }),
];

describe('Shopify orders', () => {
  test('counts and money', async () => {
    const read = await inspectText(platformCsv(header, ROWS));
    expect(read).toMatchObject({ status: 'read', kind: 'orders', format: 'shopify-orders', currency: 'USD' });
    // Kept 1001, 1002, 1003; repeated: two further line items of 1001; set aside 1004 voided, 1005 pending, 1006
    // cancelled, 1007 of nobody; rejected 1008.
    expect(read.counts).toEqual({ rows: 10, kept: 3, rejected: 1, repeated: 2, setAside: 4, blank: 0 });
    // 1339.20 + 80.00 + 50.00
    expect(read.amounts).toEqual({ USD: 146_920 });
    // 9.99; 25.00 + 60.00 + 15.00 + 20.00
    expect(read.amountsElsewhere).toEqual({
      rejected: { USD: 999 },
      repeated: {},
      setAside: { USD: 12_000 },
    });
    expect([read.from, read.to]).toEqual(['2026-05-01', '2026-05-02']);
    // Line 12, because the note of 1002 has two lines.
    expect(read.problems).toContainEqual({ line: 12, code: 'R_STATUS_UNKNOWN', column: 'Financial Status' });
  });

  test('status and refund of each order', async () => {
    const { lake } = await inspectText(platformCsv(header, ROWS));
    expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
      ['#1001', 'paid', 133_920, 0],
      ['#1002', 'paid', 8000, 3000],
      ['#1003', 'refunded', 5000, 5000],
      ['#1004', 'cancelled', 2500, 0],
      ['#1005', 'unpaid', 6000, 0],
      ['#1006', 'cancelled', 1500, 0],
      ['#1007', 'paid', 2000, 0],
    ]);
  });

  test('who bought, when, and what he said about mail', async () => {
    const { lake } = await inspectText(platformCsv(header, ROWS));
    expect(lake[0]).toMatchObject({
      row: 2,
      email: 'alice@shop.example',
      phone: '+12175550101',
      name: 'Alice Moore',
      ordered_at: '2026-05-01T02:00:00.000Z',
      has_zone: true,
      category: 'Northwind',
      channel: 'web',
      region: 'US IL',
      consent: true,
      consent_at: '2026-05-01T01:58:12.000Z',
      updated_at: null,
    });
    // 1005 was never paid: it is dated by its creation.
    expect(lake[4]).toMatchObject({ ordered_at: '2026-05-02T00:59:00.000Z', category: 'Cap', region: null });
    expect(lake.map(({ consent }) => consent)).toEqual([true, false, null, null, null, null, null]);
  });

  test.each([
    [{ 'Shipping Country': 'AU', 'Shipping Province': 'WA' }, 'AU WA'],
    [{ 'Shipping Country': 'US', 'Shipping Province': 'WA', 'Billing Country': 'CA' }, 'US WA'],
    [{ 'Shipping Country': 'SG', 'Billing Country': 'US', 'Billing Province': 'WA' }, 'SG'],
    [{ 'Billing Country': 'US', 'Billing Province': 'WA' }, 'US WA'],
    [{ 'Shipping Province': 'WA' }, 'WA'],
  ] as const)('%j is the region %s', async (address, region) => {
    const read = await inspectText(platformCsv(header, [order('#1', 'paid', '1.00', address)]));
    expect(read.lake).toMatchObject([{ region }]);
  });

  test('what each status word means', async () => {
    const words = [
      ['paid', 'paid'],
      ['partially_refunded', 'paid'],
      ['refunded', 'refunded'],
      ['voided', 'cancelled'],
      ['expired', 'cancelled'],
      ['pending', 'unpaid'],
      ['authorized', 'unpaid'],
      ['partially_paid', 'unpaid'],
      ['unpaid', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => order(`#${i}`, word, '1.00', { Email: 'bob@shop.example' }));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(platformCsv(header, ROWS));
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('shopify-orders');
    expect(turned.counts).toEqual(usual.counts);
    expect(turned.lake).toEqual(usual.lake);
  });

  test('a line item that follows another order has lost its own', async () => {
    const rows = [ROWS[0], { Name: '#0999', 'Lineitem quantity': '1' }].map((row) => ({ ...row }));
    const read = await inspectText(platformCsv(header, rows));
    expect(read.counts).toMatchObject({ rows: 2, kept: 1, rejected: 1 });
    expect(read.problems).toContainEqual({ line: 3, code: 'R_ORDER_ROW_MISSING' });
  });
});
