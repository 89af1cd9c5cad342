import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ben 2026-06-01  100
  ben 2025-01-01  100
  cat 2026-06-01  100
  cat 2025-01-01  100
  dov 2025-12-11  100
  eli 2026-06-20  100
  eli 2024-12-01  100
  fay 2026-05-01  100
  gil 2026-04-30  100
  hao 2025-05-26  100
  ida 2025-05-25  100
  jan 2026-06-01 6000
  jan 2025-07-01  100
  kai 2026-04-01  100
  kai 2026-06-15  100
  lia 2026-05-31  100
  mia 2026-05-30  100
  noa 2025-11-11  100
  oto 2025-11-10  100
`);

const CUSTOMERS = customers(
  `
  ann yes ,2026-05-31
  bob yes ,2026-05-30
  cyd yes
  ben yes 2026-08-14,
  cat yes 2026年8月15日,
  dov yes 2026/6/29,
  eli yes
  fay yes
  gil yes
  hao yes
  ida yes
  jan yes 2026-06-30,
  kai no
  lia yes
  mia yes
  noa yes
  oto yes
`,
  'attr_renewal_date,attr_registered_at',
);

describe('18 客户生命周期: acquire, keep, win back', () => {
  const { at, published } = caseStudy('lifecycle', [
    {
      title: 'the end of June',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'general', 'prospects: first-purchase', 'registered 30 days ago, never ordered'],
        ['bob', 'general', 'none', 'registered 31 days ago: the run before invited him'],
        ['cyd', 'general', 'none', 'never ordered; nobody knows since when'],
        ['ben', 'general', 'renewals: renewal', '45 days to the renewal'],
        ['cat', 'general', 'regulars: regular', '46 days to the renewal: too early; ordered this month'],
        ['dov', 'general', 'slipping: retention', 'the renewal date is past; last order 201 days ago'],
        ['eli', 'general', 'regulars: regular', 'back ten days ago, after 566 days'],
        ['fay', 'general', 'none', 'new, but welcomed by the run before: first order 60 days ago'],
        ['gil', 'general', 'none', 'active, no order this month'],
        ['hao', 'general', 'none', 'last order 400 days ago: was told at 201, not yet lapsed'],
        ['ida', 'general', 'lapsed: win-back', 'last order 401 days ago'],
        ['jan', 'key', 'none', 'renews today and was reminded a month ago; 6,100 in the year'],
        ['kai', 'general', 'regulars: refused_consent', 'ordered this month, but wants no mail'],
        ['lia', 'general', 'newcomers: welcome', 'first order 30 days ago'],
        ['mia', 'general', 'none', 'first order 31 days ago'],
        ['noa', 'general', 'slipping: retention', 'last order 231 days ago'],
        ['oto', 'general', 'none', 'last order 232 days ago'],
      ],
    },
    {
      title: 'the end of July, with nothing new: nobody hears twice of where he stays',
      asOf: '2026-07-31',
      due: [
        ['ann', 'general', 'none', 'still never ordered'],
        ['bob', 'general', 'none', 'still never ordered'],
        ['cyd', 'general', 'none', 'still never ordered'],
        ['ben', 'general', 'none', '14 days to the renewal, and reminded'],
        ['cat', 'general', 'renewals: renewal', '15 days to the renewal'],
        ['dov', 'general', 'none', 'last order 232 days ago'],
        ['eli', 'general', 'none', 'back 41 days ago'],
        ['fay', 'general', 'none', 'first order 91 days ago'],
        ['gil', 'general', 'none', 'last order 92 days ago'],
        ['hao', 'general', 'lapsed: win-back', 'last order 431 days ago'],
        ['ida', 'general', 'none', 'last order 432 days ago'],
        ['jan', 'key', 'none', 'the renewal is past; no order this month; 6,000 in the year'],
        ['kai', 'general', 'none', 'no order this month'],
        ['lia', 'general', 'none', 'first order 61 days ago'],
        ['mia', 'general', 'none', 'first order 62 days ago'],
        ['noa', 'general', 'none', 'last order 262 days ago'],
        ['oto', 'general', 'none', 'last order 263 days ago'],
      ],
    },
  ]);

  it.each([
    ['ann', 'prospect'],
    ['ben', 'renewal-due'],
    ['eli', 'returned'],
    ['gil', 'active'],
    ['dov', 'at-risk'],
    ['ida', 'lapsed'],
  ])('other systems read the stage of %s: %s', async (customer, stage) => {
    expect((await published(customer)).stage).toBe(stage);
  });

  it('the stages are counted in the report', () => {
    const { stages } = at(1).report.marks;
    expect(Object.fromEntries(stages.map(({ id, count }) => [id, count]))).toEqual({
      ...{ prospect: 3, 'renewal-due': 2, returned: 1, new: 0, active: 6, 'at-risk': 3, lapsed: 2 },
    });
  });
});
