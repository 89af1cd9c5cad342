import { describe, expect, it } from 'vitest';
import { customers, feedback } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = `order_id,customer_id,ordered_at,amount,currency,category,channel
1,ann,2026-06-10,1500.00,CNY,服装,微信
2,ann,2026-05-10,1500.00,CNY,服装,门店
3,ann,2025-01-10,500.00,CNY,家居,门店
4,ben,2026-06-01,80.50,CNY,食品,微信
5,cat,2025-11-01,6000.00,CNY,家居,
6,dov,2026-02-01,600.00,CNY,服装,门店
7,dov,2026-03-01,600.00,CNY,家居,微信
8,dov,2026-04-01,1000.00,CNY,家居,门店
`;
const COMPLAINTS = feedback('dov complaint 2026-06-20');
const CUSTOMERS = customers(
  `
  ann yes 上海,50万,34
  ben yes 成都,,22
  cat no
  dov yes 北京,200000.50,
  eli -
`,
  'attr_city,attr_income,attr_age',
);

const known = { currency: 'CNY', since: '2026-06-30', overrideUntil: null };
const joined = (to: string) => [{ on: '2026-06-30', from: null, to, change: 'joined', cause: '' }];

describe('26 客户画像: everything of a customer in one item', () => {
  const { at, published } = caseStudy('portrait', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'complaints.csv': COMPLAINTS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'key', 'quarterly-key: vip', '3,000 in the year (3), 20 days ago (4)'],
        ['ben', 'general', 'quarterly-general: regular', '80.50 (1), 29 days ago (4)'],
        [
          'cat',
          'general',
          'quarterly-general: refused_consent',
          '6,000 (4), but 241 days ago (1); wants no mail',
        ],
        ['dov', 'key', 'none', '2,200 (3), 90 days ago (3); a complaint is open, so no mail'],
        ['eli', 'general', 'quarterly-general: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
  ]);

  it.each([
    [
      'ann',
      {
        ...{ tier: 'key', scores: { recency: 4, monetary: 3 }, stage: 'active', flags: [] },
        ...{ segments: { 'age-group': 'middle' }, preferences: { category: '服装', channel: '微信' } },
        ...{ columns: { city: '上海', income: 50_000_000, age: 340_000 } },
        ...{ firstOrderDate: '2025-01-10', lastOrderDate: '2026-06-10', orders: 3, spent: 350_000 },
      },
    ],
    [
      'ben',
      {
        ...{ tier: 'general', scores: { recency: 4, monetary: 1 }, stage: 'new', flags: [] },
        ...{ segments: { 'age-group': 'young' }, preferences: { category: '食品', channel: '微信' } },
        ...{ columns: { city: '成都', age: 220_000 } },
        ...{ firstOrderDate: '2026-06-01', lastOrderDate: '2026-06-01', orders: 1, spent: 8050 },
      },
    ],
    [
      'cat',
      {
        ...{ tier: 'general', scores: { recency: 1, monetary: 4 }, stage: 'lapsed', flags: ['silent'] },
        ...{ segments: { 'age-group': 'unknown-age' }, preferences: { category: '家居' }, columns: {} },
        ...{ firstOrderDate: '2025-11-01', lastOrderDate: '2025-11-01', orders: 1, spent: 600_000 },
      },
    ],
    [
      'dov',
      {
        ...{ tier: 'key', scores: { recency: 3, monetary: 3 }, stage: 'active', flags: ['complaining'] },
        ...{ segments: { 'age-group': 'unknown-age' }, preferences: { category: '家居', channel: '门店' } },
        ...{ columns: { city: '北京', income: 20_000_050 } },
        ...{ firstOrderDate: '2026-02-01', lastOrderDate: '2026-04-01', orders: 3, spent: 220_000 },
      },
    ],
    [
      'eli',
      {
        ...{ tier: 'general', scores: { recency: 1, monetary: 1 }, stage: 'prospect', flags: [] },
        ...{ segments: { 'age-group': 'unknown-age' }, preferences: {}, columns: {} },
        ...{ firstOrderDate: null, lastOrderDate: null, orders: 0, spent: 0 },
      },
    ],
  ])('%s as other systems read it, whole', async (customerId, portrait) => {
    const { runId } = at(0).run;
    expect(await published(customerId)).toEqual({
      ...{ ...known, ...portrait, customerId, history: joined(portrait.tier), receipt: runId },
    });
  });
});
