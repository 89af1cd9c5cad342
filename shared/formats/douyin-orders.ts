import { both } from '../domain/bilingual.ts';
import { PLAIN_PHONE } from './chinese-cells.ts';
import { list, type Profile } from './profile.ts';

/**
 * Douyin shop, 抖店 > 订单管理 > 导出. One row a sub-order with its own money; 主订单编号 is the order. Names and numbers
 * are ciphertext (`##…`, `$$…`), so hardly any order tells who bought.
 */
export const douyinOrders: Profile = {
  id: 'douyin-orders',
  kind: 'orders',
  name: both('Douyin shop orders', '抖店订单'),
  signature: ['主订单编号', '子订单编号', '选购商品'],
  header: list(
    '主订单编号|子订单编号|选购商品|商品规格|商品数量|商家编码|订单应付金额|运费|收件人|收件人手机号|详细地址|订单提交时间|商家备注|订单完成时间|订单状态|售后状态|取消原因|发货时间|平台实际承担优惠金额|商家实际承担优惠金额|达人实际承担优惠金额',
  ),
  example: {
    主订单编号: "'6917302846190283745",
    子订单编号: "'6917302846190283746",
    选购商品: '明前龙井 250克',
    商品数量: '1',
    订单应付金额: '28.90',
    运费: '0.00',
    收件人: '##密文',
    收件人手机号: '$$密文',
    详细地址: '-',
    订单提交时间: '2026-05-23 22:02:11',
    订单完成时间: '-',
    订单状态: '已发货',
    售后状态: '-',
    取消原因: '-',
  },
  columns: {
    order_id: [['主订单编号']],
    line_id: [['子订单编号']],
    phone: [['收件人手机号']],
    ordered_at: [['订单提交时间']],
    amount: [['订单应付金额']],
    status: [['订单状态']],
    after_sales: [['售后状态']],
    cancel_reason: [['取消原因']],
    category: [['选购商品']],
  },
  required: [['order_id'], ['line_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'lines',
  status: {
    待发货: 'paid',
    备货中: 'paid',
    部分发货: 'paid',
    已发货: 'paid',
    已收货: 'paid',
    已完成: 'paid',
    待支付: 'unpaid',
    待付款: 'unpaid',
    待确认: 'unpaid',
    货到付款: 'unpaid',
    已取消: 'cancelled',
    已关闭: { filled: 'cancel_reason', yes: 'cancelled', no: 'refunded' },
    已退款: 'refunded',
  },
  always: { channel: '抖音' },
  refundedInFull: ['退款成功', '全额退款'],
  refundedInPart: ['部分退款'],
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  nothing: { cancel_reason: ['-'] },
  extract: { phone: PLAIN_PHONE },
  guesses: [
    '部分退款 in 售后状态 takes nothing off, since the file does not say how much was paid back.',
    '订单应付金额 of a sub-order counts as paid unless its status says otherwise; the file has no time of payment.',
    '已关闭 without 取消原因 was closed after a refund.',
    '退款成功 in 售后状态 counts as refunded in full, since the file states no refunded amount.',
    'A plain number in 收件人手机号 is taken as the buyer’s.',
  ],
};
