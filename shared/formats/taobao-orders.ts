import { both } from '../domain/bilingual.ts';
import { UNMASKED, UNMASKED_ADDRESS } from './chinese-cells.ts';
import { list, type Profile } from './profile.ts';

/** Status words of Taobao and Tmall. A closed trade was paid and paid back, or never paid at all. */
export const TAOBAO_STATUS: Profile['status'] = {
  '买家已付款,等待卖家发货': 'paid',
  '卖家已发货,等待买家确认': 'paid',
  卖家部分发货: 'paid',
  买家已付款: 'paid',
  卖家已发货: 'paid',
  交易成功: 'paid',
  等待买家付款: 'unpaid',
  货到付款: 'unpaid',
  退款成功: 'refunded',
  已退款: 'refunded',
  交易关闭: { filled: 'paid_at', yes: 'refunded', no: 'cancelled' },
};

/**
 * Taobao and Tmall, 已卖出的宝贝 > 批量导出 (ExportOrderList). One row an order; its items are in a twin file that has
 * neither buyer nor date.
 */
export const taobaoOrders: Profile = {
  id: 'taobao-orders',
  kind: 'orders',
  name: both('Taobao and Tmall order list (ExportOrderList)', '淘宝/天猫订单报表（ExportOrderList）'),
  signature: ['订单编号', '买家会员名', '买家应付货款'],
  header: list(
    '订单编号|买家会员名|买家支付宝账号|买家应付货款|买家应付邮费|买家支付积分|总金额|返点积分|买家实际支付金额|买家实际支付积分|订单状态|买家留言|收货人姓名|收货地址 |运送方式|联系电话 |联系手机|订单创建时间|订单付款时间 |宝贝标题 |宝贝种类 |物流单号 |物流公司|订单备注|宝贝总数量|店铺Id|店铺名称|订单关闭原因|卖家服务费|买家服务费|发票抬头|是否手机订单|分阶段订单信息|特权订金订单id|定金排名|修改后的sku|修改后的收货地址|异常信息|天猫卡券抵扣|集分宝抵扣|是否是O2O交易',
  ),
  example: {
    订单编号: "'1930017826451093287",
    买家会员名: '清茶一盏88',
    买家应付货款: '598.00',
    买家应付邮费: '0.00',
    总金额: '598.00',
    买家实际支付金额: '598.00',
    订单状态: '交易成功',
    收货人姓名: '林**',
    '收货地址 ': '浙江省 杭州市 西湖区 ***',
    联系手机: "'138****5678",
    订单创建时间: '2026-05-23 22:02:11',
    '订单付款时间 ': '2026-05-23 22:02:40',
    '宝贝标题 ': '明前龙井 250克',
    宝贝总数量: '1',
    店铺名称: '某某茶叶旗舰店',
  },
  columns: {
    order_id: [['订单编号']],
    customer_id: [['买家会员名']],
    email: [['买家支付宝账号']],
    phone: [['联系手机'], ['联系电话']],
    ordered_at: [['订单付款时间'], ['订单创建时间']],
    paid_at: [['订单付款时间']],
    amount: [['买家实际支付金额']],
    refund: [['退款金额']],
    status: [['订单状态']],
    category: [['宝贝标题']],
    channel: [['店铺名称']],
    region: [['收货地址']],
  },
  required: [['order_id'], ['customer_id', 'email', 'phone'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: TAOBAO_STATUS,
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  extract: { customer_id: UNMASKED, email: UNMASKED_ADDRESS, region: /^(\S+)/ },
  guesses: [
    'The list states no partial refunds; a column 退款金额 is read where an export has it.',
    'A masked 买家会员名 (t**3) is nobody’s: such an order counts only where its phone or e-mail is known.',
    'Of a closed trade with a time of payment the whole amount counts as paid back.',
    '店铺名称 is taken as the channel, because one account may sell in several shops.',
  ],
};
