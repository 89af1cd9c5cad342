import { describe, expect, test } from 'vitest';
import { paypalActivity } from '../../../../shared/formats/paypal-activity.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = paypalActivity;
const TILL = 'till@shop.example';
const PAYPAL = { quoteAll: true, newline: '\r\n', bom: true } as const;

const movement = (id: string, Type: string, Gross: string, more: Record<string, string> = {}) => ({
  Date: '02/05/2026',
  Time: '09:00:00',
  'Time zone': 'Europe/London',
  Name: 'Bob Reed',
  Type,
  Status: 'Completed',
  Currency: 'USD',
  Gross,
  Fee: '-1.00',
  Net: '0.01',
  'From Email Address': 'bob@shop.example',
  'To Email Address': TILL,
  'Transaction ID': id,
  Country: 'United Kingdom',
  'Balance Impact': Gross.startsWith('-') ? 'Debit' : 'Credit',
  ...more,
});

const refundOf = (id: string, to: string) => ({
  'Reference Txn ID': id,
  'From Email Address': TILL,
  'To Email Address': to,
});

const ROWS = [
  movement('S1', 'Express Checkout Payment', '1,034.98', {
    Date: '18/05/2026',
    Time: '23:30:01',
    Name: 'Alice Moore',
    'From Email Address': 'Alice@Shop.example',
    'Contact Phone Number': '+1 217 555 0101',
    Subject: 'Linen shirt',
  }),
  movement('F1', 'Payment Fee', '-30.32', { 'From Email Address': TILL, 'To Email Address': '' }),
  movement('R1', 'Payment Refund', '-100.00', {
    Date: '20/05/2026',
    Name: 'Alice Moore',
    ...refundOf('S1', 'alice@shop.example'),
  }),
  movement('S2', 'Website Payment', '60.00', { Status: 'Refunded' }),
  movement('R2', 'Payment Refund', '-60.00', refundOf('S2', 'bob@shop.example')),
  movement('S3', 'Mobile Payment', '15.00', { Status: 'Pending' }),
  movement('S4', 'Website Payment', '16.00', { Status: 'Denied' }),
  movement('W1', 'General Withdrawal', '-500.00', { 'From Email Address': '', 'To Email Address': '' }),
  movement('B1', 'Express Checkout Payment', '-25.00', {
    'From Email Address': TILL,
    'To Email Address': 'parcels@post.example',
  }),
  movement('S5', 'Website Payment', '17.00', { 'From Email Address': '' }),
  movement('S6', 'Website Payment', '18.00', { Date: '32/05/2026' }),
];

const text = platformCsv(header, ROWS, PAYPAL);

