import { both } from '../domain/bilingual.ts';
import { UNMASKED } from './chinese-cells.ts';
import { list, type Profile } from './profile.ts';
import { TAOBAO_STATUS } from './taobao-orders.ts';

/**
 * Tmall, 千牛 > 子订单 (ExportItemlist): one row a sub-order, with its own money; 主订单编号 is the order of the order
 * list. It names no buyer, so it adds what was refunded to orders that the order list brought in.
 */
export const tmallItems: Profile = {
  id: 'tmall-items',
  kind: 'orders',
  name: both('Tmall sub-order list (ExportItemlist)', '天猫子订单报表（ExportItemlist）'),
  signature: ['子订单编号', '主订单编号', '商品标题'],
  header: list(
    '子订单编号|主订单编号|商品标题|商品价格|购买数量|外部系统编号|商品属性|套餐信息|订单状态|商家编码|买家应付货款|买家实付金额|退款状态|退款金额|订单创建时间|订单付款时间|物流单号|物流公司',
  ),
  example: {
    子订单编号: "'5110028463719204631",
    主订单编号: "'5110028463718204631",
    商品标题: '明前龙井 250克',
    商品价格: '299.00',
    购买数量: '2',
    订单状态: '交易成功',
    买家应付货款: '598.00',
    买家实付金额: '598.00',
    退款状态: '没有申请退款',
    退款金额: '无退款申请',
    订单创建时间: '2026-05-23 22:02:11',
    订单付款时间: '2026-05-23 22:02:40',
  },
  columns: {
    order_id: [['主订单编号']],
    line_id: [['子订单编号']],
    customer_id: [['买家会员名', '买家昵称']],
    ordered_at: [['订单付款时间'], ['订单创建时间']],
    paid_at: [['订单付款时间']],
    amount: [['买家实付金额']],
    refund: [['退款金额']],
    status: [['订单状态']],
    category: [['商品标题']],
  },
  required: [['order_id'], ['line_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'lines',
  status: TAOBAO_STATUS,
  always: { channel: '天猫' },
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  nothing: { refund: ['无退款申请', '没有申请退款'] },
  extract: { customer_id: UNMASKED },
  guesses: [
    'A number in 退款金额 counts as refunded whatever 退款状态 says.',
    'The columns are verified, their complete set and order are not; a buyer’s name is read where an export has it.',
  ],
};
