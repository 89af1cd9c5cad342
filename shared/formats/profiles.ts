import { amazonAllOrders } from './amazon-all-orders.ts';
import { amazonOrderReport } from './amazon-order-report.ts';
import { bigcommerceOrders } from './bigcommerce-orders.ts';
import { canonicalActivity } from './canonical-activity.ts';
import { canonicalCustomers } from './canonical-customers.ts';
import { canonicalFeedback } from './canonical-feedback.ts';
import { canonicalOrders } from './canonical-orders.ts';
import { douyinOrders } from './douyin-orders.ts';
import { ebayOrders } from './ebay-orders.ts';
import { ebayOrdersItems } from './ebay-orders-items.ts';
import { fxiaokeOrders } from './fxiaoke-orders.ts';
import { hubspotDeals } from './hubspot-deals.ts';
import { jdOrders } from './jd-orders.ts';
import { magentoOrders } from './magento-orders.ts';
import { paypalActivity } from './paypal-activity.ts';
import { pddOrders } from './pdd-orders.ts';
import type { Profile } from './profile.ts';
import { salesforceOpportunities } from './salesforce-opportunities.ts';
import { shopifyCustomers } from './shopify-customers.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { stripePayments } from './stripe-payments.ts';
import { taobaoItems } from './taobao-items.ts';
import { taobaoOrders } from './taobao-orders.ts';
import { tmallItems } from './tmall-items.ts';
import { weidianOrders } from './weidian-orders.ts';
import { woocommerceAdvancedOrders } from './woocommerce-advanced-orders.ts';
import { woocommerceAnalyticsCustomers } from './woocommerce-analytics-customers.ts';
import { woocommerceAnalyticsOrders } from './woocommerce-analytics-orders.ts';
import { youzanCustomers } from './youzan-customers.ts';
import { youzanOrders } from './youzan-orders.ts';
import { zohoBooksInvoices } from './zoho-books-invoices.ts';
import { zohoCrmContacts } from './zoho-crm-contacts.ts';
import { zohoCrmDeals } from './zoho-crm-deals.ts';

/** Known by columns that only they have. */
export const PLATFORMS: readonly Profile[] = [
  shopifyOrders,
  shopifyCustomers,
  woocommerceAnalyticsOrders,
  woocommerceAnalyticsCustomers,
  woocommerceAdvancedOrders,
  magentoOrders,
  bigcommerceOrders,
  stripePayments,
  paypalActivity,
  amazonAllOrders,
  amazonOrderReport,
  ebayOrders,
  ebayOrdersItems,
  zohoCrmDeals,
  zohoCrmContacts,
  zohoBooksInvoices,
  salesforceOpportunities,
  hubspotDeals,
  fxiaokeOrders,
  taobaoOrders,
  taobaoItems,
  tmallItems,
  jdOrders,
  pddOrders,
  douyinOrders,
  youzanOrders,
  youzanCustomers,
  weidianOrders,
];

/** Known by what their columns mean; anybody can make such a file. */
export const CANONICAL = {
  orders: canonicalOrders,
  customers: canonicalCustomers,
  activity: canonicalActivity,
  feedback: canonicalFeedback,
} as const;

export const ALL_PROFILES: readonly Profile[] = [...Object.values(CANONICAL), ...PLATFORMS];
