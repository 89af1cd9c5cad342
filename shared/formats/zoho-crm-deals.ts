import { both } from '../domain/bilingual.ts';
import { DEAL_STAGES } from './deal-stages.ts';
import { list, type Profile } from './profile.ts';

/** Zoho writes `zcrm_` before its ids in some exports and not in others. */
export const ZOHO_ID = /^(?:zcrm_)?(.+)$/i;

/** Zoho CRM, Deals. A deal is an order once it is won; open ones are counted as not yet paid. */
export const zohoCrmDeals: Profile = {
  id: 'zoho-crm-deals',
  kind: 'orders',
  name: both('Zoho CRM deals', 'Zoho CRM 商机'),
  signature: ['Deal Owner.id', 'Closing Date', 'Stage'],
  header: list(
    'Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name.id|Account Name|Stage|Type|' +
      'Probability (%)|Expected Revenue|Next Step|Lead Source|Contact Name.id|Contact Name|Created By.id|' +
      'Created By|Modified By.id|Modified By|Created Time|Modified Time|Last Activity Time|Currency|' +
      'Exchange Rate|Tag|Description',
  ),
  example: {
    'Record Id': 'zcrm_4000000000001',
    'Deal Owner.id': 'zcrm_4000000000900',
    'Deal Owner': 'Mei Chen',
    Amount: '80000',
    'Deal Name': 'Office chairs',
    'Closing Date': '2026-05-30',
    'Account Name.id': 'zcrm_4000000000200',
    'Account Name': 'North Harbour Ltd',
    Stage: 'Closed Won',
    Type: 'New Business',
    'Probability (%)': '100',
    'Lead Source': 'Trade Show',
    'Contact Name.id': 'zcrm_4000000000300',
    'Contact Name': 'Wei Zhang',
    'Created Time': '2026-04-01 09:00:00',
    'Modified Time': '2026-05-30 14:05:00',
    Currency: 'USD',
    'Exchange Rate': '1',
  },
  columns: {
    order_id: [['Record Id']],
    customer_id: [['Contact Name.id'], ['Account Name.id']],
    name: [['Contact Name'], ['Account Name']],
    ordered_at: [['Closing Date']],
    updated_at: [['Modified Time']],
    amount: [['Amount']],
    currency: [['Currency']],
    status: [['Stage']],
    category: [['Type']],
    channel: [['Lead Source']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  ...DEAL_STAGES,
  extract: { order_id: ZOHO_ID, customer_id: ZOHO_ID },
  guesses: [
    'Stages are named in English; any other name than won and lost is an open deal.',
    'Where a deal names a contact, he is the customer, else the company.',
  ],
};
