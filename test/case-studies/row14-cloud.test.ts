import { describe, expect, it } from 'vitest';
import { activity, customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/** Eight customers, two in each quarter of amount, orders and days of use. */
const ORDERS = orders(`
  ann 2026-06-01 1200 x4
  ben 2026-06-01 1600 x3
  cat 2026-06-01  900 x4
  dov 2026-06-01 1200 x3
  eli 2026-06-01 1200 x2
  fay 2026-06-01 2400
  gil 2026-06-01  600 x2
  hao 2026-06-01 1200
`);
const SPRING = activity(`
  ann product_use 2026-06-29 x40
  ben product_use 2026-06-29 x40
  cat 产品使用    2026-06-29 x30
  dov product_use 2026-06-29 x20
  eli product_use 2026-06-29 x30
  fay product_use 2026-06-29 x5
  gil product_use 2026-06-29 x20
`);
const GROWN = orders('gil 2026-09-10 3000 x2', 'grown');
const SUMMER = activity(
  `
  ann product_use 2026-09-29 x40
  ben product_use 2026-09-29 x40
  cat product_use 2026-09-29 x30
  dov product_use 2026-09-29 x20
  eli product_use 2026-09-29 x30
  fay product_use 2026-09-29 x5
  gil product_use 2026-09-29 x60
`,
  'summer',
);
const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli no
  fay yes
  gil yes
  hao -
`);

describe('14 云计算科技公司: amount, frequency and dependence', () => {
  const { at } = caseStudy('cloud', [
    {
      title:
        'the second quarter: 0.4 amount + 0.3 orders + 0.3 days of use, two of the eight up to 1.4, 2.3, 3.3',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'use.csv': SPRING, 'customers.csv': CUSTOMERS },
      due: [
        [
          'ann',
          'high',
          'quarterly-high: support-plan; training: event-invitation',
          '4,800 (4), 4 orders (4), 40 days (4): 4.0',
        ],
        [
          'ben',
          'high',
          'quarterly-high: support-plan; training: event-invitation',
          '4,800 (4), 3 orders (3), 40 days (4): 3.7',
        ],
        ['cat', 'mid-high', 'quarterly-mid-high: nurture', '3,600 (3), 4 orders (4), 30 days (3): 3.3'],
        ['dov', 'mid-high', 'quarterly-mid-high: nurture', '3,600 (3), 3 orders (3), 20 days (2): 2.7'],
        ['eli', 'mid-low', 'quarterly-mid-low: refused_consent', '2,400 (2), 2 orders (2), 30 days (3): 2.3'],
        ['fay', 'low', 'quarterly-low: education', '2,400 (2), 1 order (1), 5 days (1): 1.4'],
        ['gil', 'mid-low', 'quarterly-mid-low: upgrade', '1,200 (1), 2 orders (2), 20 days (2): 1.6'],
        ['hao', 'low', 'quarterly-low: no_consent', '1,200 (1), 1 order (1), never used (1): 1.0'],
      ],
    },
    {
      title:
        'the third quarter: one uses and buys far more and passes the others; two each up to 1.0, 2.0, 2.7',
      asOf: '2026-09-30',
      files: { 'grown.csv': GROWN, 'summer-use.csv': SUMMER },
      due: [
        [
          'gil',
          'high',
          'quarterly-high: support-plan; risen: moved-up; training: event-invitation',
          '7,200 (4), 4 orders (3, three have as many), 60 days (4): 1.6 + 0.9 + 1.2 = 3.7',
        ],
        [
          'ann',
          'high',
          'quarterly-high: support-plan; training: event-invitation',
          '4,800 (3), 4 orders (3), 40 days (3): 3.0',
        ],
        ['ben', 'mid-high', 'quarterly-mid-high: nurture', '4,800 (3), 3 orders (2), 40 days (3): 2.7'],
        ['cat', 'mid-high', 'quarterly-mid-high: nurture', '3,600 (2), 4 orders (3), 30 days (2): 2.3'],
        ['dov', 'mid-low', 'quarterly-mid-low: upgrade', '3,600 (2), 3 orders (2), 20 days (2): 2.0'],
        ['eli', 'mid-low', 'quarterly-mid-low: refused_consent', '2,400 (1), 2 orders (2), 30 days (2): 1.6'],
        ['fay', 'low', 'quarterly-low: education', '2,400 (1), 1 order (1), 5 days (1): 1.0'],
        ['hao', 'low', 'quarterly-low: no_consent', '1,200 (1), 1 order (1), never used (1): 1.0'],
      ],
    },
  ]);

  it('learns the quarters of the weighed score anew each time, and the report says what they are of', () => {
    expect(at(0).model.edges.quarter).toEqual([14_000, 23_000, 33_000]);
    expect(at(1).model.edges.quarter).toEqual([10_000, 20_000, 27_000]);
    const quarter = at(0).report.scores.find(({ name }) => name === 'quarter');
    expect(quarter).toMatchObject({ of: 'usage', unit: 'number', weighted: true });
  });
});
