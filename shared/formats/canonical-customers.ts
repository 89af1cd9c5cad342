import { both } from '../domain/bilingual.ts';
import { PERSON, spread } from './canonical-orders.ts';
import { list, type Profile } from './profile.ts';

/** The plain customers file: who somebody is, and whether he wants to hear from the shop. */
export const canonicalCustomers: Profile = {
  id: 'canonical-customers',
  kind: 'customers',
  name: both('plain customers file', '通用客户文件'),
  signature: [],
  header: list('customer_id|email|phone|name|language|country|consent|consent_at|consent_source|updated_at'),
  example: {
    customer_id: 'C0001',
    email: 'lin@shop.example',
    name: '林晓',
    language: 'zh-CN',
    country: 'CN',
    consent: 'yes',
    consent_at: '2025-05-01 10:30:00',
    consent_source: '门店登记',
  },
  columns: spread({
    ...PERSON,
    country: ['country country_code 国家 国家地区 國家'],
    consent_source: ['consent_source opt_in_source 同意来源 同意渠道 授权来源 同意來源'],
  }),
  required: [['customer_id', 'email', 'phone']],
  grain: 'order',
  status: {},
  attributePrefix: /^(?:attribute|attr|属性)[_ ]/i,
  guesses: [],
};
