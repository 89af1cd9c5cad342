import { expect, test } from 'vitest';
import { douyinOrders } from '../../../../shared/formats/douyin-orders.ts';
import { inspectText, READING_POLICY } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const line = (order: string, id: string, status: string, due: string, more: Record<string, string> = {}) => ({
  主订单编号: `\t${order}`,
  子订单编号: `\t${id}`,
  选购商品: '明前龙井 250克',
  商品数量: '1',
  订单应付金额: due,
  收件人: '##密文kG8s',
  收件人手机号: '$$密文13800005678==',
  详细地址: '##密文',
  订单提交时间: '2026-09-22 00:54:10',
  订单完成时间: '-',
  订单状态: status,
  售后状态: '-',
  取消原因: '-',
  ...more,
});
const A = '6917302846190283701';
const B = '6917302846190283702';
const C = '6917302846190283703';
const D = '6917302846190283704';
const E = '6917302846190283705';

const ROWS = [
  line(A, '6917302846190283801', '已完成', '28.90'),
  line(A, '6917302846190283802', '已完成', '71.10', { 售后状态: '退款成功' }),
  line(B, '6917302846190283803', '已关闭', '15.00', { 取消原因: '超时未支付' }),
  line(C, '6917302846190283804', '已关闭', '40.00', { 售后状态: '退款成功' }),
  line(D, '6917302846190283805', '待支付', '8.00'),
  line(E, '6917302846190283806', '备货中', '60.00'),
  line('6.9173E+18', '6917302846190283807', '已发货', '5.00'),
];

const policy = { ...READING_POLICY, identity: ['customer_id' as const, 'phone' as const] };

test('sub-orders are summed; ciphertext is nobody', async () => {
  const read = await inspectText(`\uFEFF${platformFile(douyinOrders, ROWS)}`, { policy });
  expect(read).toMatchObject({ format: 'douyin-orders', amounts: {} });
  // Five orders of six readable lines, none of a known buyer.
  expect(read.counts).toEqual({ rows: 7, kept: 0, rejected: 1, repeated: 1, setAside: 5, blank: 0 });
  expect(refusals(read)).toEqual([[8, 'R_ORDER_ID_SCIENTIFIC']]);
  expect(read.lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual(
    [
      // 28.90 + 71.10, the second given back
      [A, 'paid', 10_000, 7_110],
      [B, 'cancelled', 0, null],
      [C, 'refunded', 4_000, 4_000],
      [D, 'unpaid', 0, null],
      [E, 'paid', 6_000, 0],
    ],
  );
  for (const row of read.lake)
    expect(row).toMatchObject({ customer_id: null, phone: null, name: null, channel: '抖音' });
  expect(JSON.stringify(read.lake)).not.toContain('密文');
  // 00:54 in Shanghai is still the day before in UTC.
  expect(read.lake[0]).toMatchObject({ ordered_at: '2026-09-21T16:54:10.000Z' });
});

test('what was paid back in part is not taken off as a whole', async () => {
  const rows = [
    line(A, '6917302846190283801', '已完成', '28.90', { 售后状态: '部分退款成功' }),
    line(B, '6917302846190283802', '已完成', '71.10', { 售后状态: '全额退款成功' }),
  ];
  const { lake, problems } = await inspectText(platformFile(douyinOrders, rows), { policy });
  expect(problems).toContainEqual({ line: 2, code: 'W_PARTIAL_REFUND', column: '售后状态' });
  expect(lake.map(({ order_id, status, refund }) => [order_id, status, refund])).toEqual([
    [A, 'paid', 0],
    [B, 'paid', 7_110],
  ]);
});

test('a plain phone number tells who bought, where the policy says so', async () => {
  const closed = line(A, '6917302846190283808', '已关闭', '9.00', { 取消原因: '超时未支付' });
  const rows = [...ROWS.slice(0, 2), closed].map((row) => ({ ...row, 收件人手机号: '13800005678' }));
  const read = await inspectText(platformFile(douyinOrders, rows), { policy });
  expect(read.counts).toMatchObject({ rows: 3, kept: 1, repeated: 2 });
  // The line that was never paid for is no part of the order's money.
  expect(read.amounts).toEqual({ CNY: 10_000 });
  expect(read.amountsElsewhere?.setAside).toEqual({ CNY: 900 });
  expect([read.from, read.to]).toEqual(['2026-09-22', '2026-09-22']);
  expect(read.lake).toMatchObject([{ phone: '+8613800005678' }]);
});
