import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 800
  ben 2026-05-01 350 x2
  cat 2026-04-01 600
  dov 2026-03-01 500
  eli 2026-02-01 100 x4
  fay 2026-01-01 300
  gil 2025-12-01 200
  hao 2025-11-01 100
`);
const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov no
  eli yes
  fay yes
  gil yes
  hao yes
  ida -
`);

describe('12 四分法: four quarters by value', () => {
  caseStudy('quartiles', [
    {
      title: 'eight who ordered: two in each quarter, cut at 200, 400 and 600',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'high', 'quarterly-high: exclusive-offer', '800'],
        ['ben', 'high', 'quarterly-high: exclusive-offer', '700'],
        ['cat', 'mid-high', 'quarterly-mid-high: promotion', '600 equals the cut and belongs below'],
        ['dov', 'mid-high', 'quarterly-mid-high: refused_consent', '500; wants no mail'],
        ['eli', 'mid-low', 'quarterly-mid-low: education', '400'],
        ['fay', 'mid-low', 'quarterly-mid-low: education', '300'],
        ['gil', 'low', 'quarterly-low: upgrade', '200'],
        ['hao', 'low', 'quarterly-low: upgrade', '100'],
        ['ida', 'low', 'quarterly-low: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
  ]);
});
