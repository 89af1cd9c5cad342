import { describe, expect, test } from 'vitest';
import { salesforceOpportunities } from '../../../../shared/formats/salesforce-opportunities.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = salesforceOpportunities;
const HARBOUR = '北方港口有限公司';

const deal = (name: string, stage: string, amount: string, more: Record<string, string> = {}): Cells => ({
  'Opportunity Owner': '陈梅',
  'Account Name': HARBOUR,
  'Opportunity Name': name,
  Stage: stage,
  'Fiscal Period': 'Q2-2026',
  'Amount Currency': 'USD',
  Amount: amount,
  'Probability (%)': '100',
  'Close Date': '4/13/2026',
  'Created Date': '3/1/2026',
  ...more,
});

const ROWS = [
  deal('办公椅 2026', 'Closed Won', '$1,234,567', {
    'Close Date': '5/30/2026',
    'Lead Source': 'Web',
    Type: 'New Business',
  }),
  deal('Desks, "oak"', 'Closed Won', '450000.00', { 'Account Name': 'Acme Ltd' }),
  deal('办公桌', 'Closed Won', '450000.00'),
  deal('灯具', 'Closed Lost', '1000.00'),
  deal('地毯', 'Prospecting', '5000.00', { 'Close Date': '12/31/2026' }),
  deal('窗帘', 'Needs Analysis', ''),
  deal('书柜', 'Closed Won', '70.00', { 'Account Name': '' }),
];

const BELOW = [
  '',
  '',
  '"Grand Totals (7 records)"',
  '',
  '"Confidential Information - Do Not Distribute"',
  '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
  '',
].join('\n');

const report = (rows: readonly Cells[] = ROWS, names: readonly string[] = header): string =>
  platformCsv(names, rows, { quoteAll: true }) + BELOW;

describe('Salesforce opportunity report', () => {
  test('counts and money: only what was won, and nothing of what stands below the table', async () => {
    const read = await inspectText(report());
    expect(read).toMatchObject({ status: 'read', format: 'salesforce-opportunities', currency: 'USD' });
    // Kept: the first three; set aside: one lost, two open; rejected: the last; blank: six lines below the table.
    expect(read.counts).toEqual({ rows: 13, kept: 3, rejected: 1, repeated: 0, setAside: 3, blank: 6 });
    // 1234567.00 + 450000.00 + 450000.00
    expect(read.amounts).toEqual({ USD: 213_456_700 });
    // 1000.00 + 5000.00; 70.00
    expect(read.amountsElsewhere).toMatchObject({ setAside: { USD: 600_000 }, rejected: { USD: 7000 } });
    // Months first, as 4/13 and 5/30 show for the whole file.
    expect([read.from, read.to]).toEqual(['2026-04-13', '2026-05-30']);
    expect(read.problems).toContainEqual({ line: 8, code: 'R_ORDER_ID_MISSING', column: 'order_id' });
    expect(codes(read)).toContain('W_FOOTER');
  });

  test('what a deal says: company and name are its id, the company its customer', async () => {
    const { lake } = await inspectText(report());
    expect(lake[0]).toMatchObject({
      order_id: `${HARBOUR} / 办公椅 2026`,
      customer_id: HARBOUR,
      email: null,
      ordered_at: '2026-05-30T00:00:00.000Z',
      amount: 123_456_700,
      status: 'paid',
      category: 'New Business',
      channel: 'Web',
      consent: null,
    });
    expect(lake[1]?.order_id).toBe('Acme Ltd / Desks, "oak"');
    expect(lake.slice(3).map(({ status, amount }) => [status, amount])).toEqual([
      ['cancelled', 100_000],
      ['unpaid', 500_000],
      ['unpaid', 0],
    ]);
  });

  test('GB2312, as a user in China picks it', async () => {
    const read = await inspectText(gb18030(report()));
    expect(read.encoding).toBe('gb18030');
    expect(read.lake).toEqual((await inspectText(report())).lake);
  });

  test('an id of the opportunity is its number, where the report has one', async () => {
    const names = ['Opportunity ID', ...header];
    const rows = [deal('Desks', 'Closed Won', '1.00'), deal('Desks', 'Closed Won', '2.00')];
    const without = await inspectText(report(rows));
    const numbered = rows.map((row, i) => ({ ...row, 'Opportunity ID': `0065g00000Ab${i}` }));
    const read = await inspectText(report(numbered, names));
    expect(without.counts).toMatchObject({ kept: 1, repeated: 1 });
    expect(read.lake.map(({ order_id }) => order_id)).toEqual(['0065g00000Ab0', '0065g00000Ab1']);
  });

  test('dates that nobody can tell apart are refused', async () => {
    const rows = [deal('Desks', 'Closed Won', '1.00', { 'Close Date': '5/4/2026' })];
    expect((await inspectText(report(rows))).problems[0]?.code).toBe('F_DATE_FORMAT_AMBIGUOUS');
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const usual = await inspectText(report());
    const turned = await inspectText(report(ROWS, [...header].reverse()), { hint: 'customers' });
    expect(turned.format).toBe('salesforce-opportunities');
    expect(turned.lake).toEqual(usual.lake);
  });
});
