import { expect, test } from 'vitest';
import { taobaoOrders } from '../../../../shared/formats/taobao-orders.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { codes, inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const order = (id: string, status: string, paid: string, more: Record<string, string> = {}) => ({
  订单编号: `="${id}"`,
  买家会员名: '清茶一盏88',
  买家实际支付金额: paid,
  订单状态: status,
  '收货地址 ': '浙江省 杭州市 西湖区 文三路 1 号',
  '联系电话 ': "'null",
  联系手机: "'138****5678",
  订单创建时间: '2026-05-23 22:02:11',
  '订单付款时间 ': '2026-05-23 22:02:40',
  '宝贝标题 ': '明前龙井 250克，茶具',
  ...more,
});
const UNPAID = { '订单付款时间 ': '' };

const ROWS = [
  order('1930017826451093201', '交易成功', '598.00', {
    买家支付宝账号: 'LinXiao@Example.com',
    联系手机: "'13800005678",
  }),
  // Saved by a spreadsheet on the way, and paid after midnight.
  order('1930017826451093202', '卖家已发货，等待买家确认', '39.90', {
    买家会员名: '小满㛃',
    买家支付宝账号: '138****1111',
    订单创建时间: '2026/5/24 0:28',
    '订单付款时间 ': '2026/5/24 0:30',
  }),
  order('1930017826451093203', '买家已付款，等待卖家发货', '1,128.50元', {
    买家支付宝账号: 'li***@example.com',
  }),
  order('1930017826451093204', '交易关闭', '88.00', { 订单关闭原因: '退款' }),
  order('1930017826451093205', '交易关闭', '0元', { ...UNPAID, 订单关闭原因: '买家未付款' }),
  order('1930017826451093206', '等待买家付款', '', UNPAID),
  order('1930017826451093207', '交易成功', '66.00', { 买家会员名: 't**3' }),
  order('1930017826451093208', '买家申请火星快递', '7.00'),
  { ...order('', '交易成功', '45.00'), 订单编号: '1.93002E+18' },
];

test('a GBK order list: closed trades, guarded ids, masked people', async () => {
  const read = await inspectText(gb18030(platformFile(taobaoOrders, ROWS)));
  expect(read).toMatchObject({ format: 'taobao-orders', encoding: 'gb18030', currency: 'CNY' });
  // Kept are the first four; set aside: closed unpaid, waiting, masked; refused: an unknown word, a broken id.
  expect(read.counts).toEqual({ rows: 9, kept: 4, rejected: 2, repeated: 0, setAside: 3, blank: 0 });
  // 598.00 + 39.90 + 1128.50 + 88.00 = 1854.40
  expect(read.amounts).toEqual({ CNY: 185_440 });
  // 7.00 + 45.00 = 52.00; 0 + nothing + 66.00 = 66.00
  expect(read.amountsElsewhere).toMatchObject({ rejected: { CNY: 5_200 }, setAside: { CNY: 6_600 } });
  expect(refusals(read)).toEqual([
    [9, 'R_STATUS_UNKNOWN'],
    [10, 'R_ORDER_ID_SCIENTIFIC'],
  ]);
  expect([read.from, read.to]).toEqual(['2026-05-23', '2026-05-24']);
  expect(codes(read)).toContain('W_ENCODING_GUESSED');
  expect(codes(read)).not.toContain('W_TZ_ASSUMED');
});

test('what the lake holds of it', async () => {
  const { lake } = await inspectText(gb18030(platformFile(taobaoOrders, ROWS)));
  expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
    ['1930017826451093201', 'paid', 59_800, null],
    ['1930017826451093202', 'paid', 3_990, null],
    ['1930017826451093203', 'paid', 112_850, null],
    ['1930017826451093204', 'refunded', 8_800, 8_800],
    ['1930017826451093205', 'cancelled', 0, null],
    ['1930017826451093206', 'unpaid', 0, null],
    ['1930017826451093207', 'paid', 6_600, null],
  ]);
  expect(lake[0]).toMatchObject({
    customer_id: '清茶一盏88',
    email: 'linxiao@example.com',
    phone: '+8613800005678',
    ordered_at: '2026-05-23T14:02:40.000Z',
    has_zone: true,
    region: '浙江省',
    category: '明前龙井 250克，茶具',
    consent: null,
  });
  expect(lake[1]).toMatchObject({
    customer_id: '小满㛃',
    email: null,
    phone: null,
    ordered_at: '2026-05-23T16:30:00.000Z',
  });
  expect(lake[2]).toMatchObject({ email: null });
  expect(lake[5]).toMatchObject({ ordered_at: '2026-05-23T14:02:11.000Z' });
  expect(lake[6]).toMatchObject({ customer_id: null });
});

test('guards without quotes round them are read as well', async () => {
  const quoted = platformFile(taobaoOrders, ROWS.slice(0, 1));
  const bare = quoted.replace('"=""1930017826451093201"""', '="1930017826451093201"');
  expect(bare).not.toBe(quoted);
  const read = await inspectText(gb18030(bare));
  expect(read.lake).toMatchObject([{ order_id: '1930017826451093201', amount: 59_800 }]);
});

test('a column that newer exports have states a partial refund', async () => {
  const wide = { header: [...taobaoOrders.header, '退款金额'] };
  const read = await inspectText(platformFile(wide, [{ ...ROWS[0], 退款金额: '100.00' }]));
  expect(read.lake).toMatchObject([{ amount: 59_800, refund: 10_000, status: 'paid' }]);
});
