import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 1000 x4 服装
  ben 2026-06-01 1000 服装
  ben 2026-05-01  100 x25 服装
  cat 2026-06-01  900 x4 家居
  cat 2026-05-01  100 x4 家居
  dov 2026-06-01  200 x3 运动
  dov 2026-05-01  200 家居
  eli 2026-06-01   50 x4 食品
  fay 2026-06-01  800 服装
  gil 2026-05-01   50 x2 运动
  gil 2026-06-01   50 x2 家居
  hao 2026-06-01  300 家居
  jan 2026-06-01  150 x2 Sports
`);

const CUSTOMERS = customers(
  `
  ann yes CN
  ben yes CN
  cat yes CN
  dov yes CN
  eli yes CN
  fay yes CN
  gil yes CN
  hao no  CN
  ida yes CN
  jan yes CN
`,
  'country',
);

describe('17 购买行为细分: category, price band, premium share', () => {
  const { published } = caseStudy('segments', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'key', 'quarterly-key: exclusive-offer', '4,000; all four orders are premium'],
        ['ben', 'key', 'quarterly-key: vip', '3,500; one premium order of 26'],
        ['cat', 'key', 'quarterly-key: exclusive-offer', '4,000; half of the orders are premium'],
        ['dov', 'general', 'quarterly-general: referral', '800; three of four orders are sports'],
        ['eli', 'general', 'quarterly-general: upgrade', '200; 50 an order'],
        ['fay', 'general', 'quarterly-general: promotion', '800; premium has no variant in this tier'],
        [
          'gil',
          'general',
          'quarterly-general: upgrade',
          'as many sports as home, and home is newer; 50 an order',
        ],
        ['hao', 'general', 'quarterly-general: refused_consent', '300; wants no mail'],
        ['ida', 'general', 'quarterly-general: promotion', 'never ordered: nothing to tell by'],
        ['jan', 'general', 'quarterly-general: referral', '300; the English word of the file, in capitals'],
      ],
    },
  ]);

  it.each([
    ['ann', 'premium'],
    ['ben', 'mixed'],
    ['cat', 'premium'],
    ['dov', 'sports'],
    ['eli', 'low-price'],
    ['fay', 'premium'],
    ['gil', 'low-price'],
    ['hao', 'mixed'],
    ['ida', 'mixed'],
    ['jan', 'sports'],
  ])('%s buys %s', async (customer, buying) => {
    expect((await published(customer)).segments).toMatchObject({ buying });
  });
});
