import { describe, expect, test } from 'vitest';
import { shopifyCustomers } from '../../../../shared/formats/shopify-customers.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

/** Metafields stand behind the columns that every shop has. */
const METAFIELD = 'Birth date (customer.metafields.facts.birth_date)';
const header = [...shopifyCustomers.header, METAFIELD];

const ROWS = [
  {
    'Customer ID': "'7000000000001",
    'First Name': 'Alice',
    'Last Name': 'Moore',
    Email: 'Alice@Shop.example',
    'Accepts Email Marketing': 'yes',
    'Default Address Company': 'Moore Ltd',
    'Default Address City': 'Springfield',
    'Default Address Province Code': 'IL',
    'Default Address Country Code': 'US',
    'Default Address Zip': "'62701",
    Phone: "'+12175550101",
    'Accepts SMS Marketing': 'no',
    'Total Spent': '1339.20',
    'Total Orders': '3',
    'Tax Exempt': 'no',
    Tags: 'VIP, newsletter',
    [METAFIELD]: '1990-02-03',
  },
  {
    'Customer ID': "'7000000000002",
    Email: 'bob@shop.example',
    'Accepts Email Marketing': 'no',
    Note: 'Two\nlines',
  },
  { 'Customer ID': "'7000000000003", 'Last Name': 'Reed', 'Default Address Phone': '+44 20 7946 0018' },
  { 'Customer ID': "'7000000000001", Email: 'alice@shop.example', 'Accepts Email Marketing': 'no' },
  { Phone: "'+12175550199", 'Accepts Email Marketing': 'yes' },
  { 'Customer ID': "'7000000000004", Email: 'dan@shop.example', 'Accepts Email Marketing': 'perhaps' },
];

const text = platformCsv(header, ROWS, { bom: true });

describe('Shopify customers', () => {
  test('counts', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', kind: 'customers', format: 'shopify-customers' });
    // Kept Alice's later row, Bob and Reed; repeated: Alice's earlier row; set aside: a phone alone, by which this
    // shop knows nobody; rejected: "perhaps".
    expect(read.counts).toEqual({ rows: 6, kept: 3, rejected: 1, repeated: 1, setAside: 1, blank: 0 });
    // Line 8, because Bob's note has two lines.
    expect(read.problems).toContainEqual({
      line: 8,
      code: 'R_CONSENT_UNKNOWN',
      column: 'Accepts Email Marketing',
    });
    expect(read.unmatched).toContain(METAFIELD);
  });

  test('who they are; ids lose the mark that keeps a spreadsheet from rounding them', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: '7000000000001',
      email: 'alice@shop.example',
      phone: '+12175550101',
      name: 'Alice',
      country: 'US',
    });
    expect(lake[2]).toMatchObject({ email: null, phone: '+442079460018', name: 'Reed', country: null });
  });

  test('consent is the e-mail column; without a date it is dated by nothing', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ consent, consent_at }) => [consent, consent_at])).toEqual([
      [true, null],
      [false, null],
      [null, null],
      [false, null],
      [true, null],
    ]);
  });

  test('what a policy may ask for beside it', async () => {
    const { lake } = await inspectText(text);
    expect(JSON.parse(String(lake[0]?.attributes))).toEqual({
      accepts_sms: 'no',
      city: 'Springfield',
      company: 'Moore Ltd',
      province: 'IL',
      tags: 'VIP, newsletter',
      tax_exempt: 'no',
      total_orders: '3',
      total_spent: '1339.20',
    });
    expect(lake[2]?.attributes).toBeNull();
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'orders' });
    expect(turned.format).toBe('shopify-customers');
    expect(turned.lake).toEqual(usual.lake);
  });
});
