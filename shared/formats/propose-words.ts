import type { MappedKind } from '../domain/policy/mapping.ts';
import type { Field } from './profile.ts';

/** What people call the fields, English and Chinese. */
export const FIELD_WORDS: Readonly<Partial<Record<Field, readonly [string, string]>>> = {
  order_id: ['order number', '订单号'],
  line_id: ['number of the line item', '子订单号'],
  refers_to: ['order that a refund takes back', '退款对应的订单号'],
  customer_id: ['who bought: member number, account or the like', '客户：会员号、账号等'],
  email: ['e-mail', '邮箱'],
  phone: ['phone', '手机'],
  name: ['name', '姓名'],
  language: ['language', '语言'],
  country: ['country', '国家'],
  ordered_at: ['when it was ordered or paid', '下单或付款时间'],
  occurred_at: ['when it happened', '发生时间'],
  time: ['time of day, where the date stands alone', '单独一列的时刻'],
  amount: ['what was paid', '实付金额'],
  refund: ['what was paid back', '退款金额'],
  currency: ['currency', '币种'],
  status: ['status', '订单状态'],
  paid_at: ['when it was paid', '付款时间'],
  cancelled_at: ['when it was cancelled', '取消时间'],
  category: ['category', '类目'],
  channel: ['channel', '渠道'],
  region: ['region', '地区'],
  consent: ['may we write to him', '是否同意接收营销'],
  consent_at: ['when that was said', '同意时间'],
  consent_source: ['where that was said', '同意来源'],
  updated_at: ['last change of the row', '更新时间'],
  activity_id: ['number of the activity', '行为编号'],
  activity: ['what was done', '行为'],
  quantity: ['how much or how often', '数量或次数'],
  feedback_id: ['number of the feedback', '反馈编号'],
  feedback: ['survey, rating or complaint', '反馈类型：问卷、评价、投诉'],
  score: ['score that was given', '评分'],
  closed_at: ['when the complaint was settled', '投诉解决时间'],
};

export const KIND_HINT: Readonly<Record<MappedKind, string>> = {
  orders: '订单',
  customers: '客户',
  activity: '行为',
  feedback: '反馈',
};
