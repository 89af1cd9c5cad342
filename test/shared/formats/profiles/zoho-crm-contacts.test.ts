import { describe, expect, test } from 'vitest';
import { zohoCrmContacts } from '../../../../shared/formats/zoho-crm-contacts.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { type Cells, platformCsv } from '../../../support/platform-csv.ts';

const { header } = zohoCrmContacts;

const contact = (id: string, email: string, optOut: string, more: Record<string, string> = {}): Cells => ({
  'Record Id': `zcrm_400000000030${id}`,
  'Contact Owner': 'Mei Chen',
  'First Name': 'Bob',
  'Last Name': 'Reed',
  Email: email,
  'Email Opt Out': optOut,
  'Modified Time': '2026-05-30 14:05:00',
  ...more,
});

const ROWS = [
  contact('0', 'Wei@Shop.example', 'false', {
    'Lead Source': 'Trade Show',
    'First Name': 'Wei',
    'Last Name': 'Zhang',
    'Account Name': 'North Harbour Ltd',
    Mobile: '+86 138 1234 5678',
    Phone: '021 5555 0101',
    'Date of Birth': '1990-01-01',
    'Mailing City': 'Shanghai',
    'Mailing Country': 'China',
  }),
  contact('1', 'bob@shop.example', 'true'),
  contact('2', 'carol@shop.example', '', { 'First Name': '', 'Last Name': 'King' }),
  contact('3', '', 'false', { Phone: '+1 217 555 0101' }),
  contact('4', 'none@none.com', 'FALSE'),
  contact('5', 'dora@shop.example', 'perhaps'),
];

const text = platformCsv(header, ROWS);
const read = () => inspectText(text, { hint: 'customers' });

describe('Zoho CRM contacts', () => {
  test('counts', async () => {
    const found = await read();
    expect(found).toMatchObject({ status: 'read', kind: 'customers', format: 'zoho-crm-contacts' });
    expect(found.counts).toEqual({ rows: 6, kept: 5, rejected: 1, repeated: 0, setAside: 0, blank: 0 });
    expect(found.problems).toContainEqual({ line: 7, code: 'R_CONSENT_UNKNOWN', column: 'Email Opt Out' });
    expect(codes(found)).toContain('M_EMAIL_PLACEHOLDER');
  });

  test('who opted out does not agree, who did not does, and an empty cell says nothing', async () => {
    const { lake } = await read();
    expect(lake.map(({ email, consent }) => [email, consent])).toEqual([
      ['wei@shop.example', true],
      ['bob@shop.example', false],
      ['carol@shop.example', null],
      [null, true],
      [null, true],
    ]);
    expect(lake.map(({ consent_at }) => consent_at)).toEqual([null, null, null, null, null]);
  });

  test('what a row says of a person, and what of it is kept', async () => {
    const { lake, unmatched } = await read();
    expect(lake[0]).toMatchObject({
      customer_id: '4000000000300',
      email: 'wei@shop.example',
      phone: '+8613812345678',
      name: 'Wei',
      country: 'China',
      updated_at: '2026-05-30T14:05:00.000Z',
    });
    expect(JSON.parse(String(lake[0]?.attributes))).toEqual({
      account: 'North Harbour Ltd',
      city: 'Shanghai',
      lead_source: 'Trade Show',
    });
    expect(lake[2]).toMatchObject({ name: 'King' });
    expect(lake[3]).toMatchObject({ email: null, phone: '+12175550101' });
    expect(unmatched).toContain('Date of Birth');
  });

  test('known by its columns in any order, wherever it was put', async () => {
    const turned = await inspectText(platformCsv([...header].reverse(), ROWS), { hint: 'orders' });
    expect(turned.format).toBe('zoho-crm-contacts');
    expect(turned.lake).toEqual((await read()).lake);
  });
});
