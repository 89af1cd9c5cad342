import type { Profile } from './profile.ts';

/**
 * Shopify admin, Orders > Export. An order with several line items has one row each; money, status and dates stand on
 * its first row only, so the further rows are line items and count as `repeated`. `Accepts Marketing` is what the
 * buyer said when he ordered, hence its date is `Created at`.
 */
export const shopifyOrders: Profile = {
  id: 'shopify-orders',
  kind: 'orders',
  signature: ['Name', 'Financial Status', 'Lineitem quantity'],
  columns: {
    order_id: [['Name']],
    email: [['Email']],
    phone: [['Phone'], ['Billing Phone'], ['Shipping Phone']],
    name: [['Billing Name'], ['Shipping Name']],
    ordered_at: [['Paid at'], ['Created at']],
    amount: [['Total']],
    refund: [['Refunded Amount']],
    currency: [['Currency']],
    status: [['Financial Status']],
    cancelled_at: [['Cancelled at']],
    category: [['Vendor'], ['Lineitem name']],
    channel: [['Source']],
    region: [['Shipping Province'], ['Shipping Country'], ['Billing Province'], ['Billing Country']],
    consent: [['Accepts Marketing']],
    consent_at: [['Created at']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  status: {
    paid: 'paid',
    partially_refunded: 'paid',
    refunded: 'refunded',
    voided: 'cancelled',
    expired: 'cancelled',
    pending: 'unpaid',
    authorized: 'unpaid',
    partially_paid: 'unpaid',
    unpaid: 'unpaid',
  },
  firstRowOnly: ['status', 'amount', 'currency'],
};
