import { describe, expect, test } from 'vitest';
import { ebayOrders } from '../../../../shared/formats/ebay-orders.ts';
import { ebayOrdersItems } from '../../../../shared/formats/ebay-orders-items.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = ebayOrders;
const BARE = `${','.repeat(header.length - 1)}\r\n`;

const sale = (record: string, total: string, more: Record<string, string> = {}): Cells => ({
  'Sales Record Number': record,
  'Order Number': `12-10000-10${record}`,
  'Buyer Username': 'bob_reed',
  'Buyer Name': 'Bob Reed',
  'Ship To Country': 'United States',
  'Item Number': '100000000001',
  'Item Title': 'Belt',
  Quantity: '1',
  'Sold For': total,
  'Shipping And Handling': '$0.00',
  'Total Price': total,
  'Payment Method': 'eBay Managed Payments',
  'Sale Date': 'May-22-26',
  'Paid On Date': 'May-22-26',
  ...more,
});

/** An item of a sale that has a row of its own above. */
const item = (record: string, title: string, soldFor: string): Cells => ({
  'Sales Record Number': record,
  'Order Number': `12-10000-10${record}`,
  'Buyer Username': 'alice_m',
  'Item Title': title,
  Quantity: '1',
  'Sold For': soldFor,
});

const ROWS = [
  sale('101', '$1,219.98', {
    'Buyer Username': 'alice_m',
    'Buyer Name': 'Alice Moore',
    'Buyer Email': 'alice123@members.ebay.com',
    'Ship To Phone': '+1 217 555 0101',
    'Item Number': '',
    'Item Title': '',
    Quantity: '2',
    'Sold For': '$1,199.98',
    'Shipping And Handling': '$20.00',
    'Sale Date': 'May-20-26',
    'Paid On Date': 'May-21-26',
  }),
  item('101', 'Oak table, 2 m', '$1,099.98'),
  item('101', 'Chair "Windsor"', '$100.00'),
  sale('102', '$34.99', { 'Sold For': '$29.99', 'Shipping And Handling': '$5.00' }),
  sale('103', '$8.00', { 'Order Number': '', 'Paid On Date': 'May-24-26' }),
  sale('104', '$15.00', { 'Order Number': '', 'Paid On Date': '' }),
  sale('105', '$12.00', { 'Paid On Date': 'May-32-26' }),
];

const BELOW = '\r\n5,record(s) downloaded,from May-20-26 to May-24-26\r\nSeller ID : till_shop\r\n';

const report = (names: readonly string[] = header): string =>
  `\uFEFF${BARE}${platformCsv(names, [{}, ...ROWS], { newline: '\r\n' })}${BELOW}`;

