import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../../shared/adapters/mapping-file.ts';
import { proposeFor } from '../../../shared/adapters/propose-file.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { csvLine } from '../../../shared/domain/csv.ts';
import type { Mapping } from '../../../shared/domain/policy/mapping.ts';
import { profileOf } from '../../../shared/formats/mapping.ts';
import { propose } from '../../../shared/formats/propose.ts';
import { inspectText } from '../../support/inspect-text.ts';

function mappingIn(text: string): Mapping {
  const read = readMapping(text);
  if ('faults' in read) throw new Error(`${JSON.stringify(read.faults)}\n${text}`);
  return read.mapping;
}

const cells = (lines: readonly string[]) => lines.map((line) => line.split(','));
const proposed = (header: string, ...rows: string[]) => propose(header.split(','), cells(rows));
const columnsOf = (header: string, ...rows: string[]) => mappingIn(proposed(header, ...rows).text).columns;

describe('a proposed mapping', () => {
  it.each<[string, string, string, string, Record<string, string>]>([
    [
      'a till in Chinese',
      'orders',
      '单号,会员卡号,时间,实收,门店,备注',
      'S1,M1,2025/3/1 10:00,12.50,一店,无',
      { order_id: '单号', customer_id: '会员卡号', ordered_at: '时间', amount: '实收', channel: '门店' },
    ],
    [
      'a shop in English',
      'orders',
      'Ref,Shopper,Sold on,Gross total,Mail,Mobile',
      'A1,Bob,2025-03-01,5.00,bob@shop.test,13800000001',
      {
        ...{ order_id: 'Ref', customer_id: 'Shopper', ordered_at: 'Sold on', amount: 'Gross total' },
        ...{ email: 'Mail', phone: 'Mobile' },
      },
    ],
    [
      'several dates and sums',
      'orders',
      '交易编号,买家昵称,下单时间,发货时间,商品总价,运费,实付金额,退款金额,订单状态,物流状态',
      'T1,小李,2025-03-01,2025-03-02,20.00,5.00,18.00,0.00,已完成,已签收',
      {
        ...{ order_id: '交易编号', customer_id: '买家昵称', ordered_at: '下单时间', amount: '实付金额' },
        ...{ refund: '退款金额', status: '订单状态' },
      },
    ],
    [
      'columns known by their cells alone',
      'orders',
      'Order,X1,X2,X3',
      'A1,bob@shop.test,2025-03-01,19.99',
      { order_id: 'Order', email: 'X1', ordered_at: 'X2', amount: 'X3' },
    ],
    [
      'a name that must do as an id',
      'orders',
      '订单号,客户姓名,日期,金额x',
      'A1,张三,2025-03-01,19.99',
      { order_id: '订单号', customer_id: '客户姓名', ordered_at: '日期', amount: '金额x' },
    ],
    [
      'a date and a time apart',
      'orders',
      '小票号,会员号,日期,时间,金额',
      'A1,M1,2025-03-01,10:30,19.99',
      { order_id: '小票号', customer_id: '会员号', ordered_at: '日期', time: '时间', amount: '金额' },
    ],
    [
      'members',
      'customers',
      '会员号,电子邮箱地址,手机,姓名,是否同意接收短信,同意日期,会员等级',
      'M1,a@shop.test,13800000000,张三,是,2025-01-01,金',
      {
        ...{ customer_id: '会员号', email: '电子邮箱地址', phone: '手机', name: '姓名' },
        ...{ consent: '是否同意接收短信', consent_at: '同意日期' },
      },
    ],
    [
      'what members did',
      'activity',
      '用户ID,事件名称,触发时间,次数',
      'U1,签到,2025-01-01 10:00,1',
      { customer_id: '用户ID', activity: '事件名称', occurred_at: '触发时间', quantity: '次数' },
    ],
    [
      'complaints',
      'feedback',
      '工单编号,客户号,类型,提交时间,评分,解决时间',
      'W1,U1,投诉,2025-01-01 10:00,1,2025-01-02 10:00',
      {
        ...{ feedback_id: '工单编号', customer_id: '客户号', feedback: '类型', occurred_at: '提交时间' },
        ...{ score: '评分', closed_at: '解决时间' },
      },
    ],
  ])('knows %s', (_, kind, header, row, columns) => {
    expect(mappingIn(proposed(header, row).text).kind).toBe(kind);
    expect(columnsOf(header, row)).toEqual(columns);
  });

  it('does not take for a date, sum or address what does not look like one', () => {
    const columns = columnsOf('订单号,会员号,下单时间,日期,金额,实付', 'A1,M1,尽快,2025-03-01,免费,9.90');
    expect(columns).toMatchObject({ ordered_at: '日期', amount: '实付' });
  });

  it('lists further candidates, best first, and what it did not use', () => {
    const { text } = proposed(
      '单号,会员号,付款时间,入账时间,实付金额,总额,备注',
      'A1,M1,2025-03-01,2025-03-02,9.90,9.90,x',
    );
    expect(text).toMatch(/ordered_at: 付款时间 .*也可能是 \/ or: 入账时间$/m);
    expect(text).toMatch(/columns not used: 入账时间, 总额, 备注/);
  });

  it('says what it could not find, and is then not complete', () => {
    const { text, complete } = proposed('单号,时间,数目', 'A1,2025-03-01,9.90');
    expect(complete).toBe(false);
    expect(text).toMatch(/# {2}customer_id \| email \| phone: \? .*必填，未找到 \/ needed, not found/);
  });

  it('asks what strange status words mean, and guesses those that it can', () => {
    const { text, complete } = proposed(
      '订单号,会员号,日期,金额,状态',
      'A1,M1,2025-03-01,1.00,交易已完成',
      'A2,M1,2025-03-01,1.00,冻结中',
    );
    expect(mappingIn(text).status).toEqual({ 交易已完成: 'paid' });
    expect(complete).toBe(false);
    expect(text).toMatch(/# {2}冻结中: \? .*paid \| refunded \| cancelled \| unpaid/);
  });

  it.each([
    ['repeated', ['A1,M1,2025-03-01,9.00', 'A1,M1,2025-03-01,9.00', 'A2,M1,2025-03-01,5.00']],
    ['lines', ['A1,M1,2025-03-01,9.00', 'A1,M1,2025-03-01,4.00', 'A2,M1,2025-03-01,5.00']],
    [undefined, ['A1,M1,2025-03-01,9.00', 'A2,M1,2025-03-01,9.00']],
  ])('says of several rows an order that their money is %s', (grain, rows) => {
    expect(mappingIn(proposed('订单号,会员号,日期,金额', ...rows).text).grain).toBe(grain);
  });

  it('is a mapping once it is filled in as it says', () => {
    const { text, complete } = proposed('q1,状态', 'x,冻结中');
    expect(complete).toBe(false);
    const filled = text
      .split('\n')
      .map((line) =>
        /^# {2}.*: \? /.test(line) ? line.replace(/^#( *)([\w\u4e00-\u9fff]+)[^:]*: \?/, '$1$2: @') : line,
      )
      .map((line, i) => line.replace('冻结中: @', '冻结中: paid').replace('@', `列${i}`))
      .map((line) => line.replace(/^#(dates|amounts|currency|timeZoneOffset)/, '$1'));
    expect(mappingIn(filled.join('\n'))).toMatchObject({ columns: expect.anything(), dates: 'DMY' });
  });

  it.each([
    [
      'an orders file that lacks only the sum',
      'orders',
      'order_id,customer_id,ordered_at',
      'A1,C1,2026-03-01',
    ],
    ['a till without an order number', 'orders', 'Till,Member,Date,Total', '1,C1,2026-03-01,9.90'],
    ['a till without a customer', 'orders', 'Receipt,Date,Total', 'R1,2026-03-01,9.90'],
    [
      'people with what they last bought',
      'customers',
      '会员号,邮箱,最近消费时间,累计消费金额',
      'C1,a@shop.test,2026-03-01,9.90',
    ],
  ])('takes %s for %s', (_, kind, header, row) => expect(proposed(header, row).kind).toBe(kind));

  it('explains every line in Chinese and English', () => {
    const { text } = proposed('单号,会员号,时间,实收', 'A1,M1,2025-03-01,9.90');
    const explained = text.split('\n').filter((line) => line.includes('#') && line.includes(' / '));
    expect(explained.length).toBeGreaterThan(7);
    for (const line of explained) expect(line).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
  });
});

const KNOWN = {
  id: ['单号: x', 'Invoice no', '流水号 #', 'Order ref'],
  who: ['"会员"卡号', 'Buyer code', '客户号', '买家昵称'],
  at: ['下单时间', 'Purchase date', '日期', 'Sold at'],
  paid: ['实付', '实收金额', 'Total amount', 'Grand total'],
};
const MEANINGLESS = ['bzb', '附加', 'x, y', '"zz"', "it's", 'k: v', '# kk', '{{x}}', 'q\nq'];
const oneOf = (names: readonly string[]) => fc.constantFrom(...names);
const OTHER = fc.string({ unit: 'binary', maxLength: 12 });

describe('properties of proposals', () => {
  it('any header makes a text that is YAML, and a mapping where it is said to be complete', () => {
    fc.assert(
      fc.property(
        fc.array(OTHER, { maxLength: 8 }),
        fc.array(fc.array(OTHER, { maxLength: 8 }), { maxLength: 4 }),
        (header, rows) => {
          const { text, complete } = propose(header, rows);
          const read = readMapping(text);
          if ('faults' in read)
            expect({ complete, text: read.faults.map(({ message }) => message.en).join() }).toMatchObject({
              complete: false,
              text: expect.not.stringMatching(/YAML|UTF-8/),
            });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a file of unknown columns, in any order and among any others, is taken in by what is proposed', async () => {
    const file = fc.record({
      id: oneOf(KNOWN.id),
      who: oneOf(KNOWN.who),
      at: oneOf(KNOWN.at),
      paid: oneOf(KNOWN.paid),
      others: fc.uniqueArray(oneOf(MEANINGLESS), { maxLength: 4 }),
      order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      amounts: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ id, who, at, paid, others, order, amounts }) => {
        const own = [id, who, at, paid];
        const header = shuffled([...own, ...others], order);
        const rows = amounts.map((minor, i) => {
          const known: Record<string, string> = {
            ...{ [id]: `A${i}`, [who]: `M${i}`, [at]: '2025-03-01' },
            [paid]: (minor / 100).toFixed(2),
          };
          return header.map((name) => known[name] ?? 'x');
        });
        const { text, complete } = propose(header, rows);
        expect(complete).toBe(true);
        const mapping = mappingIn(text);
        expect(mapping.columns).toMatchObject({
          order_id: id,
          customer_id: who,
          ordered_at: at,
          amount: paid,
        });
        const body = [header, ...rows].map(csvLine).join('');
        const found = await inspectText(body, { mapping: profileOf(mapping) });
        const sum = amounts.reduce((all, one) => all + one, 0);
        expect(found).toMatchObject({
          status: 'read',
          amounts: { '': sum },
          counts: { kept: amounts.length },
        });
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

function shuffled<T>(list: readonly T[], order: readonly number[]): T[] {
  return list
    .map((each, i) => ({ each, key: order[i] ?? 0, i }))
    .sort((a, b) => a.key - b.key || a.i - b.i)
    .map(({ each }) => each);
}

const proposeText = (body: string | Buffer, name = 'shop.csv') =>
  scratch(async (dir) => {
    await writeFile(join(dir, name), body);
    return proposeFor(join(dir, name), dir, { memoryMb: 200 });
  });

describe('a proposal for a file', () => {
  const TABLE = '单号,会员卡号,交易时间,实收,备注\nS1,M1,2025/3/1,12.50,\nS2,M2,2025/3/2,13.50,"a\nb"\n';

  it.each<[string, string, Partial<Mapping>]>([
    ['as it is', TABLE, {}],
    ['below titles, blank lines and all', `2025 门店导出\n\n${TABLE}`, { skipLines: 2 }],
    ['below titles that a spreadsheet has padded', `2025 门店导出,,,,\n${TABLE}`, { skipLines: 1 }],
    ['parted by semicolons', TABLE.replaceAll(',', ';'), {}],
    ['parted by tabs', TABLE.replaceAll(',', '\t'), {}],
  ])('finds its table %s', async (_, body, settings) => {
    const proposal = await proposeText(body);
    const mapping = mappingIn(proposal?.text ?? '');
    expect(mapping).toEqual({
      version: 1,
      kind: 'orders',
      columns: { order_id: '单号', customer_id: '会员卡号', ordered_at: '交易时间', amount: '实收' },
      ...settings,
    });
    const found = await inspectText(body, { mapping: profileOf(mapping) });
    expect(found).toMatchObject({ status: 'read', counts: { rows: 2, kept: 2 } });
  });

  it('is made of packed files too', async () => {
    const proposal = await proposeText(gzipSync(TABLE), 'shop.csv.gz');
    expect(proposal).toMatchObject({ kind: 'orders', complete: true });
  });

  it.each([
    ['whose first line is a row', 'S1,a@shop.test,C1\nS2,b@shop.test,C2\n'],
    ['whose first line has a sum', 'S1,M1,12.50\nS2,M2,13.50\n'],
    ['with full-width commas', '单号，会员号，时间\nS1，M1，2026-03-01\n'],
  ])('is not made of a file %s', async (_, body) => expect(await proposeText(body)).toBeNull());

  it('is not made of what is no table', async () => {
    expect(await proposeText(Buffer.from('%PDF-1.7'))).toBeNull();
    expect(await proposeText('')).toBeNull();
  });
});
