import { both } from '../domain/bilingual.ts';
import { PROVINCE } from './chinese-cells.ts';
import { list, type Profile } from './profile.ts';

/** 纷享销客 (ShareCRM), 销售订单 > 导出. One row an order; the customer is a company, products are another object. */
export const fxiaokeOrders: Profile = {
  id: 'fxiaoke-orders',
  kind: 'orders',
  name: both('Fxiaoke (ShareCRM) sales orders', '纷享销客销售订单'),
  signature: ['销售订单编号', '销售订单金额(元)', '客户名称'],
  header: list(
    '销售订单编号|客户名称（必填）|下单日期（必填）|销售订单金额(元)|整单折扣(%)|已回款金额(元)|待回款金额(元)|已退款金额(元)|已开票金额(元)|商机名称|收货人|收货人电话|收货地址|交货日期|状态|生命状态|锁定状态|负责人（必填）|负责人主属部门|归属部门|创建人|创建时间|最后修改时间|备注',
  ),
  example: {
    销售订单编号: '20260501-000012',
    '客户名称（必填）': '杭州某某贸易有限公司',
    '下单日期（必填）': '2026-05-01',
    '销售订单金额(元)': '12,000.00',
    '已回款金额(元)': '12,000.00',
    '待回款金额(元)': '0.00',
    '已退款金额(元)': '0.00',
    收货人电话: '13800005678',
    收货地址: '浙江省杭州市西湖区文三路 1 号',
    状态: '已确认',
    生命状态: '正常',
    '负责人（必填）': '陈晨',
    负责人主属部门: '华东销售部',
    最后修改时间: '2026-05-06 09:12',
  },
  columns: {
    order_id: [['销售订单编号']],
    customer_id: [['客户名称']],
    phone: [['收货人电话']],
    name: [['客户名称']],
    ordered_at: [['下单日期']],
    updated_at: [['最后修改时间']],
    amount: [['已回款金额'], ['销售订单金额']],
    refund: [['已退款金额']],
    status: [['生命状态']],
    channel: [['负责人主属部门']],
    region: [['收货地址']],
  },
  required: [['order_id'], ['customer_id'], ['ordered_at'], ['amount'], ['status']],
  grain: 'order',
  status: {
    正常: 'paid',
    变更中: 'paid',
    未生效: 'unpaid',
    审核中: 'unpaid',
    作废: 'cancelled',
    已作废: 'cancelled',
  },
  amountOnlyWhenPaid: true,
  currency: 'CNY',
  amounts: 'point',
  offset: '+08:00',
  extract: { region: PROVINCE },
  guesses: [
    'Column names are verified, their order in an export is not; the real export is a workbook.',
    'What has been received counts, even 0.00: an order not paid yet becomes a purchase with a later export.',
    'Companies are told apart by 客户名称 alone, so two of one name are one customer.',
    '变更中 (being changed) stays a live order; 未生效 and 审核中 are not yet one.',
  ],
};
