import { describe, expect, test } from 'vitest';
import { stripePayments } from '../../../../shared/formats/stripe-payments.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformCsv } from '../../../support/platform-csv.ts';

const { header } = stripePayments;

const charge = (id: string, Status: string, Amount: string, more: Record<string, string> = {}) => ({
  id: `ch_${id}`,
  'Created date (UTC)': '2026-05-02 09:00:00',
  Amount,
  'Amount Refunded': '0.00',
  Currency: 'usd',
  Captured: 'true',
  Mode: 'Live',
  'PaymentIntent ID': `pi_${id}`,
  'Payment Source Type': 'card',
  Status,
  'Customer ID': 'cus_2',
  'Customer Email': 'bob@shop.example',
  ...more,
});

/** Newest first, as Stripe lists them. */
const ROWS = [
  charge('1001', 'Paid', '34.98', {
    'Created date (UTC)': '2026-05-03 18:00:02',
    Description: 'Linen shirt',
    'Customer ID': 'cus_1',
    'Customer Email': 'Alice@Shop.example',
  }),
  charge('1002b', 'succeeded', '60.00', { 'PaymentIntent ID': 'pi_1002' }),
  charge('1002a', 'Failed', '60.00', {
    'PaymentIntent ID': 'pi_1002',
    'Created date (UTC)': '2026-05-02 08:58:00',
    'Decline Reason': 'card_declined',
    Captured: 'false',
  }),
  charge('1003', 'Paid', '80.00', {
    'Amount Refunded': '30.00',
    'Refunded date (UTC)': '2026-06-01 07:00:00',
  }),
  charge('1004', 'Refunded', '50.00', {
    'Amount Refunded': '50.00',
    'Refunded date (UTC)': '2026-05-09 07:00:00',
  }),
  charge('1005', 'Paid', '5.00', { 'PaymentIntent ID': '' }),
  charge('1006', 'Failed', '15.00', { Captured: 'false' }),
  charge('1007', 'Paid', '16.00', { Captured: 'false' }),
  charge('1008', 'Paid', '17.00', { Mode: 'Test' }),
  charge('1009', 'Paid', '18.00', { 'Customer ID': '', 'Customer Email': '' }),
  charge('1010', 'Paid', '19.00', { Currency: 'dollars' }),
];

const text = platformCsv(header, ROWS);

