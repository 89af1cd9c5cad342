import { describe, expect, test } from 'vitest';
import { zohoCrmDeals } from '../../../../shared/formats/zoho-crm-deals.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = zohoCrmDeals;

const deal = (id: string, stage: string, amount: string, more: Record<string, string> = {}): Cells => ({
  'Record Id': `zcrm_400000000000${id}`,
  'Deal Owner.id': 'zcrm_4000000000900',
  'Deal Owner': 'Mei Chen',
  Amount: amount,
  'Deal Name': 'Office chairs, second floor',
  'Closing Date': '2026-05-12',
  'Account Name.id': 'zcrm_4000000000200',
  'Account Name': 'North Harbour Ltd',
  Stage: stage,
  'Contact Name.id': 'zcrm_4000000000300',
  'Contact Name': 'Wei Zhang',
  'Modified Time': '2026-05-12 14:05:00',
  Currency: 'USD',
  ...more,
});

const nobody = { 'Contact Name.id': '', 'Contact Name': '', 'Account Name.id': '', 'Account Name': '' };

const ROWS = [
  deal('1', 'Closed Won', '80000', {
    'Closing Date': '2026-05-30',
    Type: 'New Business',
    'Lead Source': 'Trade Show',
  }),
  deal('2', 'Closed Won', '1234.5', { 'Contact Name.id': '', 'Contact Name': '' }),
  deal('3', 'Closed Lost', '500'),
  deal('4', 'Closed Lost to Competition', '400'),
  deal('5', 'Negotiation/Review', '9000', { 'Closing Date': '2026-12-31' }),
  deal('6', 'Qualification', ''),
  deal('7', '', '700'),
  deal('8', 'Closed Won', '600', nobody),
  deal('9', 'Closed Won', ''),
];

const text = platformCsv(header, ROWS);

describe('Zoho CRM deals', () => {
  test('counts and money: only what was won', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', format: 'zoho-crm-deals', currency: 'USD' });
    // Kept 1 and 2; set aside: 3 and 4 lost, 5 to 7 open, 8 of nobody; rejected 9.
    expect(read.counts).toEqual({ rows: 9, kept: 2, rejected: 1, repeated: 0, setAside: 6, blank: 0 });
    // 80000 + 1234.50
    expect(read.amounts).toEqual({ USD: 8_123_450 });
    // 500 + 400 + 9000 + 700 + 600
    expect(read.amountsElsewhere?.setAside).toEqual({ USD: 1_120_000 });
    expect([read.from, read.to]).toEqual(['2026-05-12', '2026-05-30']);
    expect(read.problems).toContainEqual({ line: 10, code: 'R_AMOUNT_MISSING', column: 'Amount' });
  });

  test('status of each deal: no stage is no sale, and an open deal may close in the future', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ order_id, status }) => [String(order_id).slice(-1), status])).toEqual([
      ['1', 'paid'],
      ['2', 'paid'],
      ['3', 'cancelled'],
      ['4', 'cancelled'],
      ['5', 'unpaid'],
      ['6', 'unpaid'],
      ['7', 'unpaid'],
      ['8', 'paid'],
    ]);
  });

  test('a deal that was won in the future is a slip', async () => {
    const rows = [
      deal('1', 'Closed Won', '1'),
      deal('2', 'Closed Won', '2', { 'Closing Date': '2026-12-31' }),
    ];
    const read = await inspectText(platformCsv(header, rows));
    expect(read.problems).toContainEqual({ line: 3, code: 'R_DATE_FUTURE', column: 'Closing Date' });
  });

  test('who bought: the contact, else the company; ids without their prefix', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      order_id: '4000000000001',
      customer_id: '4000000000300',
      email: null,
      name: 'Wei Zhang',
      ordered_at: '2026-05-30T00:00:00.000Z',
      updated_at: '2026-05-12T14:05:00.000Z',
      amount: 8_000_000,
      refund: null,
      category: 'New Business',
      channel: 'Trade Show',
      consent: null,
    });
    expect(lake[1]).toMatchObject({ customer_id: '4000000000200', name: 'North Harbour Ltd' });
  });

  test('the same deal with and without the prefix is one, and no cause for a word', async () => {
    const rows = [
      deal('1', 'Closed Won', '80'),
      { ...deal('1', 'Closed Won', '80'), 'Record Id': '4000000000001' },
    ];
    const read = await inspectText(platformCsv(header, rows));
    expect(read.counts).toMatchObject({ kept: 1, repeated: 1 });
    expect(codes(read)).not.toContain('W_ID_TRIMMED');
  });

  test('known by its columns in any order and any case, wherever it was put', async () => {
    const usual = await inspectText(text);
    const [first = '', ...others] = platformCsv([...header].reverse(), ROWS).split('\n');
    const turned = await inspectText([first.toUpperCase(), ...others].join('\n'), { hint: 'customers' });
    expect(turned.format).toBe('zoho-crm-deals');
    expect(turned.lake).toEqual(usual.lake);
  });
});
