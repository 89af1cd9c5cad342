import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/** Addresses under which Amazon passes on messages: one for each buyer, hence a customer number. */
const RELAY = /^(\S+@marketplace\.amazon\.[a-z.]+)$/i;

/**
 * Amazon Seller Central, order report (New or Unshipped Orders): paid orders only, one row a line item with money of
 * its own. The buyer is known by his relay address, which tells buyers apart and takes no advertising.
 */
export const amazonOrderReport: Profile = {
  id: 'amazon-order-report',
  kind: 'orders',
  name: both('Amazon order report', '亚马逊 订单报告'),
  signature: ['order-item-id', 'buyer-email', 'payments-date'],
  header: list(
    'order-id|order-item-id|purchase-date|payments-date|buyer-email|buyer-name|buyer-phone-number|sku|' +
      'product-name|quantity-purchased|currency|item-price|item-tax|shipping-price|shipping-tax|' +
      'ship-service-level|recipient-name|ship-address-1|ship-address-2|ship-address-3|ship-city|ship-state|' +
      'ship-postal-code|ship-country|ship-phone-number|delivery-start-date|delivery-end-date|' +
      'delivery-time-zone|delivery-Instructions|sales-channel',
  ),
  example: {
    'order-id': '113-1234567-1234567',
    'order-item-id': '10000000000001',
    'purchase-date': '2026-05-01T09:58:00-07:00',
    'payments-date': '2026-05-01T10:00:00-07:00',
    'buyer-email': 'abc123def456@marketplace.amazon.com',
    'buyer-name': 'Alice Moore',
    sku: 'LS-01',
    'product-name': 'Linen shirt',
    'quantity-purchased': '1',
    currency: 'USD',
    'item-price': '9.88',
    'item-tax': '0.82',
    'shipping-price': '4.99',
    'shipping-tax': '0.00',
    'ship-service-level': 'Standard',
    'recipient-name': 'Alice Moore',
    'ship-city': 'Springfield',
    'ship-state': 'IL',
    'ship-postal-code': '62701',
    'ship-country': 'US',
    'sales-channel': 'Amazon.com',
  },
  columns: {
    order_id: [['order-id']],
    line_id: [['order-item-id']],
    customer_id: [['buyer-email']],
    email: [['buyer-email']],
    phone: [['buyer-phone-number']],
    name: [['buyer-name']],
    ordered_at: [['payments-date'], ['purchase-date']],
    amount: [['item-price']],
    currency: [['currency']],
    category: [['sku']],
    channel: [['sales-channel']],
    region: [['ship-country']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount']],
  grain: 'lines',
  status: {},
  extract: { customer_id: RELAY },
  addends: {
    amount: [
      { columns: [['item-tax']], sign: 1 },
      { columns: [['shipping-price']], sign: 1 },
      { columns: [['shipping-tax']], sign: 1 },
    ],
  },
  noQuotesWith: '\t',
  guesses: [
    'Every order of the report is paid: it has no column for a status.',
    'The relay address of a buyer stays the same from order to order.',
    'Promotions have no column here; what was paid may be less.',
  ],
};
