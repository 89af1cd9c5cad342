import { expect, test } from 'vitest';
import { weidianOrders } from '../../../../shared/formats/weidian-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const item = (id: string, status: string, paid: string, more: Record<string, string> = {}) => ({
  订单编号: `82026052311827${id}`,
  订单状态: status,
  下单时间: '2026-05-23 22:02:11',
  付款时间: '2026-05-23 22:02:40',
  商品名称: '明前龙井 250克',
  商品总金额: '299.00',
  订单总金额: paid,
  实付金额: paid,
  退款金额: '0.00',
  收件人姓名: '林晓',
  收件人手机: '13800005678',
  省: '浙江省',
  买家昵称: '清茶一盏',
  ...more,
});
const UNPAID = { 付款时间: '' };

const ROWS = [
  item('1', '已完成', '338.00'),
  item('1', '已完成', '338.00', { 商品名称: '茶具', 商品总金额: '39.00' }),
  item('2', '已发货', '59.90', { 收件人手机: '138****1111', 买家昵称: '小满', 退款金额: '9.90' }),
  item('3', '已关闭', '20.00', { 退款金额: '20.00' }),
  item('4', '已关闭', '15.00', UNPAID),
  item('5', '待付款', '', UNPAID),
  item('6', '已完成', '7.00', { 收件人手机: '138****1111', 买家昵称: '小**' }),
  item('7', '已完成', '9.00', { 付款时间: '昨天' }),
];

test('the money of an order repeats on each of its items and counts once', async () => {
  const read = await inspectText(`\uFEFF${platformFile(weidianOrders, ROWS)}`);
  expect(read).toMatchObject({ format: 'weidian-orders' });
  // Set aside: closed unpaid, waiting, and one whom nobody knows.
  expect(read.counts).toEqual({ rows: 8, kept: 3, rejected: 1, repeated: 1, setAside: 3, blank: 0 });
  // 338.00 + 59.90 + 20.00 = 417.90
  expect(read.amounts).toEqual({ CNY: 41_790 });
  // 15.00 + nothing + 7.00 = 22.00
  expect(read.amountsElsewhere).toEqual({
    rejected: { CNY: 900 },
    repeated: { CNY: 33_800 },
    setAside: { CNY: 2_200 },
  });
  expect(refusals(read)).toEqual([[9, 'R_DATE_INVALID']]);
  expect([read.from, read.to]).toEqual(['2026-05-23', '2026-05-23']);
  expect(
    read.lake.map(({ customer_id, status, amount, refund }) => [customer_id, status, amount, refund]),
  ).toEqual([
    ['13800005678', 'paid', 33_800, 0],
    ['小满', 'paid', 5_990, 990],
    ['13800005678', 'refunded', 2_000, 2_000],
    ['13800005678', 'cancelled', 1_500, 0],
    ['13800005678', 'unpaid', 0, 0],
    [null, 'paid', 700, 0],
  ]);
  expect(read.lake[0]).toMatchObject({ ordered_at: '2026-05-23T14:02:40.000Z', region: '浙江省' });
});
