import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * eBay Seller Hub, orders report. A sale of several items has a row of its own with buyer and money, and below it a
 * row for each item without a total: those are line items and count as `repeated`. An order that was paid at once for
 * several sales has a total for each of them. British reports write `Post to …`
 * and `Postage and packaging`. A buyer is known by his user name; his address is a relay or empty.
 */
export const ebayOrders: Profile = {
  id: 'ebay-orders',
  kind: 'orders',
  name: both('eBay orders report', 'eBay 订单报告'),
  signature: ['Sales Record Number', 'Buyer Username', 'Sold For'],
  header: list(
    'Sales Record Number|Order Number|Buyer Username|Buyer Name|Buyer Email|Buyer Note|Buyer Address 1|' +
      'Buyer Address 2|Buyer City|Buyer State|Buyer Zip|Buyer Country|Ship To Name|Ship To Phone|' +
      'Ship To Address 1|Ship To Address 2|Ship To City|Ship To State|Ship To Zip|Ship To Country|' +
      'Item Number|Item Title|Custom Label|Sold Via Promoted Listings|Quantity|Sold For|' +
      'Shipping And Handling|Seller Collected Tax|eBay Collected Tax|Total Price|' +
      'eBay Collected Tax Included in Total|Payment Method|Sale Date|Paid On Date|Ship By Date|' +
      'Minimum Estimated Delivery Date|Maximum Estimated Delivery Date|Shipped On Date|Feedback Left|' +
      'Feedback Received|My Item Note|PayPal Transaction ID|Shipping Service|Tracking Number|' +
      'Transaction ID|Variation Details|Global Shipping Program|Global Shipping Reference ID|' +
      'Click And Collect|Click And Collect Reference Number|eBay Plus',
  ),
  example: {
    'Sales Record Number': '101',
    'Order Number': '12-10000-10001',
    'Buyer Username': 'alice_m',
    'Buyer Name': 'Alice Moore',
    'Buyer Email': 'alice123@members.ebay.com',
    'Ship To Name': 'Alice Moore',
    'Ship To Phone': '+1 217 555 0101',
    'Ship To City': 'Springfield',
    'Ship To State': 'IL',
    'Ship To Zip': '62701',
    'Ship To Country': 'United States',
    'Item Number': '100000000001',
    'Item Title': 'Linen shirt',
    Quantity: '1',
    'Sold For': '$29.99',
    'Shipping And Handling': '$5.00',
    'Total Price': '$34.99',
    'Sale Date': 'May-21-26',
    'Paid On Date': 'May-21-26',
    'Transaction ID': '10000000000001',
  },
  columns: {
    order_id: [['Order Number'], ['Sales Record Number']],
    line_id: [['Sales Record Number']],
    customer_id: [['Buyer Username']],
    email: [['Buyer Email']],
    phone: [['Ship To Phone', 'Post to phone']],
    name: [['Buyer Name']],
    ordered_at: [['Paid On Date'], ['Sale Date']],
    amount: [['Total Price']],
    status: [['Paid On Date']],
    category: [['Item Title']],
    region: [['Ship To Country', 'Post to country']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount']],
  grain: 'lines',
  firstRowOnly: ['amount'],
  status: {},
  otherStatus: 'paid',
  statusIfEmpty: 'unpaid',
  always: { channel: 'eBay' },
  currency: 'USD',
  amounts: 'point',
  twoDigitYears: true,
  footer: [/^(\d+ )?record\(s\) downloaded/i, /^Seller ID ?:/i],
  guesses: [
    'Of a sale of several items only the row above them has a total.',
    'Totals under several sales record numbers of one order are those of its parts, and are summed.',
    'A bare $ is the US dollar.',
    'The total holds tax where eBay says that it does.',
    'Refunds and cancelled sales are not in the report.',
  ],
};
