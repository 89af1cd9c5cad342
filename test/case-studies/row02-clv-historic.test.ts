import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/** In a window of a year the historic value is net amount × margin 0.4 × 3 years. */
const ORDERS = orders(`
  ann 2026-06-20 1000 x10
  ben 2026-06-20 4000 x2
  cat 2026-05-01 1500 x4
  dov 2026-04-01  500 x8
  eli 2026-03-01 3000
  fay 2026-02-01  100 x20
  gil 2026-01-15  900
  hao 2025-12-01  200 x4
  ida 2025-10-01  600
  jan 2026-06-01  300
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
  ida yes
  jan -
  kai yes
`);

describe('2 CLV 模型: (a) historic value', () => {
  const { at } = caseStudy('clv-historic', [
    {
      title: 'ten who ordered: the best one, the next two, the next three, and the rest',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'top', 'quarterly-top: vip', '10,000 × 1.2 = 12,000, the best of ten'],
        ['ben', 'high', 'quarterly-high: exclusive-offer', '8,000 × 1.2 = 9,600, second'],
        ['cat', 'high', 'quarterly-high: exclusive-offer', '6,000 × 1.2 = 7,200, third'],
        ['dov', 'middle', 'quarterly-middle: refused_consent', '4,000 × 1.2 = 4,800, fourth; wants no mail'],
        ['eli', 'middle', 'quarterly-middle: promotion', '3,000 × 1.2 = 3,600, fifth'],
        ['fay', 'middle', 'quarterly-middle: promotion', '2,000 × 1.2 = 2,400, sixth'],
        ['gil', 'base', 'quarterly-base: education', '900 × 1.2 = 1,080, seventh'],
        ['hao', 'base', 'quarterly-base: education', '800 × 1.2 = 960, eighth'],
        ['ida', 'base', 'quarterly-base: education', '600 × 1.2 = 720, ninth'],
        ['jan', 'base', 'quarterly-base: no_consent', '300 × 1.2 = 360, last; has said nothing about mail'],
        ['kai', 'base', 'quarterly-base: education', 'never ordered: no value is known'],
      ],
    },
  ]);

  it.each([
    ['ann', '12000.00'],
    ['ben', '9600.00'],
    ['jan', '360.00'],
    ['kai', ''],
  ])('%s has the value %s in the file for other systems', (customer, value) => {
    expect(at(0).tiers.get(customer)?.clv).toBe(value);
  });
});
