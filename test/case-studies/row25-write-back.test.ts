import { describe, expect, it } from 'vitest';
import { fxiaokeOrders } from '../../shared/formats/fxiaoke-orders.ts';
import { zohoCrmContacts } from '../../shared/formats/zoho-crm-contacts.ts';
import { zohoCrmDeals } from '../../shared/formats/zoho-crm-deals.ts';
import { caseStudy } from '../support/case-study.ts';
import { type Cells, platformCsv } from '../support/platform-csv.ts';

const won = (id: string, on: string, amount: string, whom: Cells): Cells => ({
  ...{ 'Record Id': `zcrm_${id}`, 'Deal Owner.id': 'zcrm_4000000000900', 'Deal Owner': 'Mei Chen' },
  ...{
    'Deal Name': `Deal ${id}`,
    Stage: 'Closed Won',
    Amount: amount,
    Currency: 'CNY',
    'Exchange Rate': '1',
  },
  ...{ 'Closing Date': on, 'Created Time': `${on} 09:00:00`, 'Modified Time': `${on} 09:00:00`, ...whom },
});
const contact = (id: string): Cells => ({ 'Contact Name.id': `zcrm_${id}` });
const deals = (...rows: Cells[]) => platformCsv(zohoCrmDeals.header, rows);

const SPRING = deals(
  won('4000000000001', '2026-05-30', '1200000', contact('4000000000300')),
  won('4000000000002', '2026-05-12', '60000', contact('4000000000301')),
);
const SUMMER = deals(
  won('4000000000003', '2026-08-20', '300000', contact('4000000000301')),
  won('4000000000004', '2026-09-02', '10000', {
    ...{ 'Account Name.id': 'zcrm_4000000000210', 'Account Name': 'North Harbour Ltd' },
  }),
);

const person = (id: string, first: string, email: string): Cells => ({
  ...{ 'Record Id': `zcrm_${id}`, 'Contact Owner': 'Mei Chen', 'First Name': first, Email: email },
  ...{ 'Email Opt Out': 'false', 'Modified Time': '2026-05-30 14:05:00', 'Mailing Country': 'China' },
});
const CONTACTS = platformCsv(zohoCrmContacts.header, [
  person('4000000000300', 'Wei', 'wei@shop.example'),
  person('4000000000301', 'Lin', 'lin@shop.example'),
]);

const linesOf = (text: string): string[] => text.split('\r\n').slice(0, -1);
/** The head, then the customers in an order that no part number decides. */
const inOrder = (text: string): string[] => {
  const [head = '', ...rows] = linesOf(text);
  return [head, ...rows.sort()];
};

