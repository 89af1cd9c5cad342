import { PERSON, spread } from './canonical-orders.ts';
import type { Profile } from './profile.ts';

/** The plain customers file: who somebody is, and whether he wants to hear from the shop. */
export const canonicalCustomers: Profile = {
  id: 'canonical-customers',
  kind: 'customers',
  signature: [],
  columns: spread({
    ...PERSON,
    country: ['country country_code 国家 国家地区 國家'],
    consent_source: ['consent_source 同意来源 同意來源'],
  }),
  required: [['customer_id', 'email']],
  status: {},
  firstRowOnly: [],
};
