import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/** Pinduoduo, 商家后台 > 订单查询 > 批量导出. One row an order; the platform never tells who bought. */
export const pddOrders: Profile = {
  id: 'pdd-orders',
  kind: 'orders',
  name: both('Pinduoduo orders', '拼多多订单'),
  signature: ['订单号', '商家实收金额(元)', '售后状态'],
  header: list(
    '商品|订单号|订单状态|商品总价(元)|邮费(元)|店铺优惠折扣(元)|平台优惠折扣(元)|多多支付立减金额(元)|用户实付金额(元)|商家实收金额(元)|商品数量(件)|支付时间|发货时间|确认收货时间|商品id|商品规格|样式ID|商家编码-规格维度|商家编码-商品维度|商家备注|售后状态|快递单号|快递公司|省|市|区|订单成交时间|商品一级类目|商品二级类目|订单来源',
  ),
  example: {
    商品: '明前龙井 250克',
    订单号: '260523-118273645501283',
    订单状态: '已收货',
    '商品总价(元)': '59.8',
    '用户实付金额(元)': '57.8',
    '商家实收金额(元)': '58.8',
    '商品数量(件)': '1',
    支付时间: '2026-05-23 22:02:40',
    售后状态: '无售后或售后取消',
    省: '浙江省',
    市: '****',
    区: '****',
    订单成交时间: '2026-05-23 22:02:40',
    商品一级类目: '茶叶',
  },
  columns: {
    order_id: [['订单号']],
    ordered_at: [['支付时间'], ['订单成交时间']],
    paid_at: [['支付时间']],
    amount: [['用户实付金额(元)'], ['商家实收金额(元)']],
    status: [['订单状态']],
    after_sales: [['售后状态']],
    category: [['商品一级类目']],
    channel: [['订单来源']],
    region: [['省']],
  },
  required: [['order_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: {
    待发货: 'paid',
    交易成功: 'paid',
    待付款: 'unpaid',
    待支付: 'unpaid',
    待成团: 'unpaid',
    拼团中: 'unpaid',
    拼团失败: 'cancelled',
    交易关闭: { filled: 'paid_at', yes: 'refunded', no: 'cancelled' },
  },
  /** The words join two facts, as in 已发货,退款成功; what was paid back decides. */
  statusPatterns: [
    { pattern: /退款成功/, status: 'refunded' },
    { pattern: /^(已发货|已收货|已签收)/, status: 'paid' },
    { pattern: /^已(取消|关闭)/, status: 'cancelled' },
  ],
  refundedInFull: ['退款成功'],
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  guesses: [
    'Which columns an export has is chosen by its user; these are verified by name, not as a set.',
    '退款成功 in 售后状态 counts as refunded in full, since the file states no refunded amount.',
    'What the buyer paid comes first; an export without 用户实付金额 counts 商家实收金额.',
    'Status words are those of the back office; a group that is not yet complete counts as unpaid.',
  ],
};
