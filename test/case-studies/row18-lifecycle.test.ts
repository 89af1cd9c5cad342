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
`);

const CUSTOMERS = customers(
  `
  ann yes
  ben yes 2026-08-14
  cat yes 2026年8月15日
  dov yes 2026/6/29
  eli yes
  fay yes
  gil yes
  hao yes
  ida yes
  jan yes 2026-06-30
  kai no
`,
  'attr_renewal_date',
);

describe('18 客户生命周期: acquire, keep, win back', () => {
  const { at, published } = caseStudy('lifecycle', [
    {
      title: 'the end of June',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'general', 'prospects: first-purchase', 'registered, never ordered'],
        ['ben', 'general', 'renewals: renewal', '45 days to the renewal'],
        ['cat', 'general', 'regulars: regular', '46 days to the renewal: too early; active'],
        ['dov', 'general', 'slipping: retention', 'the renewal date is past; last order 201 days ago'],
        ['eli', 'general', 'regulars: regular', 'back ten days ago, after 566 days'],
        ['fay', 'general', 'newcomers: welcome', 'first order 60 days ago'],
        ['gil', 'general', 'regulars: regular', 'first order 61 days ago'],
        ['hao', 'general', 'slipping: retention', 'last order 400 days ago'],
        ['ida', 'general', 'lapsed: win-back', 'last order 401 days ago'],
        ['jan', 'key', 'renewals: renewal', 'renews today; 6,100 in the year'],
        ['kai', 'general', 'regulars: refused_consent', 'active, but wants no mail'],
      ],
    },
    {
      title: 'the end of July, with nothing new: the calendar alone moves them on',
      asOf: '2026-07-31',
      due: [
        ['ann', 'general', 'prospects: first-purchase', 'still never ordered'],
        ['ben', 'general', 'renewals: renewal', '14 days to the renewal'],
        ['cat', 'general', 'renewals: renewal', '15 days to the renewal'],
        ['dov', 'general', 'slipping: retention', 'last order 232 days ago'],
        ['eli', 'general', 'regulars: regular', 'back 41 days ago'],
        ['fay', 'general', 'regulars: regular', 'first order 91 days ago'],
        ['gil', 'general', 'regulars: regular', 'last order 92 days ago'],
        ['hao', 'general', 'lapsed: win-back', 'last order 431 days ago'],
        ['ida', 'general', 'lapsed: win-back', 'last order 432 days ago'],
        ['jan', 'key', 'regulars: regular', 'the renewal is past; active, and 6,000 in the year'],
        ['kai', 'general', 'regulars: refused_consent', 'active, but wants no mail'],
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
      ...{ prospect: 1, 'renewal-due': 2, returned: 1, new: 0, active: 4, 'at-risk': 1, lapsed: 2 },
    });
  });
});
