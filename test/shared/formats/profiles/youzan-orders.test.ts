import { expect, test } from 'vitest';
import { youzanOrders } from '../../../../shared/formats/youzan-orders.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const order = (id: string, status: string, paid: string, more: Record<string, string> = {}) => ({
  订单号: `E2026052522055701820000${id}`,
  订单状态: status,
  订单创建时间: '2026-05-25 22:05:50',
  买家付款时间: '2026-05-25 22:05:57',
  销售渠道: '网店',
  买家昵称: '清茶一盏',
  买家手机号: '13800005678',
  收货人省份: '浙江省',
  全部商品名称: '明前龙井 250克;茶具',
  订单实付金额: paid,
  订单已退款金额: '0.00',
  ...more,
});
const UNPAID = { 买家付款时间: '' };

const ROWS = [
  order('1', '交易完成', '539.10'),
  order('2', '已发货', '60.00', { 买家手机号: '138****5678', 买家昵称: '小满' }),
  order('3', '待发货', '100.90', { 订单已退款金额: '20.90', 买家手机号: "'13900001234" }),
  order('4', '交易关闭', '45.00', { 订单已退款金额: '45.00' }),
  order('5', '交易关闭', '30.00', UNPAID),
  order('6', '待付款', '10.00', UNPAID),
  order('7', '交易完成', '5.00', { 买家手机号: '138****5678', 买家昵称: '清**' }),
  order('8', '交易完成', '6.00', { 买家手机号: '—', 买家昵称: '?' }),
  order('9', '交易完成', '8.888'),
];

test('a buyer is known by his phone, unless it is masked, else by his nickname', async () => {
  const read = await inspectText(`\uFEFF${platformFile(youzanOrders, ROWS, '\n')}`);
  expect(read).toMatchObject({ format: 'youzan-orders', encoding: 'utf-8' });
  // Set aside: closed unpaid, waiting, and two whom nobody knows.
  expect(read.counts).toEqual({ rows: 9, kept: 4, rejected: 1, repeated: 0, setAside: 4, blank: 0 });
  // 539.10 + 60.00 + 100.90 + 45.00 = 745.00
  expect(read.amounts).toEqual({ CNY: 74_500 });
  // 30.00 + 10.00 + 5.00 + 6.00 = 51.00
  expect(read.amountsElsewhere?.setAside).toEqual({ CNY: 5_100 });
  expect(refusals(read)).toEqual([[10, 'R_AMOUNT_PRECISION']]);
  expect([read.from, read.to]).toEqual(['2026-05-25', '2026-05-25']);
  expect(
    read.lake.map(({ customer_id, phone, status, refund }) => [customer_id, phone, status, refund]),
  ).toEqual([
    ['13800005678', '+8613800005678', 'paid', 0],
    ['小满', null, 'paid', 0],
    ['13900001234', '+8613900001234', 'paid', 2_090],
    ['13800005678', '+8613800005678', 'refunded', 4_500],
    ['13800005678', '+8613800005678', 'cancelled', 0],
    ['13800005678', '+8613800005678', 'unpaid', 0],
    [null, null, 'paid', 0],
    [null, null, 'paid', 0],
  ]);
  expect(read.lake[0]).toMatchObject({
    ordered_at: '2026-05-25T14:05:57.000Z',
    region: '浙江省',
    channel: '网店',
    name: '清茶一盏',
  });
});
