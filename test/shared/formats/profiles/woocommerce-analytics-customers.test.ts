import { describe, expect, test } from 'vitest';
import { woocommerceAnalyticsCustomers } from '../../../../shared/formats/woocommerce-analytics-customers.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = woocommerceAnalyticsCustomers;

const ROWS = [
  {
    Name: 'Alice Moore',
    Username: 'alice',
    'Last Active': '2026-05-01 10:00:00',
    'Sign Up': '2025-11-20 08:30:00',
    Email: 'Alice@Shop.example',
    Orders: '3',
    'Total Spend': '129.90',
    AOV: '43.30',
    'Country / Region': 'US',
    City: 'Springfield',
    Region: 'IL',
    'Postal Code': '62701',
    'Billing Phone': '+1 217-555-0101',
    'Shipping Phone': '+1 217-555-0102',
    Role: 'customer',
  },
  { Name: 'Bob Reed', Email: 'bob@shop.example', Orders: '1', 'Shipping Phone': '+1 217-555-0103' },
  { Name: 'Carol Stone', Username: 'carol', Email: '' },
  { Name: 'Till sale', Orders: '12' },
  { Name: 'Dan Frost', Username: '#REF!', Email: 'dan@shop.example' },
];

const text = platformCsv(header, ROWS);

describe('WooCommerce Analytics customers', () => {
  test('counts', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({
      status: 'read',
      kind: 'customers',
      format: 'woocommerce-analytics-customers',
    });
    // Kept Alice, Bob (a guest) and Carol; set aside: the till, which is nobody; rejected Dan.
    expect(read.counts).toEqual({ rows: 5, kept: 3, rejected: 1, repeated: 0, setAside: 1, blank: 0 });
    expect(read.problems).toContainEqual({ line: 6, code: 'R_EXCEL_ERROR', column: 'Username' });
  });

  test('who they are; the file says nothing of consent', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: 'alice',
      email: 'alice@shop.example',
      phone: '+12175550101',
      name: 'Alice Moore',
      country: 'US',
      updated_at: null,
    });
    expect(lake[1]).toMatchObject({ customer_id: null, email: 'bob@shop.example', phone: '+12175550103' });
    expect(lake.map(({ consent, consent_at }) => [consent, consent_at])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
  });

  test('what a policy may ask for beside it', async () => {
    const { lake } = await inspectText(text);
    expect(JSON.parse(String(lake[0]?.attributes))).toEqual({
      average_order: '43.30',
      city: 'Springfield',
      last_active: '2026-05-01 10:00:00',
      orders: '3',
      region: 'IL',
      role: 'customer',
      signed_up: '2025-11-20 08:30:00',
      total_spend: '129.90',
    });
  });

  test('before 2026 the last three columns were not there', async () => {
    const rows = ROWS.map(({ 'Billing Phone': _, 'Shipping Phone': __, Role: ___, ...row }) => row);
    const read = await inspectText(platformCsv(header.slice(0, -3), rows));
    expect(read.format).toBe('woocommerce-analytics-customers');
    expect(read.counts).toMatchObject({ kept: 3, rejected: 1, setAside: 1 });
    expect(read.lake[0]?.phone).toBeNull();
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'orders' });
    expect(turned.format).toBe('woocommerce-analytics-customers');
    expect(turned.lake).toEqual(usual.lake);
  });
});