describe('PayPal activity', () => {
  test('counts and money: sales less refunds', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({
      status: 'read',
      kind: 'orders',
      format: 'paypal-activity',
      currency: 'USD',
    });
    // Kept S1, R1, S2, R2; set aside the fee, S3 pending, S4 denied, the withdrawal, what the shop bought itself (B1),
    // S5 of nobody; rejected S6.
    expect(read.counts).toEqual({ rows: 11, kept: 4, rejected: 1, repeated: 0, setAside: 6, blank: 0 });
    // 1034.98 - 100.00 + 60.00 - 60.00
    expect(read.amounts).toEqual({ USD: 93_498 });
    // 18.00; -30.32 + 15.00 + 16.00 - 500.00 - 25.00 + 17.00
    expect(read.amountsElsewhere).toEqual({
      rejected: { USD: 1800 },
      repeated: {},
      setAside: { USD: -50_732 },
    });
    expect([read.from, read.to]).toEqual(['2026-05-02', '2026-05-20']);
    expect(read.problems).toContainEqual({ line: 12, code: 'R_DATE_INVALID', column: 'Date' });
  });

  test('a refund row takes back the sale that it refers to, from the buyer; the state of the sale does not', async () => {
    const { lake } = await inspectText(text);
    const kept = lake.filter(({ status }) => status === 'paid').slice(0, 4);
    expect(kept.map(({ order_id, amount, refund, email }) => [order_id, amount, refund, email])).toEqual([
      ['S1', 103_498, null, 'alice@shop.example'],
      ['S1', -10_000, null, 'alice@shop.example'],
      ['S2', 6000, null, 'bob@shop.example'],
      ['S2', -6000, null, 'bob@shop.example'],
    ]);
  });

  test('what no customer did is left out', async () => {
    const { lake } = await inspectText(text);
    const rest = lake.filter(({ order_id }) => !['S1', 'S2'].includes(String(order_id)));
    expect(rest.map(({ order_id, status }) => [order_id, status])).toEqual([
      ['F1', 'cancelled'],
      ['S3', 'unpaid'],
      ['S4', 'cancelled'],
      ['W1', 'cancelled'],
      ['B1', 'cancelled'],
      ['S5', 'paid'],
    ]);
  });

  test('who paid, and when by date and time', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: null,
      email: 'alice@shop.example',
      phone: '+12175550101',
      name: 'Alice Moore',
      // 23:30:01 in London, in summer.
      ordered_at: '2026-05-18T22:30:01.000Z',
      has_zone: true,
      category: 'Linen shirt',
      channel: 'Express Checkout Payment',
      region: 'United Kingdom',
      consent: null,
    });
  });

  test('times are of the zone in their column; one that means two zones leaves them to the policy', async () => {
    const at = (zone: string) =>
      movement(zone, 'Website Payment', '1.00', { Date: '13/01/2026', Time: '09:00:00', 'Time zone': zone });
    const { lake, problems } = await inspectText(platformCsv(header, [at('PST'), at('CST')], PAYPAL));
    expect(lake.map(({ ordered_at, has_zone }) => [ordered_at, has_zone])).toEqual([
      ['2026-01-13T17:00:00.000Z', true],
      ['2026-01-13T09:00:00.000Z', false],
    ]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([[3, 'W_TZ_ASSUMED']]);
  });

  test.each([
    ['days first', '13/05/2026', '2026-04-03'],
    ['months first', '05/13/2026', '2026-03-04'],
  ])('%s, as the whole file shows', async (_, clear, date) => {
    const rows = [
      movement('S1', 'Website Payment', '1.00', { Date: '03/04/2026' }),
      movement('S2', 'Website Payment', '2.00', { Date: clear }),
    ];
    const read = await inspectText(platformCsv(header, rows, PAYPAL));
    expect([read.from, read.to]).toEqual([date, '2026-05-13']);
  });

  test('a file that shows neither is refused', async () => {
    const rows = [movement('S1', 'Website Payment', '1.00', { Date: '03/04/2026' })];
    const read = await inspectText(platformCsv(header, rows, PAYPAL));
    expect(read.status).toBe('refused');
    expect(read.problems[0]).toMatchObject({ code: 'F_DATE_FORMAT_AMBIGUOUS', line: 2 });
  });

  test('what each status word means', async () => {
    const words = [
      ['Completed', 'paid'],
      ['Cleared', 'paid'],
      ['Refunded', 'paid'],
      ['Partially Refunded', 'paid'],
      ['Reversed', 'paid'],
      ['Canceled', 'cancelled'],
      ['Cancelled', 'cancelled'],
      ['Denied', 'cancelled'],
      ['Expired', 'cancelled'],
      ['Failed', 'cancelled'],
      ['Removed', 'cancelled'],
      ['Returned', 'cancelled'],
      ['Voided', 'cancelled'],
      ['Held', 'unpaid'],
      ['On Hold', 'unpaid'],
      ['Pending', 'unpaid'],
      ['Unclaimed', 'unpaid'],
      ['Uncleared', 'unpaid'],
      ['Under Review', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) =>
      movement(`S${i}`, 'Website Payment', '1.00', { Date: '18/05/2026', Status: word }),
    );
    const { lake } = await inspectText(platformCsv(header, rows, PAYPAL));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS, PAYPAL), { hint: 'customers' });
    expect(turned.format).toBe('paypal-activity');
    expect(turned.lake).toEqual(usual.lake);
  });
});
