import { expect, test } from 'vitest';
import { tmallItems } from '../../../../shared/formats/tmall-items.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const line = (
  order: string,
  id: string,
  status: string,
  paid: string,
  more: Record<string, string> = {},
) => ({
  主订单编号: `="${order}"`,
  子订单编号: `="${id}"`,
  商品标题: '明前龙井 250克',
  订单状态: status,
  买家应付货款: paid,
  买家实付金额: paid,
  退款状态: '没有申请退款',
  退款金额: '无退款申请',
  订单创建时间: '2026-05-23 22:02:11',
  订单付款时间: '2026-05-23 22:02:40',
  ...more,
});
const A = '5110028463718204601';
const B = '5110028463718204602';
const C = '5110028463718204603';
const D = '5110028463718204604';
const E = '5110028463718204605';

/** Two lines bought, one given back in part; one line closed after payment; closed unpaid; a line that is broken. */
const ROWS = [
  line(A, '5110028463718204701', '交易成功', '598.00'),
  line(A, '5110028463718204702', '交易成功', '39.90', { 退款状态: '退款成功', 退款金额: '10.00' }),
  line(B, '5110028463718204703', '交易关闭', '88.00', { 退款状态: '退款成功', 退款金额: '88.00' }),
  line(B, '5110028463718204704', '卖家已发货，等待买家确认', '12.00'),
  line(C, '5110028463718204705', '交易关闭', '20.00', { 订单付款时间: '' }),
  line(D, '5110028463718204706', '交易成功', '30.00'),
  line(D, '5110028463718204707', '交易成功', '三十'),
  { ...line('', '5110028463718204708', '交易成功', '45.00'), 主订单编号: '5.11E+18' },
  line(E, '5110028463718204709', '交易成功', '50.00'),
];

test('sub-orders are summed by their order; nobody is named, so all are set aside', async () => {
  const read = await inspectText(platformFile(tmallItems, ROWS));
  expect(read).toMatchObject({ format: 'tmall-items', encoding: 'utf-8', amounts: {} });
  // A, B, C and E are set aside, with one further line each of A and B; refused: both lines of D, and the broken id.
  expect(read.counts).toEqual({ rows: 9, kept: 0, rejected: 3, repeated: 2, setAside: 4, blank: 0 });
  // A 637.90 + B 100.00 + C 20.00 + E 50.00 = 807.90; D's readable line 30.00 + the broken id's 45.00 = 75.00
  expect(read.amountsElsewhere).toMatchObject({ setAside: { CNY: 80_790 }, rejected: { CNY: 7_500 } });
  expect(refusals(read).sort(([a], [b]) => a - b)).toEqual([
    [7, 'R_ORDER_INCOMPLETE'],
    [8, 'R_AMOUNT_INVALID'],
    [9, 'R_ORDER_ID_SCIENTIFIC'],
  ]);
  expect(read.lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual(
    [
      // 598.00 + 39.90, 10.00 of it given back
      [A, 'paid', 63_790, 1_000],
      // 88.00, all of it given back, + 12.00
      [B, 'paid', 10_000, 8_800],
      [C, 'cancelled', 0, null],
      [E, 'paid', 5_000, 0],
    ],
  );
});

test('in GBK, with a column that names the buyer, it counts as orders', async () => {
  const wide = { header: [...tmallItems.header, '买家会员名'] };
  const rows = ROWS.slice(0, 4).map((row) => ({ ...row, 买家会员名: '清茶一盏88' }));
  const read = await inspectText(gb18030(platformFile(wide, rows)));
  expect(read.counts).toEqual({ rows: 4, kept: 2, rejected: 0, repeated: 2, setAside: 0, blank: 0 });
  // 637.90 + 100.00
  expect(read.amounts).toEqual({ CNY: 73_790 });
  expect(read.lake[0]).toMatchObject({
    customer_id: '清茶一盏88',
    ordered_at: '2026-05-23T14:02:40.000Z',
    channel: '天猫',
  });
  expect(codes(read)).not.toContain('W_ORDER_REPEATED');
});

test('a sub-order that was exported twice counts once', async () => {
  const read = await inspectText(platformFile(tmallItems, [...ROWS.slice(0, 2), ...ROWS.slice(0, 1)]));
  expect(read.lake).toMatchObject([{ order_id: A, amount: 63_790 }]);
  expect(read.counts).toMatchObject({ rows: 3, setAside: 1, repeated: 2 });
});
