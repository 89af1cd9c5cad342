import { type Bilingual, both } from '../domain/bilingual.ts';

/** What the columns that a file must have are called among people, by their canonical names. */
const WORDS: Readonly<Record<string, Bilingual>> = {
  order_id: both('the order number', '订单号'),
  customer_id: both('the customer number', '客户编号'),
  email: both('the e-mail address', '邮箱'),
  phone: both('the phone number', '手机号'),
  name: both('the name', '姓名'),
  language: both('the language', '语言'),
  ordered_at: both('the time of the order', '下单时间'),
  amount: both('the amount paid', '实付金额'),
  refund_amount: both('the amount refunded', '退款金额'),
  currency: both('the currency', '币种'),
  status: both('the order status', '订单状态'),
  category: both('the category', '品类'),
  channel: both('the channel', '渠道'),
  region: both('the region', '地区'),
  country: both('the country', '国家'),
  consent: both('the consent to marketing', '是否同意接收营销'),
  consent_at: both('the time of the consent', '同意时间'),
  consent_source: both('the source of the consent', '同意来源'),
  activity: both('the activity', '行为'),
  occurred_at: both('the time', '发生时间'),
  quantity: both('the quantity', '数量'),
  feedback: both('the kind of feedback', '反馈类型'),
  score: both('the score', '分数'),
  closed_at: both('the time it was closed', '处理完成时间'),
  row_type: both('the kind of the row', '类型'),
  line_id: both('the number of the item', '商品编号'),
  updated_at: both('the time of the last change', '更新时间'),
};

/** A canonical column as people know it, with its name in files; another column by its own name in quotes. */
export function fieldWords(column: string): Bilingual {
  const words = Object.hasOwn(WORDS, column) ? WORDS[column] : undefined;
  if (!words) return both(`"${column}"`, `“${column}”列`);
  return both(`for ${words.en} ("${column}")`, `“${words['zh-CN']}”列（${column}）`);
}
