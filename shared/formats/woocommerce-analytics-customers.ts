import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * WooCommerce > Analytics > Customers > Download. Guests have no username and are known by their e-mail. There is no
 * consent column, so the file says nothing of consent.
 */
export const woocommerceAnalyticsCustomers: Profile = {
  id: 'woocommerce-analytics-customers',
  kind: 'customers',
  name: both('WooCommerce Analytics customers', 'WooCommerce 分析报表：客户'),
  signature: ['Sign Up', 'Total Spend', 'AOV'],
  header: list(
    'Name|Username|Last Active|Sign Up|Email|Orders|Total Spend|AOV|Country / Region|City|Region|' +
      'Postal Code|Billing Phone|Shipping Phone|Role',
  ),
  example: {
    Name: 'Alice Moore',
    Username: 'alice',
    'Last Active': '2026-05-01 10:00:00',
    'Sign Up': '2025-11-20 08:30:00',
    Email: 'alice@shop.example',
    Orders: '3',
    'Total Spend': '129.90',
    AOV: '43.30',
    'Country / Region': 'US',
    City: 'Springfield',
    Region: 'IL',
    'Postal Code': '62701',
  },
  columns: {
    customer_id: [['Username']],
    email: [['Email']],
    phone: [['Billing Phone'], ['Shipping Phone']],
    name: [['Name']],
    country: [['Country / Region']],
  },
  required: [['customer_id', 'email']],
  grain: 'order',
  status: {},
  attributes: {
    signed_up: ['Sign Up'],
    last_active: ['Last Active'],
    orders: ['Orders'],
    total_spend: ['Total Spend'],
    average_order: ['AOV'],
    city: ['City'],
    region: ['Region'],
    role: ['Role'],
  },
  guesses: [
    'Username is the customer number. The orders report knows names only, and a name is no proof that two rows are ' +
      'one person, so the two reports are not joined by it.',
    'Sign Up and Last Active are attributes: neither says when the row was last changed.',
  ],
};
