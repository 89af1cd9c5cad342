import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * BigCommerce, Orders > Export, default template. A guest has customer number 0 and is known by the e-mail. Line items
 * are packed into one cell; the first product's name is the category.
 */
export const bigcommerceOrders: Profile = {
  id: 'bigcommerce-orders',
  kind: 'orders',
  name: both('BigCommerce orders', 'BigCommerce 订单'),
  signature: ['Order Total (inc tax)', 'Order Currency Code', 'Product Details'],
  header: list(
    'Order ID|Customer ID|Customer Name|Customer Email|Customer Phone|Order Date|Order Status|' +
      'Subtotal (inc tax)|Subtotal (ex tax)|Tax Total|Shipping Cost (inc tax)|Shipping Cost (ex tax)|' +
      'Ship Method|Handling Cost (inc tax)|Handling Cost (ex tax)|Order Total (inc tax)|' +
      'Order Total (ex tax)|Payment Method|Total Quantity|Total Shipped|Date Shipped|Order Currency Code|' +
      'Exchange Rate|Order Notes|Customer Message|Billing First Name|Billing Last Name|Billing Company|' +
      'Billing Street 1|Billing Street 2|Billing Suburb|Billing State|Billing Zip|Billing Country|' +
      'Billing Phone|Billing Email|Billing Purchase Order #|Shipping First Name|Shipping Last Name|' +
      'Shipping Company|Shipping Street 1|Shipping Street 2|Shipping Suburb|Shipping State|Shipping Zip|' +
      'Shipping Country|Shipping Phone|Shipping Email|Shipping Purchase Order #|Product Details|' +
      'Store Credit Redeemed|Gift Certificate Amount Redeemed|Gift Certificate Code|' +
      'Gift Certificate Expiration Date|Coupon Details|Refund Amount',
  ),
  example: {
    'Order ID': '101',
    'Customer ID': '7',
    'Customer Name': 'Alice Moore',
    'Customer Email': 'alice@shop.example',
    'Customer Phone': '+1 217 555 0101',
    'Order Date': '18/05/2026',
    'Order Status': 'Completed',
    'Order Total (inc tax)': '49.00',
    'Order Total (ex tax)': '45.00',
    'Payment Method': 'Credit Card',
    'Total Quantity': '2',
    'Order Currency Code': 'USD',
    'Exchange Rate': '1.0000000000',
    'Billing First Name': 'Alice',
    'Billing Last Name': 'Moore',
    'Billing Country': 'United States',
    'Billing Email': 'alice@shop.example',
    'Product Details':
      'Product ID: 77, Product Qty: 2, Product SKU: LS-01, Product Name: Linen shirt, Product Unit Price: 24.50',
    'Refund Amount': '0.00',
  },
  columns: {
    order_id: [['Order ID']],
    customer_id: [['Customer ID']],
    email: [['Customer Email'], ['Billing Email']],
    phone: [['Customer Phone'], ['Billing Phone']],
    name: [['Customer Name'], ['Billing First Name']],
    ordered_at: [['Order Date']],
    amount: [['Order Total (inc tax)']],
    refund: [['Refund Amount']],
    currency: [['Order Currency Code']],
    status: [['Order Status']],
    category: [['Product Details']],
    channel: [['Payment Method']],
    region: [['Billing Country'], ['Shipping Country']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: {
    completed: 'paid',
    shipped: 'paid',
    'partially shipped': 'paid',
    'awaiting fulfillment': 'paid',
    'awaiting shipment': 'paid',
    'awaiting pickup': 'paid',
    'partially refunded': 'paid',
    refunded: 'refunded',
    cancelled: 'cancelled',
    declined: 'cancelled',
    pending: 'unpaid',
    incomplete: 'unpaid',
    'awaiting payment': 'unpaid',
    'manual verification required': 'unpaid',
    disputed: 'unpaid',
  },
  nothing: { customer_id: ['0'] },
  extract: { category: /Product Name: (.*?)(?:, Product |\||$)/s },
  guesses: [
    'Day and month stand in the order that the whole file proves, because the shop can choose it.',
    'Amounts are in the currency of the order, so the exchange rate is not applied.',
    'A disputed order is not settled, hence not paid.',
  ],
};
