import { describe, expect, test } from 'vitest';
import { hubspotDeals } from '../../../../shared/formats/hubspot-deals.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = hubspotDeals;

const deal = (id: string, stage: string, amount: string, more: Record<string, string> = {}): Cells => ({
  'Record ID': `900000000${id}`,
  'Deal Name': 'Office chairs',
  'Deal Stage': stage,
  'Close Date': '2026-05-12 09:00',
  'Deal owner': 'Mei Chen',
  Amount: amount,
  Pipeline: 'Sales Pipeline',
  'Create Date': '2026-04-01 09:00',
  'Original Source': 'Direct Traffic',
  'Associated Contact': 'Wei Zhang (wei@example.com)',
  'Associated Company': 'North Harbour Ltd',
  ...more,
});

const ROWS = [
  deal('1', 'Closed Won', '25000', { 'Close Date': '2026-05-30 14:05' }),
  deal('2', 'Closed Won (Sales Pipeline)', '1200.50', { 'Associated Contact': 'Li Na' }),
  deal('3', 'closedwon', '300', { 'Associated Contact': '', 'Associated Company': 'Acme (Shanghai) Ltd' }),
  deal('4', 'Closed Won', '10', {
    'Associated Contact': 'Li Na (li@example.com);Bob Reed (bob@example.com)',
  }),
  deal('5', 'Closed Lost', '999'),
  deal('6', 'Contract Sent', '', { 'Close Date': '' }),
  deal('7', 'Presentation Scheduled', '5000', { 'Close Date': '2026-12-31 10:00' }),
  deal('8', 'Closed Won', '77', { 'Associated Contact': '', 'Associated Company': '' }),
  deal('9', 'Closed Won', ''),
];

const text = platformCsv(header, ROWS);

describe('HubSpot deals', () => {
  test('counts and money: only what was won', async () => {
    const read = await inspectText(text);
    expect(read).toMatchObject({ status: 'read', format: 'hubspot-deals' });
    // Kept 1 to 4; set aside: 5 lost, 6 and 7 open, 8 of nobody; rejected 9.
    expect(read.counts).toEqual({ rows: 9, kept: 4, rejected: 1, repeated: 0, setAside: 4, blank: 0 });
    // 25000 + 1200.50 + 300 + 10
    expect(read.amounts).toEqual({ '': 2_651_050 });
    // 999 + 5000 + 77
    expect(read.amountsElsewhere?.setAside).toEqual({ '': 607_600 });
    expect([read.from, read.to]).toEqual(['2026-05-12', '2026-05-30']);
    expect(read.problems).toContainEqual({ line: 10, code: 'R_AMOUNT_MISSING', column: 'Amount' });
  });

  test('who bought: the address behind the contact, else his name, else the company', async () => {
    const { lake } = await inspectText(text);
    expect(lake.map(({ customer_id, email, name }) => [customer_id, email, name]).slice(0, 4)).toEqual([
      [null, 'wei@example.com', 'Wei Zhang'],
      ['Li Na', null, 'Li Na'],
      ['Acme (Shanghai) Ltd', null, null],
      [null, 'li@example.com', 'Li Na'],
    ]);
  });

  test.each([
    ['wei@example.com', 'wei@example.com', null],
    ['Wei Zhang ( wei@example.com )', 'wei@example.com', 'Wei Zhang'],
    ['Wei (Jim) Zhang (wei@example.com)', 'wei@example.com', 'Wei'],
  ])('the contact %s', async (contact, email, name) => {
    const read = await inspectText(
      platformCsv(header, [deal('1', 'Closed Won', '1', { 'Associated Contact': contact })]),
    );
    expect(read.lake[0]).toMatchObject({ customer_id: null, email, name });
  });

  test('status of each deal; an open one is dated by the day it was made, or lies ahead', async () => {
    const { lake } = await inspectText(text);
    expect(lake.slice(4).map(({ status, ordered_at, amount }) => [status, ordered_at, amount])).toEqual([
      ['cancelled', '2026-05-12T09:00:00.000Z', 99_900],
      ['unpaid', '2026-04-01T09:00:00.000Z', 0],
      ['unpaid', '2026-12-31T10:00:00.000Z', 500_000],
      ['paid', '2026-05-12T09:00:00.000Z', 7700],
    ]);
  });

  test('what a row says of the rest', async () => {
    const { lake } = await inspectText(text);
    expect(lake[0]).toMatchObject({
      order_id: '9000000001',
      ordered_at: '2026-05-30T14:05:00.000Z',
      has_zone: false,
      category: 'Sales Pipeline',
      channel: 'Direct Traffic',
      consent: null,
    });
  });

  test('a column of currencies counts where the file has one', async () => {
    const rows = [{ ...deal('1', 'Closed Won', '25000'), Currency: 'JPY' }];
    expect((await inspectText(platformCsv([...header, 'Currency'], rows))).amounts).toEqual({ JPY: 25_000 });
  });

  test('known by its columns in any order and any case, wherever it was put', async () => {
    const usual = await inspectText(text);
    const [first = '', ...others] = platformCsv([...header].reverse(), ROWS).split('\n');
    const capitals = first.replace('Deal owner', 'Deal Owner').replace('Record ID', 'Record Id');
    const turned = await inspectText([capitals, ...others].join('\n'), { hint: 'customers' });
    expect(turned.format).toBe('hubspot-deals');
    expect(turned.lake).toEqual(usual.lake);
  });
});
