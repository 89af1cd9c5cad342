import { both } from '../domain/bilingual.ts';
import { DEAL_STAGES } from './deal-stages.ts';
import { list, type Profile } from './profile.ts';

/** `Wei Zhang (wei@example.com)`: the address; of several contacts the first one's. */
const ADDRESS = /(?<=^|[(;]\s*)([^\s();]+@[^\s();]+)/;

/**
 * HubSpot, Deals. The customer is the contact, who is known by the address in brackets behind his name, else the
 * company. An open deal often has neither amount nor date of closing; it is dated by the day it was made.
 */
export const hubspotDeals: Profile = {
  id: 'hubspot-deals',
  kind: 'orders',
  name: both('HubSpot deals', 'HubSpot 交易'),
  signature: ['Record ID', 'Deal Name', 'Deal Stage'],
  header: list(
    'Record ID|Deal Name|Deal Stage|Close Date|Deal owner|Amount|Pipeline|Create Date|Last Activity Date|' +
      'Original Source|Associated Contact|Associated Company',
  ),
  example: {
    'Record ID': '9000000001',
    'Deal Name': 'Office chairs',
    'Deal Stage': 'Closed Won',
    'Close Date': '2026-05-30 14:05',
    'Deal owner': 'Mei Chen',
    Amount: '25000',
    Pipeline: 'Sales Pipeline',
    'Create Date': '2026-04-01 09:00',
    'Original Source': 'Direct Traffic',
    'Associated Contact': 'Wei Zhang (wei@shop.example)',
    'Associated Company': 'North Harbour Ltd',
  },
  columns: {
    order_id: [['Record ID']],
    customer_id: [['Associated Contact'], ['Associated Company']],
    email: [['Associated Contact']],
    name: [['Associated Contact']],
    ordered_at: [['Close Date'], ['Create Date']],
    amount: [['Amount']],
    currency: [['Currency']],
    status: [['Deal Stage']],
    category: [['Pipeline']],
    channel: [['Original Source']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  ...DEAL_STAGES,
  unless: { customer_id: 'email' },
  extract: { email: ADDRESS, name: /^([^(;@]+?)\s*(?:[(;]|$)/ },
  guesses: [
    'Stages are named in English; any other name than won and lost is an open deal.',
    'Of several contacts of a deal the first is the customer.',
    'A deal that was won without a date of closing counts on the day it was made.',
  ],
};
