import { expect, test } from 'vitest';
import { youzanCustomers } from '../../../../shared/formats/youzan-customers.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile, refusals } from '../../../support/platform-file.ts';

const customer = (name: string, nick: string, phone: string, more: Record<string, string> = {}) => ({
  客户姓名: name,
  客户昵称: nick,
  客户手机号: phone,
  客户生日: '1990-01-01',
  客户性别: '女',
  是否会员: '是',
  成为客户时间: '2025-03-08 09:15:00',
  ...more,
});

const ROWS = [
  customer('林晓', '清茶一盏', '13800005678', { 标签: '老客户', 成长值: '120', 客户储值余额: '30.00' }),
  customer('?', '小满', '139****1234', { 标签: '—', 微信地域: 'N/A' }),
  customer('—', '?', 'N/A'),
  customer('林晓', '清茶一盏', '13800005678', { 标签: '老客户,茶友', 成长值: '150' }),
  customer('周满', '阿周', '1.39E+10'),
];

test('a customer is known as in the orders, and nothing is said of consent', async () => {
  const read = await inspectText(`\uFEFF${platformFile(youzanCustomers, ROWS)}`);
  expect(read).toMatchObject({ kind: 'customers', format: 'youzan-customers', amounts: {} });
  // Two customers, one of them twice; one without name or number; one whose number lost its digits.
  expect(read.counts).toEqual({ rows: 5, kept: 2, rejected: 1, repeated: 1, setAside: 1, blank: 0 });
  expect(refusals(read)).toEqual([[6, 'R_ID_SCIENTIFIC']]);
  expect(
    read.lake.map(({ customer_id, phone, name, consent }) => [customer_id, phone, name, consent]),
  ).toEqual([
    ['13800005678', '+8613800005678', '林晓', null],
    ['小满', null, '小满', null],
    [null, null, null, null],
    ['13800005678', '+8613800005678', '林晓', null],
  ]);
});

test('what a policy may ask for is kept; birthday and sex are not', async () => {
  const { lake } = await inspectText(platformFile(youzanCustomers, ROWS));
  expect(lake.map(({ attributes }) => JSON.parse(String(attributes)))).toEqual([
    {
      customerSince: '2025-03-08 09:15:00',
      growth: '120',
      member: '是',
      storedValue: '30.00',
      tags: '老客户',
    },
    { customerSince: '2025-03-08 09:15:00', member: '是' },
    { customerSince: '2025-03-08 09:15:00', member: '是' },
    { customerSince: '2025-03-08 09:15:00', growth: '150', member: '是', tags: '老客户,茶友' },
  ]);
});