describe('eBay orders report', () => {
  test('counts and money: the total of a sale counts once, what is not paid does not', async () => {
    const read = await inspectText(report());
    expect(read).toMatchObject({ status: 'read', format: 'ebay-orders', currency: 'USD' });
    // Kept: 101 to 103; repeated: both items of 101; set aside: 104, which nobody paid; rejected: 105; blank: the
    // bare row below the header, the empty one below the table, and both lines of the footer.
    expect(read.counts).toEqual({ rows: 11, kept: 3, rejected: 1, repeated: 2, setAside: 1, blank: 4 });
    // 1219.98 + 34.99 + 8.00
    expect(read.amounts).toEqual({ USD: 126_297 });
    expect(read.amountsElsewhere).toEqual({ rejected: { USD: 1200 }, repeated: {}, setAside: { USD: 1500 } });
    expect([read.from, read.to]).toEqual(['2026-05-21', '2026-05-24']);
    expect(read.problems).toContainEqual({ line: 10, code: 'R_DATE_INVALID', column: 'Paid On Date' });
  });

  test('who bought: the user name; the relay address is never written to', async () => {
    const read = await inspectText(report());
    expect(codes(read)).toContain('M_EMAIL_PLACEHOLDER');
    expect(read.lake[0]).toMatchObject({
      order_id: '12-10000-10101',
      customer_id: 'alice_m',
      email: null,
      phone: '+12175550101',
      name: 'Alice Moore',
      ordered_at: '2026-05-21T00:00:00.000Z',
      has_zone: false,
      amount: 121_998,
      refund: null,
      status: 'paid',
      channel: 'eBay',
      region: 'United States',
      consent: null,
    });
  });

  test('a sale without an order number has its record number, and what nobody paid is dated by the sale', async () => {
    const { lake } = await inspectText(report());
    expect(lake.map(({ order_id, status }) => [order_id, status])).toEqual([
      ['12-10000-10101', 'paid'],
      ['12-10000-10102', 'paid'],
      ['103', 'paid'],
      ['104', 'unpaid'],
    ]);
    expect(lake[3]?.ordered_at).toBe('2026-05-22T00:00:00.000Z');
  });

  test('a row that was cut off is refused, and is no footer', async () => {
    const cut = report().replace(/\r\n102,.*\r\n/, '\r\n102,12-10000-10102,bob_reed\r\n');
    const read = await inspectText(cut);
    expect(read.counts).toEqual({ rows: 11, kept: 2, rejected: 2, repeated: 2, setAside: 1, blank: 4 });
    expect(read.problems).toContainEqual({ line: 7, code: 'R_COLUMN_COUNT' });
  });

  test('one order of several sales: each has a total of its own', async () => {
    const one = { 'Order Number': '1-1' };
    const rows = [sale('1', '$12.00', one), sale('2', '$7.00', one), sale('3', '$5.00'), sale('3', '$5.00')];
    const read = await inspectText(platformCsv(header, rows));
    expect(read.lake.map(({ order_id, amount }) => [order_id, amount])).toEqual([
      ['1-1', 1900],
      ['12-10000-103', 500],
    ]);
    expect(read.counts).toMatchObject({ rows: 4, kept: 2, repeated: 2 });
    expect(read.amounts).toEqual({ USD: 2400 });
  });

  test('without totals a sale brought its price and its shipping', async () => {
    const rows = ROWS.map(({ 'Total Price': _, ...row }) => row);
    const read = await inspectText(platformCsv(ebayOrdersItems.header, rows));
    expect(read.format).toBe('ebay-orders-items');
    expect(read.counts).toEqual({ rows: 7, kept: 3, rejected: 1, repeated: 2, setAside: 1, blank: 0 });
    // 1199.98 + 20.00, 29.99 + 5.00, 8.00
    expect(read.lake.slice(0, 3).map(({ amount }) => amount)).toEqual([121_998, 3499, 800]);
  });

  test('British labels and pounds, after `sep=,` and with the footer in one cell', async () => {
    const rename: Record<string, string> = {
      'Ship To Name': 'Post to name',
      'Ship To Phone': 'Post to phone',
      'Ship To City': 'Post to city',
      'Ship To State': 'Post to county',
      'Ship To Zip': 'Post to postcode',
      'Ship To Country': 'Post to country',
      'Shipping And Handling': 'Postage and packaging',
    };
    const british = header.map((name) => rename[name] ?? name);
    const rows = [
      {
        'Sales Record Number': '201',
        'Order Number': '04-15250-08826',
        'Buyer Username': 'carol_k',
        'Post to phone': '07700 900111',
        'Post to country': 'United Kingdom',
        'Item Title': 'Teapot',
        'Sold For': '£10.00',
        'Postage and packaging': '£2.50',
        'Total Price': '£12.50',
        'Sale Date': '21-May-26',
        'Paid On Date': '21-May-26',
      },
    ];
    const csv = platformCsv(british, rows, { quoteAll: true, newline: '\r\n' });
    const read = await inspectText(
      `sep=,\r\n\r\n${csv}\r\n1 record(s) downloaded\r\nSeller ID: till_shop\r\n`,
    );
    expect(read.counts).toEqual({ rows: 4, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 3 });
    expect(read.amounts).toEqual({ GBP: 1250 });
    expect(read.lake[0]).toMatchObject({
      customer_id: 'carol_k',
      phone: '07700900111',
      ordered_at: '2026-05-21T00:00:00.000Z',
      region: 'United Kingdom',
    });
  });

  test.each([
    ['AU $12.34', { AUD: 1234 }],
    ['C $12.34', { CAD: 1234 }],
    ['EUR 12.34', { EUR: 1234 }],
  ])('%s names its currency', async (total, amounts) => {
    expect((await inspectText(platformCsv(header, [sale('1', total)]))).amounts).toEqual(amounts);
  });

  test('a mark that nobody knows is not taken for dollars', async () => {
    const read = await inspectText(platformCsv(header, [sale('1', '$1.00'), sale('2', 'ZZ $12.34')]));
    expect(read.problems).toContainEqual({ line: 3, code: 'R_CURRENCY_INVALID', column: 'Total Price' });
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(report());
    const turned = await inspectText(report([...header].reverse()), { hint: 'customers' });
    expect(turned.format).toBe('ebay-orders');
    expect(turned.lake).toEqual(usual.lake);
  });
});
