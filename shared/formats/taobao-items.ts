import { both } from '../domain/bilingual.ts';
import { list, type Profile } from './profile.ts';

/**
 * Taobao and Tmall, 宝贝报表 (ExportOrderDetailList): the items of an order list. It says neither who bought, nor when,
 * nor what was paid, so it is recognised and refused, with a word on which file to upload instead.
 */
export const taobaoItems: Profile = {
  id: 'taobao-items',
  kind: 'orders',
  name: both('Taobao item list (ExportOrderDetailList)', '淘宝/天猫宝贝报表（ExportOrderDetailList）'),
  signature: ['订单编号', '标题', '外部系统编号'],
  header: list('订单编号|标题|价格|购买数量|外部系统编号|商品属性|套餐信息|备注|订单状态|商家编码'),
  example: {
    订单编号: "'1930017826451093287",
    标题: '明前龙井 250克',
    价格: '299.00',
    购买数量: '2',
    订单状态: '交易成功',
  },
  columns: { order_id: [['订单编号']], category: [['标题']], status: [['订单状态']] },
  required: [['order_id']],
  grain: 'lines',
  status: {},
  refuse: 'F_TWIN_FILE',
  guesses: [
    '价格 is the price of one item before discounts, so not even the paid amount can be told from this file.',
  ],
};
