import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Shopify admin, Orders > Export. An order with several line items has one row each; money, status and dates stand on
 * its first row only, so the further rows are line items and count as `repeated`. `Accepts Marketing` is what the
 * buyer said when he ordered, hence its date is `Created at`.
 */
export const shopifyOrders: Profile = {
  id: 'shopify-orders',
  kind: 'orders',
  name: both('Shopify orders', 'Shopify 订单'),
  signature: ['Name', 'Financial Status', 'Lineitem quantity'],
  header: list(
    'Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|Currency|' +
      'Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|Created at|' +
      'Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|Lineitem sku|' +
      'Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|Billing Street|' +
      'Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|Billing Province|' +
      'Billing Country|Billing Phone|Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|' +
      'Shipping Company|Shipping City|Shipping Zip|Shipping Province|Shipping Country|Shipping Phone|Notes|' +
      'Note Attributes|Cancelled at|Payment Method|Payment Reference|Refunded Amount|Vendor|' +
      'Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount|' +
      'Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value|' +
      'Tax 5 Name|Tax 5 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name|' +
      'Payment ID|Payment Terms Name|Next Payment Due At|Payment References',
  ),
  example: {
    Name: '#1001',
    Email: 'alice@shop.example',
    'Financial Status': 'paid',
    'Paid at': '2026-05-01 10:00:00 +0000',
    'Fulfillment Status': 'fulfilled',
    'Accepts Marketing': 'yes',
    Currency: 'USD',
    Subtotal: '29.98',
    Shipping: '5.00',
    Taxes: '0.00',
    Total: '34.98',
    'Created at': '2026-05-01 09:58:12 +0000',
    'Lineitem quantity': '2',
    'Lineitem name': 'Linen shirt',
    'Lineitem price': '14.99',
    'Billing Name': 'Alice Moore',
    'Billing Zip': "'62701",
    'Billing Province': 'IL',
    'Billing Country': 'US',
    'Refunded Amount': '0.00',
    Vendor: 'Northwind',
    Id: '5550001001',
    Source: 'web',
  },
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
    region: [['Shipping Country'], ['Billing Country'], ['Shipping Province'], ['Billing Province']],
    consent: [['Accepts Marketing']],
    consent_at: [['Created at']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'firstRow',
  firstRowOnly: ['status', 'amount', 'currency'],
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
  beside: { region: { 'Shipping Country': 'Shipping Province', 'Billing Country': 'Billing Province' } },
  guesses: [
    'An order that is paid in part is not paid yet; its total would be more than the shop has received.',
  ],
};
