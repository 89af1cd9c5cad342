import { describe, expect, it } from 'vitest';
import { readMapping } from '../../../shared/adapters/mapping-file.ts';

const GOOD = `version: 1
kind: orders
columns:
  order_id: 单号
  customer_id: [会员卡号, 会员号]
  ordered_at: 时间
  amount: 实收
  status: 状态
status: { 已完成: paid, 关闭: cancelled }
currency: CNY
`;

function faultsOf(text: string) {
  const read = readMapping(text);
  return 'faults' in read ? read.faults : [];
}

describe('a mapping file', () => {
  it('is read as it was written', () => {
    expect(readMapping(GOOD)).toEqual({
      mapping: {
        version: 1,
        kind: 'orders',
        columns: {
          order_id: '单号',
          customer_id: ['会员卡号', '会员号'],
          ordered_at: '时间',
          amount: '实收',
          status: '状态',
        },
        status: { 已完成: 'paid', 关闭: 'cancelled' },
        currency: 'CNY',
      },
    });
  });

  it.each<[string, string, string, number, number, RegExp]>([
    ['a kind that there is not', 'kind: orders', 'kind: sales', 2, 1, /orders/],
    [
      'a field that the kind lacks',
      '  amount: 实收',
      '  amount: 实收\n  score: 评分',
      8,
      3,
      /no field score.*order_id/,
    ],
    ['a required field missing', '  amount: 实收\n', '', 3, 1, /needs a column for amount/],
    ['words for a status without its column', '  status: 状态\n', '', 3, 1, /add status under columns/],
    ['nobody who bought', '  customer_id: [会员卡号, 会员号]\n', '', 3, 1, /customer_id or email or phone/],
    [
      'a column for two fields',
      '  amount: 实收',
      '  amount: 时间',
      7,
      3,
      /时间 cannot be both ordered_at and amount/,
    ],
    [
      'a column twice for one field',
      '[会员卡号, 会员号]',
      '[会员卡号, 会员卡号]',
      5,
      3,
      /named twice for customer_id/,
    ],
    ['a setting that there is not', 'currency: CNY', 'curency: CNY', 10, 1, /no setting curency/],
    [
      'a status that there is not',
      '关闭: cancelled',
      '关闭: closed',
      9,
      22,
      /paid, refunded, cancelled, unpaid/,
    ],
    ['a currency by its sign', 'currency: CNY', 'currency: 元', 10, 1, /CNY/],
    ['no column at all', '  amount: 实收', '  amount: []', 7, 3, /amount/],
    [
      'attributes of orders',
      'currency: CNY',
      'attributes: { level: 等级 }',
      10,
      1,
      /only be set for .*customers/,
    ],
    ['a setting twice', 'currency: CNY', 'currency: CNY\ncurrency: USD', 11, 1, /not YAML/],
    ['a sheet of no encoding', '单号', '单\uFFFD', 1, 1, /UTF-8/],
  ])('names %s with line and column, in both languages', (_, good, bad, line, column, words) => {
    expect(GOOD).toContain(good);
    const [first] = faultsOf(GOOD.replace(good, bad));
    expect(first).toMatchObject({ line, column });
    expect(first?.message.en).toMatch(words);
    expect(first?.message['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['a tab', 'columns:\n\torder_id: 单号\n', 2, 1, /制表符/],
    ['a name twice', 'kind: orders\nkind: orders\n', 2, 1, /重复的名称/],
    ['a quote left open', 'kind: "orders\n', 2, 1, /没有成对/],
    ['a full-width colon', 'version: 1\nkind：orders\ncolumns:\n  a: b\n', 2, 5, /半角冒号和空格/],
    [
      'a full-width colon below',
      'version: 1\nkind: orders\ncolumns:\n  order_id：单号\n',
      4,
      11,
      /半角冒号和空格/,
    ],
    ['nothing', ' \n', 1, 1, /空的/],
  ])('with %s is told in Chinese what to write', (_, text, line, column, words) => {
    const [first] = faultsOf(text);
    expect(first).toMatchObject({ line, column });
    expect(first?.message['zh-CN']).toMatch(words);
    expect(first?.message['zh-CN']).not.toMatch(/[a-z]{3} [a-z]{3}/);
  });

  it('with columns that nobody filled in names what is needed', () => {
    expect(
      faultsOf('version: 1\nkind: orders\ncolumns:\nstatus:\n').map(({ message }) => message.en),
    ).toEqual(
      ['order_id', 'ordered_at', 'amount', 'customer_id'].map((field) =>
        expect.stringContaining(`needs a column for ${field}`),
      ),
    );
  });

  it('lists every fault, from top to bottom', () => {
    const text = GOOD.replace('  amount: 实收\n', '  score: 实收\n').replace(
      'currency: CNY',
      'currency: CNY\ngrain: lines',
    );
    expect(faultsOf(text).map(({ line }) => line)).toEqual([3, 7]);
  });

  it('takes the time of payment from the column of the date', () => {
    expect(faultsOf(GOOD.replace('  amount: 实收', '  amount: 实收\n  paid_at: 时间'))).toEqual([]);
  });
});
