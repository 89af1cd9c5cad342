import { both } from '../domain/bilingual.ts';
import { list, type OrderStatus, type Profile } from './profile.ts';

/** Parcels that never stayed with the buyer: Amazon gives the money back, and no column says how much. */
const RETURNED = /^shipped - (returned|returning|rejected|lost|damaged)/;

/** Status words of an Amazon order; what a shipment is doing is written behind `Shipped - `. */
export const AMAZON_STATUS: Readonly<Record<string, OrderStatus>> = {
  shipped: 'paid',
  shipping: 'paid',
  unshipped: 'paid',
  partiallyshipped: 'paid',
  'partially shipped': 'paid',
  complete: 'paid',
  delivered: 'paid',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  unfulfillable: 'cancelled',
  pending: 'unpaid',
};

/**
 * Amazon Seller Central, All Orders report. One row a line item, with money of its own: price and shipping less both
 * promotions, taxes left out. Amazon does not say who bought, so every row is set aside: the file shows what was
 * sold, and nobody can be graded by it. A line that was cancelled by itself says so in its `item-status`, while the
 * order goes on as `Shipped`.
 */
export const amazonAllOrders: Profile = {
  id: 'amazon-all-orders',
  kind: 'orders',
  name: both('Amazon All Orders report', '亚马逊 所有订单报告'),
  signature: ['amazon-order-id', 'purchase-date', 'item-price'],
  header: list(
    'amazon-order-id|merchant-order-id|purchase-date|last-updated-date|order-status|fulfillment-channel|' +
      'sales-channel|order-channel|url|ship-service-level|product-name|sku|asin|item-status|quantity|currency|' +
      'item-price|item-tax|shipping-price|shipping-tax|gift-wrap-price|gift-wrap-tax|item-promotion-discount|' +
      'ship-promotion-discount|ship-city|ship-state|ship-postal-code|ship-country|promotion-ids|' +
      'is-business-order|purchase-order-number|price-designation',
  ),
  example: {
    'amazon-order-id': '302-1234567-1234567',
    'purchase-date': '2026-05-01T10:00:00+00:00',
    'last-updated-date': '2026-05-02T08:30:00+00:00',
    'order-status': 'Shipped',
    'fulfillment-channel': 'Amazon',
    'sales-channel': 'Amazon.de',
    'ship-service-level': 'Standard',
    'product-name': 'Linen shirt',
    sku: 'LS-01',
    asin: 'B000000001',
    'item-status': 'Shipped',
    quantity: '1',
    currency: 'EUR',
    'item-price': '89.90',
    'item-tax': '14.35',
    'shipping-price': '4.90',
    'item-promotion-discount': '5.00',
    'ship-country': 'DE',
    'is-business-order': 'false',
  },
  columns: {
    order_id: [['amazon-order-id']],
    ordered_at: [['purchase-date']],
    updated_at: [['last-updated-date']],
    amount: [['item-price']],
    currency: [['currency']],
    status: [['order-status']],
    cancelled_at: [['item-status']],
    category: [['sku'], ['asin']],
    channel: [['sales-channel']],
    region: [['ship-country']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'lines',
  status: AMAZON_STATUS,
  statusPatterns: [
    { pattern: RETURNED, status: 'refunded' },
    { pattern: /^shipped - /, status: 'paid' },
    { pattern: /^pending/, status: 'unpaid' },
  ],
  extract: { cancelled_at: /^(cancell?ed)$/i },
  addends: {
    amount: [
      { columns: [['shipping-price']], sign: 1 },
      { columns: [['item-promotion-discount']], sign: -1 },
      { columns: [['ship-promotion-discount']], sign: -1 },
    ],
  },
  amountOnlyWhenPaid: true,
  noQuotesWith: '\t',
  guesses: [
    'Promotions are written without a sign and lower what was paid.',
    'Gift wrap is not counted; neither are taxes.',
    'A parcel that was returned, rejected, lost or damaged is money given back in full.',
    'The report has no id of a line, so every line of an order counts.',
  ],
};
