import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-20  600 x10
  ben 2026-06-20  400 x10
  cat 2026-06-01 6000
  dov 2026-05-20  100 x5
  eli 2026-05-20  100 x4
  fay 2026-02-10 1000 x12
  gil 2026-03-02  100
  hao 2026-03-01  100
  kai 2025-06-20  900
  lin 2026-06-25  700 x10
`);

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay yes
  gil yes
  hao yes
  ida yes
  kai -
  lin no
`);

describe('5 电商创业公司: core, important, regular, at risk', () => {
  caseStudy('ecommerce', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'core', 'quarterly-core: vip', '10 orders, 6,000'],
        [
          'ben',
          'important',
          'quarterly-important: exclusive-offer',
          '10 orders, but only 4,000 of the 5,000',
        ],
        ['cat', 'important', 'quarterly-important: exclusive-offer', '6,000, but one order'],
        [
          'dov',
          'important',
          'quarterly-important: exclusive-offer',
          '5 orders are enough, whatever the amount',
        ],
        ['eli', 'regular', 'quarterly-regular: promotion', '4 orders, 400'],
        ['fay', 'at-risk', 'quarterly-at-risk: retention', '12,000, but nothing for 140 days'],
        ['gil', 'regular', 'quarterly-regular: promotion', 'exactly 120 days are not more than 120'],
        ['hao', 'at-risk', 'quarterly-at-risk: retention', '121 days'],
        ['ida', 'regular', 'quarterly-regular: promotion', 'never ordered, so no days since an order'],
        [
          'kai',
          'at-risk',
          'quarterly-at-risk: no_consent',
          'last order 375 days ago; has said nothing about mail',
        ],
        ['lin', 'core', 'quarterly-core: refused_consent', '10 orders, 7,000; wants no mail'],
      ],
    },
  ]);
});
