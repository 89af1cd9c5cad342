import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';
import { ZOHO_ID } from './zoho-crm-deals.ts';

/**
 * Zoho CRM, Contacts. `Email Opt Out` says who wants no mail, so `false` is consent. The first name is the name,
 * because a mail greets with it.
 */
export const zohoCrmContacts: Profile = {
  id: 'zoho-crm-contacts',
  kind: 'customers',
  name: both('Zoho CRM contacts', 'Zoho CRM 联系人'),
  signature: ['Contact Owner', 'Email Opt Out', 'Mailing Country'],
  header: list(
    'Record Id|Contact Owner.id|Contact Owner|Lead Source|First Name|Last Name|Account Name.id|Account Name|' +
      'Email|Title|Department|Phone|Home Phone|Other Phone|Fax|Mobile|Date of Birth|Email Opt Out|' +
      'Created Time|Modified Time|Skype ID|Secondary Email|Mailing Street|Mailing City|Mailing State|' +
      'Mailing Zip|Mailing Country|Description|Tag',
  ),
  example: {
    'Record Id': 'zcrm_4000000000300',
    'Contact Owner.id': 'zcrm_4000000000900',
    'Contact Owner': 'Mei Chen',
    'Lead Source': 'Trade Show',
    'First Name': 'Wei',
    'Last Name': 'Zhang',
    'Account Name.id': 'zcrm_4000000000200',
    'Account Name': 'North Harbour Ltd',
    Email: 'wei@shop.example',
    Title: 'Buyer',
    Mobile: '+86 138 0000 0000',
    'Email Opt Out': 'false',
    'Created Time': '2026-04-01 09:00:00',
    'Modified Time': '2026-05-30 14:05:00',
    'Mailing City': 'Shanghai',
    'Mailing Country': 'China',
  },
  columns: {
    customer_id: [['Record Id']],
    email: [['Email']],
    phone: [['Mobile'], ['Phone'], ['Home Phone'], ['Other Phone']],
    name: [['First Name'], ['Last Name']],
    country: [['Mailing Country']],
    consent: [['Email Opt Out']],
    updated_at: [['Modified Time']],
  },
  required: [['customer_id', 'email']],
  grain: 'order',
  status: {},
  consentIsOptOut: true,
  extract: { customer_id: ZOHO_ID },
  attributes: {
    lead_source: ['Lead Source'],
    account: ['Account Name'],
    title: ['Title'],
    department: ['Department'],
    city: ['Mailing City'],
    tags: ['Tag'],
  },
  guesses: [
    'The order of the columns.',
    'Who did not opt out agrees; the file does not say since when, so any dated statement outweighs it.',
  ],
};
