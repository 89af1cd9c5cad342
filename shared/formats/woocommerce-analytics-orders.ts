import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/** WooCommerce order states, as slugs and as the admin shows them. */
export const WOOCOMMERCE_STATUS: Profile['status'] = {
  completed: 'paid',
  processing: 'paid',
  refunded: 'refunded',
  cancelled: 'cancelled',
  failed: 'cancelled',
  trash: 'cancelled',
  'on-hold': 'unpaid',
  'on hold': 'unpaid',
  pending: 'unpaid',
  'pending payment': 'unpaid',
  'checkout-draft': 'unpaid',
  draft: 'unpaid',
};

/**
 * WooCommerce > Analytics > Orders > Download. It has no e-mail and no customer number: buyers are told apart by name
 * alone. The formatted column is read for its currency sign only; `$` and `¥` are signs of several currencies.
 */
export const woocommerceAnalyticsOrders: Profile = {
  id: 'woocommerce-analytics-orders',
  kind: 'orders',
  name: both('WooCommerce Analytics orders', 'WooCommerce 分析报表：订单'),
  signature: ['Order #', 'Customer type', 'Product(s)'],
  header: list(
    'Date|Order #|N. Revenue (formatted)|Status|Customer|Customer type|Product(s)|Items sold|Coupon(s)|' +
      'Net Sales|Attribution',
  ),
  example: {
    Date: '2026-05-01 10:00:00',
    'Order #': '1001',
    'N. Revenue (formatted)': '$29.98',
    Status: 'completed',
    Customer: 'Alice Moore',
    'Customer type': 'new',
    'Product(s)': '2× Linen shirt',
    'Items sold': '2',
    'Net Sales': '29.98',
    Attribution: 'Organic: Google',
  },
  columns: {
    order_id: [['Order #']],
    customer_id: [['Customer']],
    name: [['Customer']],
    ordered_at: [['Date']],
    amount: [['Net Sales', 'N. Revenue']],
    currency: [['N. Revenue (formatted)', 'Net Sales (formatted)']],
    status: [['Status']],
    category: [['Product(s)']],
    channel: [['Attribution']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: WOOCOMMERCE_STATUS,
  extract: {
    currency: /([€£])/,
    category: /^(?:\d+\s*[×x]\s*)?([^,]+)/,
  },
  guesses: [
    'Buyers of one name are taken for one person, because nothing else in the file tells them apart.',
    'The renamed formatted column is assumed to be called "Net Sales (formatted)".',
    'A refund that stands on a row of its own carries a negative amount and the number of its order.',
    'An order on hold is not paid yet.',
  ],
};
