import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Stripe, Payments > Export; one row a charge. A payment that was tried several times has a charge for each try, so the
 * newest charge speaks for its PaymentIntent: the export lists a failed first try below the one that was paid.
 * A charge that was authorised and not captured is not paid yet, whatever its status says; one in test mode is none.
 */
export const stripePayments: Profile = {
  id: 'stripe-payments',
  kind: 'orders',
  name: both('Stripe payments', 'Stripe 付款'),
  signature: ['Created date (UTC)', 'Amount Refunded', 'PaymentIntent ID'],
  header: list(
    'id|Created date (UTC)|Amount|Amount Refunded|Currency|Captured|Converted Amount|' +
      'Converted Amount Refunded|Converted Currency|Decline Reason|Description|Fee|Is Link|Mode|' +
      'PaymentIntent ID|Payment Source Type|Refunded date (UTC)|Statement Descriptor|Status|Seller Message|' +
      'Taxes On Fee|Card ID|Customer ID|Customer Description|Customer Email|Invoice ID|Transfer',
  ),
  example: {
    id: 'ch_1001',
    'Created date (UTC)': '2026-05-01 10:00:02',
    Amount: '34.98',
    'Amount Refunded': '0.00',
    Currency: 'usd',
    Captured: 'true',
    Description: 'Linen shirt',
    Fee: '1.31',
    Mode: 'Live',
    'PaymentIntent ID': 'pi_1001',
    'Payment Source Type': 'card',
    Status: 'Paid',
    'Customer ID': 'cus_1001',
    'Customer Email': 'alice@shop.example',
  },
  columns: {
    order_id: [['PaymentIntent ID'], ['id']],
    customer_id: [['Customer ID']],
    email: [['Customer Email']],
    ordered_at: [['Created date (UTC)']],
    updated_at: [['Refunded date (UTC)'], ['Created date (UTC)']],
    amount: [['Amount']],
    refund: [['Amount Refunded']],
    currency: [['Currency']],
    status: [['Status']],
    after_sales: [['Captured']],
    cancelled_at: [['Mode']],
    category: [['Description']],
    channel: [['Payment Source Type']],
    region: [['Card Issue Country']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: {
    paid: { filled: 'after_sales', yes: 'unpaid', no: 'paid' },
    succeeded: { filled: 'after_sales', yes: 'unpaid', no: 'paid' },
    refunded: { filled: 'after_sales', yes: 'cancelled', no: 'refunded' },
    'partial refund': 'paid',
    'partially refunded': 'paid',
    partially_refunded: 'paid',
    failed: 'cancelled',
    blocked: 'cancelled',
    canceled: 'cancelled',
    cancelled: 'cancelled',
    uncaptured: 'unpaid',
    incomplete: 'unpaid',
    pending: 'unpaid',
    processing: 'unpaid',
    requires_action: 'unpaid',
    requires_capture: 'unpaid',
    requires_confirmation: 'unpaid',
    requires_payment_method: 'unpaid',
  },
  offset: '+00:00',
  extract: { after_sales: /^(false)$/i, cancelled_at: /^(test)$/i },
  guesses: [
    'Status words beside Paid, Refunded, Failed and succeeded are those of the interface of Stripe.',
    'A test charge says "Test" in the column Mode.',
    'A refund of a charge that was never captured is a cancelled authorisation.',
  ],
};
