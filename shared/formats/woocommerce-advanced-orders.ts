import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';
import { WOOCOMMERCE_STATUS } from './woocommerce-analytics-orders.ts';

/**
 * Advanced Order Export for WooCommerce. Every line item repeats what concerns its order, so total and refund count
 * once an order; the money of single lines is not read.
 */
export const woocommerceAdvancedOrders: Profile = {
  id: 'woocommerce-advanced-orders',
  kind: 'orders',
  name: both('WooCommerce Advanced Order Export', 'WooCommerce 高级订单导出'),
  signature: ['Email (Billing)', 'Order Total Amount'],
  header: list(
    'Order Number|Order Status|Order Date|Customer Note|First Name (Billing)|Last Name (Billing)|' +
      'Company (Billing)|Address 1&2 (Billing)|City (Billing)|State Code (Billing)|Postcode (Billing)|' +
      'Country Code (Billing)|Email (Billing)|Phone (Billing)|First Name (Shipping)|Last Name (Shipping)|' +
      'Address 1&2 (Shipping)|City (Shipping)|State Code (Shipping)|Postcode (Shipping)|' +
      'Country Code (Shipping)|Item #|SKU|Name|Product Variation|Quantity|Quantity (- Refund)|Item Cost|' +
      'Order Line (w/o tax)|Order Line Tax|Order Line Total|Order Line Total Refunded|' +
      'Order Line Total (- Refund)|Image URL|Coupon Code|Discount Amount|Discount Amount Tax|' +
      'Payment Method Title|Coupons Used|Cart Discount Amount|Order Subtotal Amount|Order Tax Amount|' +
      'Order Shipping Amount|Order Refund Amount|Order Total Amount|Order Total Tax Amount|Total items|' +
      'Total products',
  ),
  example: {
    'Order Number': '1001',
    'Order Status': 'Completed',
    'Order Date': '2026-05-01 10:00',
    'First Name (Billing)': 'Alice',
    'Last Name (Billing)': 'Moore',
    'City (Billing)': 'Springfield',
    'State Code (Billing)': 'IL',
    'Postcode (Billing)': '62701',
    'Country Code (Billing)': 'US',
    'Email (Billing)': 'alice@shop.example',
    'Phone (Billing)': '+1 217 555 0101',
    'Item #': '1',
    SKU: 'LS-01',
    Name: 'Linen shirt',
    Quantity: '2',
    'Item Cost': '14.99',
    'Order Line Total': '29.98',
    'Payment Method Title': 'Credit card',
    'Order Subtotal Amount': '29.98',
    'Order Shipping Amount': '5.00',
    'Order Refund Amount': '0',
    'Order Total Amount': '34.98',
    'Total items': '2',
    'Total products': '1',
  },
  columns: {
    order_id: [['Order Number']],
    email: [['Email (Billing)']],
    phone: [['Phone (Billing)']],
    name: [['First Name (Billing)'], ['First Name (Shipping)'], ['Last Name (Billing)']],
    ordered_at: [['Order Date']],
    amount: [['Order Total Amount']],
    refund: [['Order Refund Amount']],
    status: [['Order Status']],
    category: [['Name']],
    channel: [['Payment Method Title']],
    region: [['Country Code (Billing)'], ['Country Code (Shipping)']],
  },
  required: [['order_id'], ['ordered_at'], ['amount']],
  grain: 'repeated',
  status: WOOCOMMERCE_STATUS,
  guesses: [
    'The total stands before refunds.',
    'Columns are chosen by the shop; without a status column every order counts as paid.',
  ],
};
