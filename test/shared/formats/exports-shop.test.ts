import { describe, expect, test } from 'vitest';
import { codes, inspectText } from '../../support/inspect-text.ts';

describe('customers', () => {
  const HEAD = 'customer_id,email,name,language,consent,consent_at,updated_at';
  test('are known by their columns, wherever they were put', async () => {
    const read = await inspectText(
      `${HEAD}\nC1,A@x.com,张伟,zh-CN,是,2026-02-01,\nC2,b@x.com,Li,en,no,,\nC3,,,,,,\n`,
    );
    expect(read).toMatchObject({ kind: 'customers', format: 'canonical-customers', amounts: {} });
    expect(read.counts).toMatchObject({ rows: 3, kept: 3 });
    expect(read.lake.map(({ email, consent, consent_at }) => [email, consent, consent_at])).toEqual([
      ['a@x.com', true, '2026-02-01T00:00:00.000Z'],
      ['b@x.com', false, null],
      [null, null, null],
    ]);
    expect((await inspectText('customer_id\nC1\n', { hint: 'customers' })).kind).toBe('customers');
    expect((await inspectText('customer_id\nC1\n')).problems[0]?.code).toBe('F_HEADER_MISSING_COLUMN');
  });

  test.each<[string, string, 'orders' | 'customers', string]>([
    ['ids and an attribute', 'customer_id,email,attribute_plan', 'orders', 'canonical-customers'],
    ['one id and an attribute', 'email,attr_plan', 'orders', 'canonical-customers'],
    ['in Chinese', '客户编号,属性_套餐', 'orders', 'canonical-customers'],
    [
      'an attribute beside a column that no customers file has',
      'email,attr_plan,status',
      'orders',
      'canonical-customers',
    ],
    ['ids in a folder of customers', 'customer_id,email', 'customers', 'canonical-customers'],
    ['an amount in a folder of customers', 'customer_id,amount', 'customers', 'canonical-customers'],
  ])('%s are enough', async (_, header, hint, format) => {
    const cells = header.split(',').map((_, i) => `a${i}@x.com`);
    const read = await inspectText(`${header}\n${cells.join(',')}\n`, { hint });
    expect(read).toMatchObject({ kind: 'customers', format, status: 'read', counts: { kept: 1 } });
  });

  test.each<[string, string, 'orders' | 'customers', string]>([
    ['the date', 'order_id,customer_id,amount,attr_plan', 'orders', 'ordered_at'],
    ['the id', 'customer_id,ordered_at,amount', 'customers', 'order_id'],
    ['the amount', 'order_id,customer_id,ordered_at', 'customers', 'amount'],
    ['the id of ids alone', 'customer_id,email', 'orders', 'order_id'],
  ])('an orders file that lacks %s is none', async (_, header, hint, column) => {
    const read = await inspectText(`${header}\n${header.replace(/[^,]+/g, '1')}\n`, { hint });
    expect(read.problems).toEqual([{ line: 1, code: 'F_HEADER_MISSING_COLUMN', column }]);
  });

  test('orders and events that carry attributes stay what they are', async () => {
    const orders = 'order_id,customer_id,ordered_at,amount,attr_plan\nA1,C1,2026-03-01,1.00,gold\n';
    expect((await inspectText(orders)).kind).toBe('orders');
    const activity = 'customer_id,activity,occurred_at,attr_plan\nC1,study,2026-03-01,gold\n';
    expect((await inspectText(activity)).kind).toBe('activity');
  });

  test('an older row may hold the only word on consent, so every row reaches the lake', async () => {
    const read = await inspectText(
      `${HEAD}\nC1,a@x.com,,,no,2026-02-01,\nC1,a@x.com,Li,,,,\n,,Nobody,,,,\nC2,b@x.com,,,maybe,,\n`,
    );
    expect(read.counts).toEqual({ rows: 4, kept: 1, rejected: 1, repeated: 1, setAside: 1, blank: 0 });
    expect(read.lake).toHaveLength(3);
    expect(codes(read)).toEqual(['W_ORDER_REPEATED', 'W_ROWS_WITHOUT_CUSTOMER', 'R_CONSENT_UNKNOWN']);
  });

  test('a file without a consent column says nothing', async () => {
    const read = await inspectText('email,name\na@x.com,Li\n', { hint: 'customers' });
    expect(read.lake[0]).toMatchObject({ consent: null, customer_id: null });
  });
});

describe('Shopify orders', () => {
  const columns = [
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Accepts Marketing',
    'Currency',
    'Total',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Billing Name',
    'Cancelled at',
    'Refunded Amount',
    'Vendor',
    'Source',
    'Phone',
    'Shipping Country',
  ];
  const row = (cells: Record<string, string>) => columns.map((name) => cells[name] ?? '').join(',');
  const order = (name: string, more: Record<string, string> = {}) =>
    row({
      Name: name,
      Email: 'A@x.com',
      'Financial Status': 'paid',
      'Paid at': '2026-05-01 10:00:00 +0800',
      'Accepts Marketing': 'yes',
      Currency: 'USD',
      Total: '1339.20',
      'Created at': '2026-05-01 09:00:00 +0800',
      'Lineitem quantity': '1',
      'Lineitem name': 'Tea',
      'Refunded Amount': '0.00',
      Vendor: 'V',
      Source: 'web',
      Phone: "'+86 139 1234 5678",
      ...more,
    });
  const item = (name: string) =>
    row({
      Name: name,
      Email: 'A@x.com',
      'Created at': '2026-05-01 09:00:00 +0800',
      'Lineitem quantity': '2',
      'Lineitem name': 'Cup',
    });
  const shop = (...rows: string[]) => `${[columns.join(','), ...rows].join('\n')}\n`;

  test('further line items belong to the order above and count as repeated', async () => {
    const read = await inspectText(shop(order('#1'), item('#1'), item('#1'), order('#2'), item('#9')));
    expect(read).toMatchObject({ format: 'shopify-orders', amounts: { USD: 267840 }, currency: 'USD' });
    expect(read.counts).toEqual({ rows: 5, kept: 2, rejected: 1, repeated: 2, setAside: 0, blank: 0 });
    expect(read.problems).toContainEqual({ line: 6, code: 'R_ORDER_ROW_MISSING' });
    expect(read.lake[0]).toMatchObject({
      order_id: '#1',
      email: 'a@x.com',
      phone: '+8613912345678',
      amount: 133920,
      ordered_at: '2026-05-01T02:00:00.000Z',
      has_zone: true,
      consent: true,
      consent_at: '2026-05-01T01:00:00.000Z',
      category: 'V',
      channel: 'web',
      customer_id: null,
    });
  });

  test.each([
    [{ 'Financial Status': 'partially_refunded', 'Refunded Amount': '39.20' }, 'paid', 3920, 'kept'],
    [{ 'Financial Status': 'refunded', 'Refunded Amount': '1339.20' }, 'refunded', 133920, 'kept'],
    [{ 'Financial Status': 'voided' }, 'cancelled', 0, 'setAside'],
    [{ 'Cancelled at': '2026-05-02 10:00:00 +0800' }, 'cancelled', 0, 'setAside'],
    [{ 'Financial Status': 'pending', 'Paid at': '' }, 'unpaid', 0, 'setAside'],
    [{ Email: '' }, 'paid', 0, 'setAside'],
  ] as const)('%j is %s', async (change, status, refund, place) => {
    const read = await inspectText(shop(order('#1', change)));
    expect(read.lake[0]).toMatchObject({ status, refund });
    expect(read.counts[place]).toBe(1);
  });
});
