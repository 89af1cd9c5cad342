import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 900 x4
  ben 2026-06-01 800 x4
  cat 2026-06-01 1000 x3
  dov 2026-06-01 50 x10
  dov 2026-05-01 800
  eli 2026-06-01 100 x20
  fay 2026-06-01 900
  fay 2025-06-30 900 x3
  hao 2026-06-01 799.99 x4
`);
const CUSTOMERS = customers(`
  ann yes
  ben no
  cat yes
  dov yes
  eli yes
  fay yes
  gil yes
  hao -
`);

describe('10 服装零售: how often somebody buys premium', () => {
  caseStudy('apparel', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'high', 'quarterly-high: exclusive-offer', 'four premium pieces'],
        ['ben', 'high', 'quarterly-high: refused_consent', 'four of exactly 800; wants no mail'],
        ['cat', 'mid', 'quarterly-mid: promotion', 'three, though the dearest'],
        ['dov', 'mid', 'quarterly-mid: promotion', 'one among eleven orders'],
        ['eli', 'low', 'quarterly-low: upgrade', 'twenty orders, none of them premium'],
        ['fay', 'mid', 'quarterly-mid: promotion', 'one; the other three are more than a year old'],
        ['gil', 'low', 'quarterly-low: upgrade', 'never ordered'],
        ['hao', 'low', 'quarterly-low: no_consent', 'four that lack a fen; has said nothing about mail'],
      ],
    },
  ]);
});