describe('Stripe payments', () => {
  test('counts and money', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({
      status: 'read',
      kind: 'orders',
      format: 'stripe-payments',
      currency: 'USD',
    });
    // Kept 1001 to 1005; repeated: the first try of 1002; set aside 1006 failed, 1007 not captured, 1008 a test, 1009
    // of nobody; rejected 1010.
    expect(read.counts).toEqual({ rows: 11, kept: 5, rejected: 1, repeated: 1, setAside: 4, blank: 0 });
    // 34.98 + 60.00 + 80.00 + 50.00 + 5.00
    expect(read.amounts).toEqual({ USD: 22_998 });
    // 60.00 again; 15.00 + 16.00 + 17.00 + 18.00; the currency of 19.00 is not known
    expect(read.amountsElsewhere).toEqual({ rejected: {}, repeated: { USD: 6000 }, setAside: { USD: 6600 } });
    expect(read.problems).toContainEqual({ line: 12, code: 'R_CURRENCY_INVALID', column: 'Currency' });
  });

  test('times are in UTC: 18:00 is the next morning in Shanghai', async () => {
    const read = await inspectText(text);
    expect([read.from, read.to]).toEqual(['2026-05-02', '2026-05-04']);
    expect(read.problems.map(({ code }) => code)).not.toContain('W_TZ_ASSUMED');
    expect(read.lake[0]).toMatchObject({ ordered_at: '2026-05-03T18:00:02.000Z', has_zone: true });
  });

  test('the newest charge of a payment speaks for it; a charge without a payment for itself', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
      ['pi_1001', 'paid', 3498, 0],
      ['pi_1002', 'paid', 6000, 0],
      ['pi_1003', 'paid', 8000, 3000],
      ['pi_1004', 'refunded', 5000, 5000],
      ['ch_1005', 'paid', 500, 0],
      ['pi_1006', 'cancelled', 1500, 0],
      ['pi_1007', 'unpaid', 1600, 0],
      ['pi_1008', 'cancelled', 1700, 0],
      ['pi_1009', 'paid', 1800, 0],
    ]);
    expect(lake[2]?.updated_at).toBe('2026-06-01T07:00:00.000Z');
  });

  test('who paid', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      customer_id: 'cus_1',
      email: 'alice@shop.example',
      phone: null,
      category: 'Linen shirt',
      channel: 'card',
      consent: null,
    });
  });

  test('opened and saved by a European spreadsheet: decimal commas, days first, TRUE and FALSE', async () => {
    const rows = [
      charge('1', 'Paid', '399,00', {
        'Amount Refunded': '0,00',
        'Created date (UTC)': '01/05/2026 10:00',
        Captured: 'TRUE',
      }),
      charge('2', 'Paid', '12,50', {
        'Created date (UTC)': '13/05/2026 10:00',
        'Amount Refunded': '2,50',
        Captured: 'TRUE',
      }),
      charge('3', 'Paid', '7,00', {
        'Amount Refunded': '0,00',
        'Created date (UTC)': '13/05/2026 11:00',
        Captured: 'FALSE',
      }),
    ];
    const read = await inspectText(platformCsv(header, rows));
    expect(read.counts).toMatchObject({ rows: 3, kept: 2, setAside: 1 });
    // 399.00 + 12.50
    expect(read.amounts).toEqual({ USD: 41_150 });
    expect(read.lake.map(({ ordered_at, refund }) => [ordered_at, refund])).toEqual([
      ['2026-05-01T10:00:00.000Z', 0],
      ['2026-05-13T10:00:00.000Z', 250],
      ['2026-05-13T11:00:00.000Z', 0],
    ]);
  });

  test('a yen has no hundredth', async () => {
    const read = await inspectText(platformCsv(header, [charge('1', 'Paid', '3498', { Currency: 'jpy' })]));
    expect(read.amounts).toEqual({ JPY: 3498 });
  });

  test('a charge that was given back before it was captured was never a purchase', async () => {
    const row = charge('1', 'Refunded', '5.00', { 'Amount Refunded': '5.00', Captured: 'false' });
    const read = await inspectText(platformCsv(header, [row]));
    expect(read.lake[0]?.status).toBe('cancelled');
    expect(read.counts).toMatchObject({ kept: 0, setAside: 1 });
  });

  test('the country of the card, where the shop chose that column', async () => {
    const row = { ...charge('1', 'Paid', '5.00'), 'Card Issue Country': 'GB' };
    const read = await inspectText(platformCsv([...header, 'Card Issue Country'], [row]));
    expect(read.lake[0]?.region).toBe('GB');
    expect(read.unmatched).not.toContain('Card Issue Country');
  });

  test('a file without the column Captured has captured charges', async () => {
    const chosen = header.filter((name) => name !== 'Captured');
    const { Captured: _, ...row } = charge('1', 'Paid', '34.98');
    expect((await inspectText(platformCsv(chosen, [row]))).counts).toMatchObject({ rows: 1, kept: 1 });
  });

  test('what each status word means', async () => {
    const words = [
      ['Paid', 'paid'],
      ['succeeded', 'paid'],
      ['Partial refund', 'paid'],
      ['Partially refunded', 'paid'],
      ['partially_refunded', 'paid'],
      ['Refunded', 'refunded'],
      ['Failed', 'cancelled'],
      ['Blocked', 'cancelled'],
      ['Canceled', 'cancelled'],
      ['Cancelled', 'cancelled'],
      ['Uncaptured', 'unpaid'],
      ['Incomplete', 'unpaid'],
      ['Pending', 'unpaid'],
      ['processing', 'unpaid'],
      ['requires_action', 'unpaid'],
      ['requires_capture', 'unpaid'],
      ['requires_confirmation', 'unpaid'],
      ['requires_payment_method', 'unpaid'],
    ];
    const rows = words.map(([word = ''], i) => charge(`${i}`, word, '1.00'));
    const { lake } = await inspectText(platformCsv(header, rows));
    expect(lake.map(({ status }, i) => [words[i]?.[0], status])).toEqual(words);
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(text);
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'customers' });
    expect(turned.format).toBe('stripe-payments');
    expect(turned.lake).toEqual(usual.lake);
  });
});
