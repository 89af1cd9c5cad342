import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Zoho Books, Invoice.csv. One row a line item, each repeating what concerns the invoice. What was paid is its total
 * less what is still owed. `Closed` is an invoice that is paid; what was sent, or is overdue, is not yet.
 */
export const zohoBooksInvoices: Profile = {
  id: 'zoho-books-invoices',
  kind: 'orders',
  name: both('Zoho Books invoices', 'Zoho Books 发票'),
  signature: ['Invoice ID', 'Invoice Status', 'Item Total'],
  header: list(
    'Invoice Date|Invoice ID|Invoice Number|Invoice Status|Customer ID|Customer Name|Place of Supply|' +
      'GST Treatment|Is Inclusive Tax|Due Date|PurchaseOrder|Currency Code|Exchange Rate|' +
      'Entity Discount Amount|Item Name|Item Desc|Quantity|Usage unit|Item Price|Discount|Discount Amount|' +
      'Item Tax|Item Tax %|Item Tax Amount|Item Total|SubTotal|Total|Balance|Shipping Charge|Adjustment|' +
      'Sales person|Billing City|Billing State|Billing Country|Last Payment Date',
  ),
  example: {
    'Invoice Date': '2026-05-02',
    'Invoice ID': '3000000000001',
    'Invoice Number': 'INV-000001',
    'Invoice Status': 'Closed',
    'Customer ID': '3000000000101',
    'Customer Name': 'North Harbour Ltd',
    'Due Date': '2026-06-01',
    'Currency Code': 'USD',
    'Exchange Rate': '1.00',
    'Item Name': 'Office chair',
    Quantity: '4.00',
    'Item Price': '204.80',
    'Item Total': '819.20',
    SubTotal: '819.20',
    Total: '819.20',
    Balance: '0.00',
    'Billing Country': 'USA',
    'Last Payment Date': '2026-05-20',
  },
  columns: {
    order_id: [['Invoice Number']],
    customer_id: [['Customer ID']],
    name: [['Customer Name']],
    ordered_at: [['Last Payment Date'], ['Invoice Date']],
    amount: [['Total']],
    currency: [['Currency Code']],
    status: [['Invoice Status']],
    category: [['Item Name']],
    region: [['Billing Country']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'repeated',
  status: {
    closed: 'paid',
    paid: 'paid',
    partiallypaid: 'paid',
    'partially paid': 'paid',
    partially_paid: 'paid',
    draft: 'unpaid',
    sent: 'unpaid',
    viewed: 'unpaid',
    approved: 'unpaid',
    unpaid: 'unpaid',
    overdue: 'unpaid',
    void: 'cancelled',
  },
  dateMayLieAhead: true,
  always: { channel: 'Zoho' },
  addends: { amount: [{ columns: [['Balance']], sign: -1 }] },
  guesses: [
    'The words for the status of an invoice; Viewed, Approved and Partially Paid were not seen.',
    'Credit notes stand in another export, so a refund does not show here.',
    'An invoice that was paid in parts is dated by the last of them.',
  ],
};
