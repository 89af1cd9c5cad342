import { describe, expect, test } from 'vitest';
import { pddOrders } from '../../../../shared/formats/pdd-orders.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const order = (
  id: string,
  status: string,
  paid: string,
  more: Record<string, string> = {},
): Record<string, string> => ({
  商品: '明前龙井 250克',
  订单号: `\t${id}`,
  订单状态: status,
  '用户实付金额(元)': paid,
  '商家实收金额(元)': paid === '' ? '' : String(Number(paid) + 1),
  支付时间: '\t2026-05-23 22:02:40',
  售后状态: '无售后或售后取消',
  省: '浙江省',
  市: '****',
  区: '****',
  订单成交时间: '\t2026-05-23 22:02:41',
  商品一级类目: '茶叶',
  ...more,
});

const ROWS = [
  order('260523-01', '待发货', '17.8'),
  order('260523-02', '已发货，待收货', '57.80'),
  order('260523-03', '已收货', '30', { 售后状态: '退款成功' }),
  order('260523-04', '未发货，退款成功', '12.5', { 售后状态: '退款成功' }),
  order('260523-05', '已取消', '', { 支付时间: '\t', 订单成交时间: '\t2026-05-23 21:00:00' }),
  order('260523-06', '待付款', '9.9', { 支付时间: '', 订单成交时间: '\t2026-05-23 21:00:00' }),
  order('260523-07', '已收货', '免费'),
];

test('nobody tells who bought, so every order is set aside', async () => {
  const read = await inspectText(`\uFEFF${platformFile(pddOrders, ROWS)}`);
  expect(read).toMatchObject({ format: 'pdd-orders', encoding: 'utf-8', amounts: {} });
  expect(read.counts).toEqual({ rows: 7, kept: 0, rejected: 1, repeated: 0, setAside: 6, blank: 0 });
  // 17.80 + 57.80 + 30.00 + 12.50 + nothing + 9.90 = 128.00
  expect(read.amountsElsewhere).toMatchObject({ setAside: { CNY: 12_800 } });
  expect(refusals(read)).toEqual([[8, 'R_AMOUNT_INVALID']]);
});

test('what the lake holds of it', async () => {
  const { lake } = await inspectText(gb18030(platformFile(pddOrders, ROWS)));
  expect(lake.map(({ order_id, status, amount, refund }) => [order_id, status, amount, refund])).toEqual([
    ['260523-01', 'paid', 1_780, 0],
    ['260523-02', 'paid', 5_780, 0],
    ['260523-03', 'paid', 3_000, 3_000],
    ['260523-04', 'refunded', 1_250, 1_250],
    ['260523-05', 'cancelled', 0, 0],
    ['260523-06', 'unpaid', 990, 0],
  ]);
  expect(lake[0]).toMatchObject({
    customer_id: null,
    phone: null,
    region: '浙江省',
    category: '茶叶',
    ordered_at: '2026-05-23T14:02:40.000Z',
  });
  expect(lake[4]).toMatchObject({ ordered_at: '2026-05-23T13:00:00.000Z' });
});

test('what was paid back in part is not taken off as a whole', async () => {
  const rows = [
    order('260523-11', '已收货', '30', { 售后状态: '部分退款成功' }),
    order('260523-12', '未发货，部分退款成功', '12.5', { 售后状态: '部分退款成功' }),
    order('260523-13', '已发货，退款成功', '9', { 售后状态: '退款成功' }),
  ];
  const { lake } = await inspectText(platformFile(pddOrders, rows));
  expect(lake.map(({ status, amount, refund }) => [status, amount, refund])).toEqual([
    ['paid', 3_000, 0],
    ['paid', 1_250, 0],
    ['refunded', 900, 900],
  ]);
});

describe('columns that somebody chose otherwise', () => {
  test('without 用户实付金额 what the shop received counts', async () => {
    const header = pddOrders.header.filter((name) => name !== '用户实付金额(元)');
    const rows = ROWS.slice(0, 2).map(({ '用户实付金额(元)': _, ...row }) => row);
    const read = await inspectText(platformFile({ header }, rows));
    expect(read.format).toBe('pdd-orders');
    // 17.80 + 1.00, 57.80 + 1.00
    expect(read.lake.map(({ amount }) => amount)).toEqual([1_880, 5_880]);
  });

  test('the view of the customer has no 商家实收金额', async () => {
    const header = ['订单号', '订单状态', '用户实付金额(元)', '支付时间', '售后状态'];
    const rows = ROWS.slice(0, 2).map((row) =>
      Object.fromEntries(header.map((name) => [name, row[name] ?? ''])),
    );
    const read = await inspectText(platformFile({ header }, rows));
    expect(read).toMatchObject({ status: 'read', format: 'pdd-orders' });
    expect(read.lake.map(({ amount, status }) => [amount, status])).toEqual([
      [1_780, 'paid'],
      [5_780, 'paid'],
    ]);
  });

  test('the unit may be missing from the names', async () => {
    const text = platformFile(pddOrders, ROWS).replaceAll('(元)', '（元）');
    expect((await inspectText(text)).format).toBe('pdd-orders');
    expect((await inspectText(text.replaceAll('（元）', ''))).lake).toHaveLength(6);
  });
});
