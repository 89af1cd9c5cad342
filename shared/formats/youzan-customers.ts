import { both } from '../domain/bilingual.ts';
import { UNMASKED } from './chinese-cells.ts';
import { list, type Profile } from './profile.ts';

/** Youzan, 客户 > 导出. One row a customer, known as in the orders. It has no word on consent, so it says nothing of it. */
export const youzanCustomers: Profile = {
  id: 'youzan-customers',
  kind: 'customers',
  name: both('Youzan customers', '有赞客户'),
  signature: ['客户手机号', '是否会员', '成为客户时间'],
  header: list(
    '客户姓名|客户昵称|客户手机号|客户生日|客户性别|标签|是否会员|成长值|客户储值余额|上次消费时间|来源渠道|来源方式|成为客户时间|微信地域',
  ),
  example: {
    客户姓名: '林晓',
    客户昵称: '清茶一盏',
    客户手机号: '13800005678',
    客户生日: '—',
    客户性别: '?',
    标签: '老客户',
    是否会员: '是',
    成长值: '120',
    上次消费时间: '2026-05-25 22:05:57',
    来源渠道: '微信小程序',
    成为客户时间: '2025-03-08 09:15:00',
    微信地域: 'N/A',
  },
  columns: {
    customer_id: [['客户手机号'], ['客户昵称']],
    phone: [['客户手机号']],
    name: [['客户姓名'], ['客户昵称']],
  },
  required: [['customer_id']],
  grain: 'order',
  status: {},
  nothing: {
    attributes: ['?'],
    customer_id: ['?'],
    phone: ['?'],
    name: ['?'],
  },
  extract: { customer_id: UNMASKED, name: UNMASKED },
  attributes: {
    tags: ['标签'],
    member: ['是否会员'],
    growth: ['成长值'],
    storedValue: ['客户储值余额'],
    sourceChannel: ['来源渠道'],
    sourceMethod: ['来源方式'],
    customerSince: ['成为客户时间'],
    wechatRegion: ['微信地域'],
  },
  guesses: [
    'A customer is joined to his orders by his phone, else by his nickname, as the orders know him.',
    'Birthday and sex are left out: no tier needs them.',
  ],
};
