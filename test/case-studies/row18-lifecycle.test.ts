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
  pia 2026-01-20  100
`);
const SUMMER = orders(
  `
  ann 2026-08-20  100
  hao 2026-08-25  100
  pat 2026-08-31  100
`,
  'summer',
);

const CUSTOMERS = customers(
  `
  ann yes
  bob yes
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
  lia yes
  mia yes
  noa yes
  oto yes
  pia yes
`,
  'attr_renewal_date',
);
const NEWCOMERS = customers(`
  pat yes
  qin yes
`);

describe('18 客户生命周期: acquire, keep, win back', () => {
  const { at, published } = caseStudy('lifecycle', [
    {
      title: 'the end of June',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'general', 'none', 'never ordered'],
        ['bob', 'general', 'none', 'never ordered'],
        ['ben', 'general', 'none', '45 days to the renewal, but nobody has come there just now'],
        ['cat', 'general', 'regulars: regular', '46 days to the renewal: too early; ordered this month'],
        ['dov', 'general', 'none', 'the renewal date is past; last order 201 days ago'],
        ['eli', 'general', 'regulars: regular', 'back ten days ago, after 566 days'],
        ['fay', 'general', 'none', 'new: first order 60 days ago'],
        ['gil', 'general', 'none', 'active, no order this month'],
        ['hao', 'general', 'none', 'last order 400 days ago: at risk, not yet lapsed'],
        ['ida', 'general', 'none', 'last order 401 days ago'],
        ['jan', 'key', 'none', 'renews today; 6,100 in the year'],
        ['kai', 'general', 'regulars: refused_consent', 'ordered this month, but wants no mail'],
        ['lia', 'general', 'none', 'first order 30 days ago'],
        ['mia', 'general', 'none', 'first order 31 days ago'],
        ['noa', 'general', 'none', 'last order 231 days ago'],
        ['oto', 'general', 'none', 'last order 232 days ago'],
        ['pia', 'general', 'none', 'active, no order this month'],
      ],
    },
    {
      title: 'the end of July, with nothing new: nobody hears twice of where he stays',
      asOf: '2026-07-31',
      due: [
        ['ann', 'general', 'none', 'still never ordered'],
        ['bob', 'general', 'none', 'still never ordered'],
        ['ben', 'general', 'none', '14 days to the renewal, as before'],
        ['cat', 'general', 'renewals: renewal', '15 days to the renewal: has come there'],
        ['dov', 'general', 'none', 'at risk as before'],
        ['eli', 'general', 'none', 'back 41 days ago'],
        ['fay', 'general', 'none', 'active now, first order 91 days ago'],
        ['gil', 'general', 'none', 'last order 92 days ago'],
        ['hao', 'general', 'lapsed: win-back', 'last order 431 days ago: has lapsed'],
        ['ida', 'general', 'none', 'lapsed as before'],
        ['jan', 'key', 'none', 'the renewal is past; no order this month; 6,000 in the year'],
        ['kai', 'general', 'none', 'no order this month'],
        ['lia', 'general', 'none', 'active now, first order 61 days ago'],
        ['mia', 'general', 'none', 'active now, first order 62 days ago'],
        ['noa', 'general', 'none', 'at risk as before'],
        ['oto', 'general', 'none', 'at risk as before'],
        ['pia', 'general', 'none', 'last order 192 days ago'],
      ],
    },
    {
      title: 'the end of August: who came, who bought, who slips',
      asOf: '2026-08-31',
      files: { 'summer.csv': SUMMER, 'newcomers.csv': NEWCOMERS },
      due: [
        ['ann', 'general', 'newcomers: welcome', 'ordered at last'],
        ['bob', 'general', 'none', 'still never ordered'],
        ['ben', 'general', 'none', 'the renewal is past: active'],
        ['cat', 'general', 'none', 'the renewal is past: active'],
        ['dov', 'general', 'none', 'at risk as before'],
        ['eli', 'general', 'none', 'active, no order this month'],
        ['fay', 'general', 'none', 'active, no order this month'],
        ['gil', 'general', 'none', 'active, no order this month'],
        ['hao', 'general', 'regulars: regular', 'back after 456 days'],
        ['ida', 'general', 'none', 'lapsed as before'],
        ['jan', 'key', 'none', 'active, no order this month; 6,000 in the year'],
        ['kai', 'general', 'none', 'no order this month'],
        ['lia', 'general', 'none', 'active, no order this month'],
        ['mia', 'general', 'none', 'active, no order this month'],
        ['noa', 'general', 'none', 'at risk as before'],
        ['oto', 'general', 'none', 'at risk as before'],
        ['pat', 'general', 'newcomers: welcome', 'is here for the first time'],
        ['pia', 'general', 'slipping: retention', 'last order 223 days ago'],
        ['qin', 'general', 'prospects: first-purchase', 'registered, never ordered'],
      ],
    },
  ]);

  it.each([
    ['qin', 'prospect'],
    ['ann', 'new'],
    ['hao', 'returned'],
    ['gil', 'active'],
    ['dov', 'at-risk'],
    ['ida', 'lapsed'],
  ])('other systems read the stage of %s: %s', async (customer, stage) => {
    expect((await published(customer)).stage).toBe(stage);
  });

  it('the stages are counted in the report', () => {
    const { stages } = at(1).report.marks;
    expect(Object.fromEntries(stages.map(({ id, count }) => [id, count]))).toEqual({
      ...{ prospect: 2, 'renewal-due': 2, returned: 1, new: 0, active: 7, 'at-risk': 3, lapsed: 2 },
    });
  });
});
