import { both } from '../domain/bilingual.ts';
import { PROVINCE, UNMASKED } from './chinese-cells.ts';
import { list, type Profile, type StatusByCell } from './profile.ts';

/** Cash on delivery is on its way before it is paid. */
const WHEN_PAID: StatusByCell = { filled: 'paid_at', yes: 'paid', no: 'unpaid' };

/** JD, 京东商家后台 > 订单导出. One row an SKU; each repeats the money of the whole order, which counts once. */
export const jdOrders: Profile = {
  id: 'jd-orders',
  kind: 'orders',
  name: both('JD orders', '京东商家订单导出'),
  signature: ['订单号', '下单帐号', '京东价'],
  header: list(
    '订单号|商品ID|商品名称|订购数量|支付方式|下单时间|京东价|订单金额|结算金额|余额支付|应付金额|订单状态|订单类型|下单帐号|客户姓名|客户地址|联系电话|订单备注|发票类型|发票抬头|发票内容|商家备注|商家备注等级（等级1-5为由高到低）|运费金额|付款确认时间|增值税发票|货号|订单完成时间|订单来源|订单渠道',
  ),
  example: {
    订单号: "'296300517283",
    商品ID: '10029384756',
    商品名称: '明前龙井 250克',
    订购数量: '1',
    支付方式: '在线支付',
    下单时间: '2026-05-23 22:02:11',
    京东价: '299.00',
    订单金额: '299.00',
    结算金额: '279.00',
    应付金额: '279.00',
    订单状态: '完成',
    下单帐号: 'jd_linxiao',
    客户姓名: '林**',
    客户地址: '浙江杭州市西湖区****',
    联系电话: '138****5678',
    付款确认时间: '2026-05-23 22:03:02',
    订单来源: '京东APP',
  },
  columns: {
    order_id: [['订单号']],
    customer_id: [['下单帐号', '下单账号']],
    phone: [['联系电话']],
    name: [['客户姓名']],
    ordered_at: [['付款确认时间'], ['下单时间']],
    paid_at: [['付款确认时间']],
    amount: [['结算金额'], ['应付金额']],
    status: [['订单状态']],
    category: [['商品名称']],
    channel: [['订单来源']],
    region: [['客户地址']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'repeated',
  status: {
    完成: 'paid',
    已完成: 'paid',
    已收货: 'paid',
    等待出库: WHEN_PAID,
    已出库: WHEN_PAID,
    已发货: WHEN_PAID,
    等待确认收货: WHEN_PAID,
    等待付款: 'unpaid',
    等待付款确认: 'unpaid',
    货到付款: 'unpaid',
    已取消: 'cancelled',
    已退款: 'refunded',
  },
  statusPatterns: [{ pattern: /^[(（]删除[)）]/, status: 'cancelled' }],
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  extract: { customer_id: UNMASKED, name: UNMASKED, region: PROVINCE },
  guesses: [
    'The file states no refunds after delivery.',
    'Only 完成, 已取消, 等待出库 and (删除)… were met; the other status words are those of the back office.',
    'An order on its way (已出库, 等待确认收货) counts as paid once it has a 付款确认时间.',
    'A masked 下单帐号 is nobody’s.',
  ],
};
