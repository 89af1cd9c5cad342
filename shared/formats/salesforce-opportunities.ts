import { both } from '../domain/bilingual.ts';
import { DEAL_STAGES } from './deal-stages.ts';
import { list, type Profile } from './profile.ts';

/**
 * Salesforce, opportunity report exported as details only. Whoever made the report chose its columns; without an id
 * company and name make one. Below the table stand its totals, a notice of confidence and the copyright. The customer
 * is the company.
 */
export const salesforceOpportunities: Profile = {
  id: 'salesforce-opportunities',
  kind: 'orders',
  name: both('Salesforce opportunity report', 'Salesforce 业务机会报表'),
  signature: ['Opportunity Name', 'Stage', 'Close Date'],
  header: list(
    'Opportunity Owner|Account Name|Opportunity Name|Stage|Fiscal Period|Amount Currency|Amount|' +
      'Probability (%)|Age|Close Date|Created Date|Next Step|Lead Source|Type',
  ),
  example: {
    'Opportunity Owner': 'Mei Chen',
    'Account Name': 'North Harbour Ltd',
    'Opportunity Name': 'Office chairs 2026',
    Stage: 'Closed Won',
    'Fiscal Period': 'Q2-2026',
    'Amount Currency': 'USD',
    Amount: '450000.00',
    'Probability (%)': '100',
    Age: '31',
    'Close Date': '5/30/2026',
    'Created Date': '4/29/2026',
    'Lead Source': 'Web',
    Type: 'New Business',
  },
  columns: {
    order_id: [['Opportunity ID']],
    customer_id: [['Account Name']],
    name: [['Account Name']],
    ordered_at: [['Close Date']],
    amount: [['Amount']],
    currency: [['Amount Currency']],
    status: [['Stage']],
    category: [['Type']],
    channel: [['Lead Source']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  ...DEAL_STAGES,
  orderIdOf: ['Account Name', 'Opportunity Name'],
  footer: [/^Grand Totals?\b/i, /^Confidential Information\b/i, /^Copyright\b/i],
  guesses: [
    'Stages are named in English; any other name than won and lost is an open deal.',
    'Two deals of one company have different names where the report has no id.',
    'A company is known by its name; one that is renamed is another customer.',
  ],
};
