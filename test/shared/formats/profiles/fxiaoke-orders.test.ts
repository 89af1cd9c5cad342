import { expect, test } from 'vitest';
import { fxiaokeOrders } from '../../../../shared/formats/fxiaoke-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const order = (id: string, received: string, more: Record<string, string> = {}) => ({
  销售订单编号: `20260501-00000${id}`,
  '客户名称（必填）': '杭州某某贸易有限公司',
  '下单日期（必填）': '2026-05-01',
  '销售订单金额(元)': '12,000.00',
  '已回款金额(元)': received,
  '已退款金额(元)': '0.00',
  收货人电话: '0571-88880000',
  收货地址: '浙江省杭州市西湖区文三路 1 号',
  生命状态: '正常',
  负责人主属部门: '华东销售部',
  最后修改时间: '2026-05-06 09:12',
  ...more,
});

const ROWS = [
  order('1', '12,000.00'),
  order('2', '', { '下单日期（必填）': '2026-05-02 09:12' }),
  order('3', '5,000.00', { '已退款金额(元)': '1,200.50', '客户名称（必填）': '宁波某某茶行' }),
  order('4', '0.00'),
  order('5', '800.00', { 生命状态: '作废' }),
  order('6', '', { 生命状态: '审核中', '销售订单金额(元)': '100.00' }),
  order('7', '900.00', { '客户名称（必填）': '' }),
  order('8', '300.00', { 生命状态: '冬眠' }),
];

test('what was received counts, else what was ordered', async () => {
  const read = await inspectText(`\uFEFF${platformFile(fxiaokeOrders, ROWS)}`);
  expect(read).toMatchObject({ format: 'fxiaoke-orders', encoding: 'utf-8' });
  // Set aside: void, not yet approved, without a customer.
  expect(read.counts).toEqual({ rows: 8, kept: 4, rejected: 1, repeated: 0, setAside: 3, blank: 0 });
  // 12000.00 + 12000.00 + 5000.00 + 0.00 = 29000.00
  expect(read.amounts).toEqual({ CNY: 2_900_000 });
  // 800.00 + 100.00 + 900.00 = 1800.00
  expect(read.amountsElsewhere).toMatchObject({ setAside: { CNY: 180_000 }, rejected: { CNY: 30_000 } });
  expect(refusals(read)).toEqual([[9, 'R_STATUS_UNKNOWN']]);
  expect([read.from, read.to]).toEqual(['2026-05-01', '2026-05-02']);
  expect(read.lake.map(({ status, amount, refund }) => [status, amount, refund])).toEqual([
    ['paid', 1_200_000, 0],
    ['paid', 1_200_000, 0],
    ['paid', 500_000, 120_050],
    ['paid', 0, 0],
    ['cancelled', 80_000, 0],
    ['unpaid', 10_000, 0],
    ['paid', 90_000, 0],
  ]);
  expect(read.lake[0]).toMatchObject({
    order_id: '20260501-000001',
    customer_id: '杭州某某贸易有限公司',
    // A day without a time of day is that day in the shop's zone.
    ordered_at: '2026-05-01T00:00:00.000Z',
    has_zone: false,
    updated_at: '2026-05-06T01:12:00.000Z',
    region: '浙江',
    channel: '华东销售部',
  });
  expect(read.lake[1]).toMatchObject({ ordered_at: '2026-05-02T01:12:00.000Z', has_zone: true });
});

test('of two statements of one order the one that was changed last wins, wherever it stands', async () => {
  const later = order('4', '12,000.00', { 最后修改时间: '2026-06-01 10:00' });
  const read = await inspectText(platformFile(fxiaokeOrders, [later, order('4', '0.00')]));
  expect(read.counts).toMatchObject({ rows: 2, kept: 1, repeated: 1 });
  expect(read.amounts).toEqual({ CNY: 1_200_000 });
});
