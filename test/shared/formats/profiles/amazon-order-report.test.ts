import { describe, expect, test } from 'vitest';
import { amazonOrderReport } from '../../../../shared/formats/amazon-order-report.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { platformTabs } from '../../../support/platform-tabs.ts';

const { header } = amazonOrderReport;
const ALICE = 'abc123def456@marketplace.amazon.com';
const BOB = '0q9w8e7r6t@marketplace.amazon.co.uk';

const line = (id: string, item: string, buyer: string, price: string, more: Record<string, string> = {}) => ({
  'order-id': `113-100000${id}`,
  'order-item-id': `1000000000000${item}`,
  'purchase-date': '2026-05-02T08:58:00-07:00',
  'payments-date': '2026-05-02T09:00:00-07:00',
  'buyer-email': buyer,
  'buyer-name': 'Bob Reed',
  sku: 'BE-01',
  'product-name': 'Belt',
  'quantity-purchased': '1',
  currency: 'USD',
  'item-price': price,
  'item-tax': '0.00',
  'shipping-price': '0.00',
  'shipping-tax': '0.00',
  'ship-country': 'US',
  'sales-channel': 'Amazon.com',
  ...more,
});

const alice = { 'buyer-name': 'Alice Moore', 'buyer-phone-number': '+1 217-555-0101', sku: 'LS-01' };

const ROWS = [
  line('1', '1', ALICE, '9.88', { ...alice, 'item-tax': '0.82', 'shipping-price': '4.99' }),
  line('1', '2', ALICE, '20.00', { ...alice, 'item-tax': '1.65', 'shipping-tax': '0.35' }),
  line('2', '3', BOB, '30.00'),
  line('3', '4', ALICE, '7.00', { 'payments-date': '', 'purchase-date': '2026-05-09T23:30:00-07:00' }),
  line('4', '5', '', '11.00'),
  line('5', '6', 'carol@shop.example', '13.00'),
  line('6', '7', BOB, '#REF!'),
];

const text = platformTabs(header, ROWS);

describe('Amazon order report', () => {
  test('counts and money: price, shipping and both taxes of every line', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', format: 'amazon-order-report', currency: 'USD' });
    // Kept: orders 1, 2, 3, 5; repeated: the second line of 1; set aside: 4 of nobody; rejected: 6.
    expect(read.counts).toEqual({ rows: 7, kept: 4, rejected: 1, repeated: 1, setAside: 1, blank: 0 });
    // (9.88 + 0.82 + 4.99) + (20.00 + 1.65 + 0.35) = 37.69; 30.00; 7.00; 13.00
    expect(read.amounts).toEqual({ USD: 8769 });
    expect(read.amountsElsewhere?.setAside).toEqual({ USD: 1100 });
    expect(read.problems).toContainEqual({ line: 8, code: 'R_EXCEL_ERROR', column: 'item-price' });
    // The third order was paid on 10 May in UTC, 14:30 in Shanghai.
    expect([read.from, read.to]).toEqual(['2026-05-03', '2026-05-10']);
  });

  test('a relay address tells who bought, and is never written to', async () => {
    const read = await inspectText(text);
    expect(codes(read)).toContain('M_EMAIL_PLACEHOLDER');
    expect(codes(read)).not.toContain('W_NO_CUSTOMER');
    expect(read.lake.map(({ order_id, customer_id, email }) => [order_id, customer_id, email])).toEqual([
      ['113-1000001', ALICE, null],
      ['113-1000002', BOB, null],
      ['113-1000003', ALICE, null],
      ['113-1000004', null, null],
      ['113-1000005', null, 'carol@shop.example'],
    ]);
  });

  test('what a row says: the day of payment, else of purchase; never consent', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      phone: '+12175550101',
      name: 'Alice Moore',
      ordered_at: '2026-05-02T16:00:00.000Z',
      has_zone: true,
      status: 'paid',
      amount: 3769,
      refund: null,
      category: 'LS-01',
      channel: 'Amazon.com',
      region: 'US',
      consent: null,
    });
    expect(lake[2]?.ordered_at).toBe('2026-05-10T06:30:00.000Z');
  });

  test('a line that stands in the file twice counts once', async () => {
    const twice = await inspectText(platformTabs(header, [...ROWS, line('2', '3', BOB, '30.00')]));
    expect(twice.amounts).toEqual({ USD: 8769 });
    expect(twice.counts).toMatchObject({ rows: 8, kept: 4, repeated: 2 });
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformTabs([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('amazon-order-report');
    expect(turned.lake).toEqual(usual.lake);
  });
});
