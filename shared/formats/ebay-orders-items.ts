import { both } from '../domain/bilingual.ts';
import { ebayOrders } from './ebay-orders.ts';
import type { Profile } from './profile.ts';

const header = ebayOrders.header.filter((name) => name !== 'Total Price');

/** eBay Seller Hub, orders report without totals: what a sale brought is the price and the shipping of its row. */
export const ebayOrdersItems: Profile = {
  ...ebayOrders,
  id: 'ebay-orders-items',
  name: both('eBay orders report without totals', 'eBay 订单报告（无合计列）'),
  header,
  example: Object.fromEntries(Object.entries(ebayOrders.example).filter(([name]) => header.includes(name))),
  columns: { ...ebayOrders.columns, amount: [['Sold For']] },
  addends: { amount: [{ columns: [['Shipping And Handling', 'Postage and packaging']], sign: 1 }] },
  firstRowOnly: ['ordered_at'],
  guesses: [
    'The items of a sale have no dates; the row above them has the price of all of them.',
    'Tax that the seller collected is not part of Sold For, and is not counted.',
    'A bare $ is the US dollar.',
    'Refunds and cancelled sales are not in the report.',
  ],
};
