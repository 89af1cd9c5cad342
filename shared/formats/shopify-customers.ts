import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Shopify admin, Customers > Export. Shopify's own totals are kept as attributes and never become money: orders alone
 * say what somebody bought. The first name is the name, because a mail greets with it.
 */
export const shopifyCustomers: Profile = {
  id: 'shopify-customers',
  kind: 'customers',
  name: both('Shopify customers', 'Shopify 客户'),
  signature: ['Accepts Email Marketing', 'Total Spent'],
  header: list(
    'Customer ID|First Name|Last Name|Email|Accepts Email Marketing|Default Address Company|' +
      'Default Address Address1|Default Address Address2|Default Address City|' +
      'Default Address Province Code|Default Address Country Code|Default Address Zip|' +
      'Default Address Phone|Phone|Accepts SMS Marketing|Total Spent|Total Orders|Note|Tax Exempt|Tags',
  ),
  example: {
    'Customer ID': "'7000000000001",
    'First Name': 'Alice',
    'Last Name': 'Moore',
    Email: 'alice@shop.example',
    'Accepts Email Marketing': 'yes',
    'Default Address City': 'Springfield',
    'Default Address Province Code': 'IL',
    'Default Address Country Code': 'US',
    'Default Address Zip': "'62701",
    Phone: "'+12175550101",
    'Accepts SMS Marketing': 'no',
    'Total Spent': '34.98',
    'Total Orders': '1',
    'Tax Exempt': 'no',
    Tags: 'newsletter',
  },
  columns: {
    customer_id: [['Customer ID']],
    email: [['Email']],
    phone: [['Phone'], ['Default Address Phone']],
    name: [['First Name'], ['Last Name']],
    country: [['Default Address Country Code']],
    consent: [['Accepts Email Marketing']],
  },
  required: [['customer_id', 'email']],
  grain: 'order',
  status: {},
  attributes: {
    tags: ['Tags'],
    company: ['Default Address Company'],
    city: ['Default Address City'],
    province: ['Default Address Province Code'],
    accepts_sms: ['Accepts SMS Marketing'],
    total_spent: ['Total Spent'],
    total_orders: ['Total Orders'],
    tax_exempt: ['Tax Exempt'],
  },
  guesses: ['The file does not say when consent was given, so any dated statement outweighs it.'],
};
