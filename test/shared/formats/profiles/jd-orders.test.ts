import { expect, test } from 'vitest';
import { jdOrders } from '../../../../shared/formats/jd-orders.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const sku = (id: string, status: string, total: string, more: Record<string, string> = {}) => ({
  订单号: id,
  商品名称: '明前龙井 250克',
  支付方式: '在线支付',
  下单时间: '2015-12-31 23:19:56',
  京东价: '299.00',
  结算金额: total,
  应付金额: total,
  订单状态: status,
  下单帐号: 'jd_linxiao',
  客户姓名: '林**',
  客户地址: '浙江杭州市西湖区****',
  联系电话: '138****5678',
  付款确认时间: '2016-01-01 00:02:10',
  订单来源: '京东APP',
  ...more,
});
const CASH = { 付款确认时间: '', 支付方式: '货到付款' };

const ROWS = [
  sku('10001', '完成', '279.00'),
  sku('10001', '完成', '279.00', { 商品名称: '茶具', 京东价: '39.00' }),
  sku('10001', '完成', '279.00', { 商品名称: '茶叶罐', 京东价: '19.90' }),
  sku('10002', '等待出库', '1,097.00', { 下单帐号: '小满', 客户姓名: '周满', 联系电话: '13800005678' }),
  sku('10003', '等待出库', '50.00', CASH),
  sku('10004', '(删除)等待出库', '88.00'),
  sku('10005', '（删除）完成', '9.00'),
  sku('10006', '已取消', '10.00', { 付款确认时间: '' }),
  sku('10007', '完成', '', { 应付金额: '45.50', 客户地址: '内蒙古呼和浩特市****' }),
  sku('10008', '完成', '30.00', { 下单帐号: 'jd_4f***' }),
  sku('10009', '飞往月球', '12.00'),
];

test('the money of an order stands on each of its SKU rows and counts once', async () => {
  const read = await inspectText(gb18030(platformFile(jdOrders, ROWS)));
  expect(read).toMatchObject({ format: 'jd-orders', encoding: 'gb18030' });
  // Kept: 10001, 10002, 10007. Set aside: cash not paid, two deleted, one cancelled, one masked account.
  expect(read.counts).toEqual({ rows: 11, kept: 3, rejected: 1, repeated: 2, setAside: 5, blank: 0 });
  // 279.00 + 1097.00 + 45.50 = 1421.50
  expect(read.amounts).toEqual({ CNY: 142_150 });
  expect(read.amountsElsewhere).toEqual({
    rejected: { CNY: 1_200 },
    // 279.00 twice more
    repeated: { CNY: 55_800 },
    // 50.00 + 88.00 + 9.00 + 10.00 + 30.00 = 187.00
    setAside: { CNY: 18_700 },
  });
  expect(refusals(read)).toEqual([[12, 'R_STATUS_UNKNOWN']]);
  // Ordered on the last day of December, paid after midnight.
  expect([read.from, read.to]).toEqual(['2016-01-01', '2016-01-01']);
});

test('what the lake holds of it', async () => {
  const { lake } = await inspectText(gb18030(platformFile(jdOrders, ROWS)));
  expect(lake.map(({ order_id, status, amount }) => [order_id, status, amount])).toEqual([
    ['10001', 'paid', 27_900],
    ['10002', 'paid', 109_700],
    ['10003', 'unpaid', 5_000],
    ['10004', 'cancelled', 8_800],
    ['10005', 'cancelled', 900],
    ['10006', 'cancelled', 1_000],
    ['10007', 'paid', 4_550],
    ['10008', 'paid', 3_000],
  ]);
  expect(lake[0]).toMatchObject({
    customer_id: 'jd_linxiao',
    name: null,
    phone: null,
    region: '浙江',
    channel: '京东APP',
    ordered_at: '2015-12-31T16:02:10.000Z',
  });
  expect(lake[1]).toMatchObject({ customer_id: '小满', name: '周满', phone: '+8613800005678' });
  expect(lake[6]).toMatchObject({ region: '内蒙古' });
  expect(lake[7]).toMatchObject({ customer_id: null });
});

test('the tax columns that newer exports put in between change nothing', async () => {
  const at = jdOrders.header.indexOf('发票内容') + 1;
  const header = [...jdOrders.header.slice(0, at), '纳税人识别号', '注册地址', ...jdOrders.header.slice(at)];
  const read = await inspectText(gb18030(platformFile({ header }, ROWS)));
  expect(read.format).toBe('jd-orders');
  expect(read.amounts).toEqual({ CNY: 142_150 });
});
