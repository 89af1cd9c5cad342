import { describe, expect, test } from 'vitest';
import { zohoBooksInvoices } from '../../../../shared/formats/zoho-books-invoices.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = zohoBooksInvoices;

const invoice = (
  id: string,
  status: string,
  [total, balance]: readonly [string, string],
  more: Record<string, string> = {},
): Cells => ({
  'Invoice Date': '2026-05-02',
  'Invoice ID': `300000000000${id}`,
  'Invoice Number': `INV-00000${id}`,
  'Invoice Status': status,
  'Customer ID': '3000000000102',
  'Customer Name': 'Bob Reed',
  'Currency Code': 'USD',
  'Exchange Rate': '1.00',
  'Item Name': 'Desk lamp',
  'Item Total': '10.00',
  SubTotal: total,
  Total: total,
  Balance: balance,
  'Billing Country': 'USA',
  'Last Payment Date': '',
  ...more,
});

const harbour = {
  'Customer ID': '3000000000101',
  'Customer Name': 'North Harbour Ltd',
  'Last Payment Date': '2026-05-20',
};

const ROWS = [
  invoice('1', 'Closed', ['819.20', '0.00'], { ...harbour, 'Item Name': 'Office chair' }),
  invoice('1', 'Closed', ['819.20', '0.00'], { ...harbour, 'Item Name': 'Cushion' }),
  invoice('2', 'Paid', ['100.00', '0.00']),
  invoice('3', 'PartiallyPaid', ['300.00', '120.00']),
  invoice('4', 'Sent', ['500.00', '500.00']),
  invoice('5', 'Overdue', ['200.00', '150.00']),
  invoice('6', 'Draft', ['70.00', '70.00'], { 'Invoice Date': '2026-12-01' }),
  invoice('7', 'Void', ['60.00', '0.00']),
  invoice('8', 'Closed', ['40.00', '0.00'], { 'Customer ID': '', 'Customer Name': '' }),
  invoice('9', 'Closed', ['#REF!', '0.00']),
];

const text = platformCsv(header, ROWS);

describe('Zoho Books invoices', () => {
  test('counts and money: total less balance, once an invoice', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', format: 'zoho-books-invoices', currency: 'USD' });
    // Kept 1 to 3; repeated: the second line of 1; set aside: 4 to 6 not yet, 7 void, 8 of nobody; rejected 9.
    expect(read.counts).toEqual({ rows: 10, kept: 3, rejected: 1, repeated: 1, setAside: 5, blank: 0 });
    // 819.20 + 100.00 + (300.00 - 120.00)
    expect(read.amounts).toEqual({ USD: 109_920 });
    // 819.20 again; 0 + (200.00 - 150.00) + 0 + 60.00 + 40.00
    expect(read.amountsElsewhere).toMatchObject({ repeated: { USD: 81_920 }, setAside: { USD: 15_000 } });
    expect([read.from, read.to]).toEqual(['2026-05-02', '2026-05-20']);
    expect(read.problems).toContainEqual({ line: 11, code: 'R_EXCEL_ERROR', column: 'Total' });
  });

  test('Closed is paid; sent, overdue and draft are not yet; void is off', async () => {
    const { lake } = await inspectText(text);
    const orders = lake.map(({ order_id, status, amount }) => [String(order_id).slice(-1), status, amount]);
    expect(orders).toEqual([
      ['1', 'paid', 81_920],
      ['2', 'paid', 10_000],
      ['3', 'paid', 18_000],
      ['4', 'unpaid', 0],
      ['5', 'unpaid', 5000],
      ['6', 'unpaid', 0],
      ['7', 'cancelled', 6000],
      ['8', 'paid', 4000],
    ]);
  });

  test('what a row says: the day of payment, else of the invoice', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      order_id: 'INV-000001',
      customer_id: '3000000000101',
      name: 'North Harbour Ltd',
      ordered_at: '2026-05-20T00:00:00.000Z',
      has_zone: false,
      channel: 'Zoho',
      region: 'USA',
      refund: null,
      consent: null,
    });
    expect(lake[1]?.ordered_at).toBe('2026-05-02T00:00:00.000Z');
  });

  test('further lines are no cause for a warning; an invoice that says two things is', async () => {
    const found = codes(await inspectText(text));
    expect(found).not.toContain('W_ORDER_REPEATED');
    expect(found).not.toContain('W_DUPLICATE_ROW');
    const rows = [invoice('1', 'Closed', ['10.00', '0.00']), invoice('1', 'Closed', ['12.00', '0.00'])];
    const twice = await inspectText(platformCsv(header, rows));
    expect(codes(twice)).toContain('W_ORDER_REPEATED');
    expect(twice.amounts).toEqual({ USD: 1200 });
  });

  test('an id whose digits a spreadsheet cut off is refused', async () => {
    const rows = [invoice('1', 'Paid', ['1.00', '0.00']), invoice('2', 'Paid', ['2.00', '0.00'])];
    const damaged = rows.map((row, i) => (i === 0 ? row : { ...row, 'Customer ID': '3.00000E+12' }));
    const read = await inspectText(platformCsv(header, damaged));
    expect(read.problems).toContainEqual({ line: 3, code: 'R_ID_SCIENTIFIC', column: 'Customer ID' });
  });

  test('known by its columns in any order, wherever it was put, with taxes of another country', async () => {
    const usual = await inspectText(text);
    const other = [...header.filter((name) => name !== 'GST Treatment'), 'VAT Treatment'].reverse();
    const turned = await inspectText(platformCsv(other, ROWS), { hint: 'customers' });
    expect(turned.format).toBe('zoho-books-invoices');
    expect(turned.lake).toEqual(usual.lake);
  });
});