describe('25 CRM 衔接, Zoho CRM: what its export brought in goes back as a file that it imports', () => {
  const { tierFile, told, at } = caseStudy('b2b', [
    {
      title: 'the second quarter',
      asOf: '2026-06-30',
      files: { 'deals.csv': SPRING, 'contacts.csv': CONTACTS },
      due: [
        [
          '4000000000300',
          'key',
          'quarterly-key: personal-adviser',
          '1.2 million in the year (4), new (1): 3.1',
        ],
        ['4000000000301', 'growing', 'quarterly-growing: nurture', '60,000 (2), new (1): 1.7'],
      ],
    },
    {
      title: 'the third quarter: one buys much more, and a company comes without a person',
      asOf: '2026-09-30',
      files: { 'deals-2.csv': SUMMER },
      due: [
        ['4000000000300', 'key', 'quarterly-key: personal-adviser', 'as before'],
        ['4000000000301', 'key', 'quarterly-key: personal-adviser', '360,000 (3), new (1): 2.4'],
        ['4000000000210', 'basic', 'quarterly-basic: no_address', '10,000 (1), new (1): 1'],
      ],
    },
  ]);

  const HEAD = 'Record Id,Email,Customer Id,Tier,Previous Tier,Tier Since,Tier Change';
  const NORTH = '4000000000210,,4000000000210,基础客户,,2026-09-30,新加入';
  const LIN = '4000000000301,lin@shop.example,4000000000301,重点客户,成长客户,2026-09-30,升级';

  it('everybody, with the day since when', async () => {
    expect(inOrder(await tierFile(1, 'zoho'))).toEqual([
      ...[HEAD, NORTH],
      '4000000000300,wei@shop.example,4000000000300,重点客户,重点客户,2026-06-30,不变',
      LIN,
    ]);
  });

  it('those alone whose tier changed', async () => {
    expect(inOrder(await tierFile(1, 'zoho-changed'))).toEqual([HEAD, NORTH, LIN]);
  });

  it('tags for a Shopify shop of the same customers, as far as they have an address', async () => {
    expect(inOrder(await tierFile(1, 'shopify-tags'))).toEqual([
      ...['Email,Tags', 'lin@shop.example,tier:key', 'wei@shop.example,tier:key'],
    ]);
    expect(inOrder(await tierFile(1, 'shopify-tags-changed'))).toEqual([
      ...['Email,Tags', 'lin@shop.example,tier:key'],
    ]);
  });

  it('other systems are told of the same changes, and of nobody who stayed', () => {
    const { runId, runSeq } = at(1).run;
    const common = { version: 1, runId, runSeq, asOf: '2026-09-30', since: '2026-09-30' };
    expect(told(0).map(({ customerId, change, from, to }) => [customerId, change, from, to])).toEqual([
      ['4000000000300', 'joined', null, 'key'],
      ['4000000000301', 'joined', null, 'growing'],
    ]);
    expect(told(1)).toMatchObject([
      { ...common, customerId: '4000000000210', from: null, to: 'basic', change: 'joined' },
      {
        ...{ ...common, customerId: '4000000000301', from: 'growing', to: 'key', change: 'promoted' },
        ...{ cause: 'behaviour', scores: { volume: 3, cooperation: 1, contribution: 2.4 } },
      },
    ]);
  });
});

const sale = (id: string, customer: string, on: string, amount: string): Cells => ({
  ...{ 销售订单编号: id, '客户名称（必填）': customer, '下单日期（必填）': on },
  ...{
    '销售订单金额(元)': amount,
    '已回款金额(元)': amount,
    '待回款金额(元)': '0.00',
    '已退款金额(元)': '0.00',
  },
  ...{ 状态: '已确认', 生命状态: '正常', '负责人（必填）': '陈晨', 最后修改时间: `${on} 09:12` },
});
const FXIAOKE = platformCsv(fxiaokeOrders.header, [
  sale('20260501-000012', '杭州某某贸易有限公司', '2026-05-01', '250,000.00'),
  sale('20260502-000013', '上海"示例"商贸, 分公司', '2026-05-02', '8,000.00'),
]);

describe('25 CRM 衔接, 纷享销客: companies go back by the name that its orders know them by', () => {
  const { tierFile } = caseStudy('b2b', [
    {
      title: 'the second quarter',
      asOf: '2026-06-30',
      files: { 'sales.csv': FXIAOKE },
      due: [
        ['杭州某某贸易有限公司', 'key', 'quarterly-key: no_address', '250,000 (3), new (1): 2.4'],
        ['上海"示例"商贸, 分公司', 'basic', 'quarterly-basic: no_address', '8,000 (1), new (1): 1'],
      ],
    },
  ]);

  it('everybody, in Chinese, in a file that a spreadsheet opens', async () => {
    const text = await tierFile(0, 'fxiaoke');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(inOrder(text.slice(1))).toEqual([
      '客户名称,客户编号,客户等级,原等级,等级生效日期,等级变动',
      '"上海""示例""商贸, 分公司",,基础客户,,2026-06-30,新加入',
      '杭州某某贸易有限公司,,重点客户,,2026-06-30,新加入',
    ]);
    expect(await tierFile(0, 'fxiaoke-changed')).toBe(text);
  });
});
