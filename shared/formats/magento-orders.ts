import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Magento 2 / Adobe Commerce, Sales > Orders > Export. `Closed` is Magento's word for an order that was wholly
 * refunded. `Purchase Point` is website, store and view in one cell, on three lines.
 */
export const magentoOrders: Profile = {
  id: 'magento-orders',
  kind: 'orders',
  name: both('Magento orders (Sales > Orders)', 'Magento 订单（Sales > Orders）'),
  signature: ['Purchase Point', 'Purchase Date', 'Bill-to Name'],
  header: list(
    'ID|Purchase Point|Purchase Date|Bill-to Name|Ship-to Name|Grand Total (Base)|' +
      'Grand Total (Purchased)|Status|Billing Address|Shipping Address|Shipping Information|Customer Email|' +
      'Customer Group|Subtotal|Shipping and Handling|Customer Name|Payment Method|Total Refunded|' +
      'Allocated sources|Pickup Location Code',
  ),
  example: {
    ID: '000000101',
    'Purchase Point': 'Main Website\n    Main Website Store\n        Default Store View',
    'Purchase Date': 'May 1, 2026 10:00:00 AM',
    'Bill-to Name': 'Alice Moore',
    'Ship-to Name': 'Alice Moore',
    'Grand Total (Base)': '$34.98',
    'Grand Total (Purchased)': '$34.98',
    Status: 'Complete',
    'Billing Address': '12 Elm Street,Springfield,Illinois,62701',
    'Shipping Address': '12 Elm Street,Springfield,Illinois,62701',
    'Customer Email': 'alice@shop.example',
    'Customer Group': 'General',
    Subtotal: '$29.98',
    'Shipping and Handling': '$5.00',
    'Customer Name': 'Alice Moore',
    'Payment Method': 'checkmo',
    'Total Refunded': '$0.00',
  },
  columns: {
    order_id: [['ID']],
    email: [['Customer Email']],
    name: [['Customer Name'], ['Bill-to Name']],
    ordered_at: [['Purchase Date']],
    amount: [['Grand Total (Purchased)'], ['Grand Total (Base)']],
    refund: [['Total Refunded']],
    status: [['Status']],
    channel: [['Purchase Point']],
    region: [['Shipping Address'], ['Billing Address']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: {
    complete: 'paid',
    processing: 'paid',
    'paypal canceled reversal': 'paid',
    closed: 'refunded',
    'paypal reversed': 'refunded',
    canceled: 'cancelled',
    'suspected fraud': 'cancelled',
    fraud: 'cancelled',
    pending: 'unpaid',
    'pending payment': 'unpaid',
    pending_payment: 'unpaid',
    'pending paypal': 'unpaid',
    'payment review': 'unpaid',
    payment_review: 'unpaid',
    'on hold': 'unpaid',
    holded: 'unpaid',
  },
  extract: { region: /,\s*([^,]+),[^,]*$/ },
  guesses: [
    'Dates and amounts are written as the admin user sees them; here as in American English.',
    'Total Refunded is in the base currency; an order that was bought in another one and refunded is refused.',
    'The region is the last but one part of the address, before the postcode.',
    'An order on hold is not paid yet.',
  ],
};
