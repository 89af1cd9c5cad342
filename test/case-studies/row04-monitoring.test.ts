import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const SPRING = orders(`
  ann 2026-06-20 1000 x6
  ben 2026-05-01 2000
  cat 2026-06-10  100
  cat 2026-05-10  100
  dov 2026-06-20  100
  dov 2026-06-05  100
  dov 2026-05-20  100
  dov 2026-05-01  100
  eve 2026-06-22  100
  eve 2026-06-08  100
  eve 2026-05-25  100
  eve 2026-05-12  100
  eve 2026-05-01  100
  eve 2026-04-20  100
  gil 2026-05-10  100
`);
const AUGUST = orders(
  `
  ann 2026-08-10 100
  cat 2026-08-12 100 x3
  dov 2026-08-12 100 x2
  eve 2026-08-12 100 x3
  fay 2026-08-12 100 x3
  gil 2026-08-12 100 x3
`,
  'august',
);

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eve yes
  fay yes
  gil no
`);

describe('4 实时监控: a jump in frequency is answered at once', () => {
  const { at } = caseStudy('monitoring', [
    {
      title: 'the second quarter',
      asOf: '2026-06-30',
      files: { 'spring.csv': SPRING, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'gold', 'quarterly-gold: gold', '6,000 in the year'],
        ['ben', 'silver', 'quarterly-silver: silver', '2,000 in the year'],
        ['cat', 'regular', 'quarterly-regular: regular', '200; one order in the last 30 days'],
        ['dov', 'regular', 'quarterly-regular: regular', '400; two orders in the last 30 days'],
        ['eve', 'regular', 'quarterly-regular: regular', '600; two orders in the last 30 days'],
        ['fay', 'regular', 'quarterly-regular: regular', 'registered, never ordered'],
        ['gil', 'regular', 'quarterly-regular: refused_consent', '100; wants no mail'],
      ],
    },
    {
      title: 'the middle of August: an upload brings orders of 16 July to 15 August',
      asOf: '2026-08-15',
      files: { 'august.csv': AUGUST },
      between: true,
      due: [
        ['ann', 'gold', 'none', 'gold as before'],
        ['ben', 'silver', 'none', 'silver as before; between quarters nobody hears for being in a tier'],
        [
          'cat',
          'silver',
          'risen: moved-up',
          '3 orders; 2 in the 90 days before are 0.67 a month: 4.5 times as many',
        ],
        ['dov', 'regular', 'none', '2 orders: fewer than 3, whatever is usual'],
        [
          'eve',
          'regular',
          'none',
          '3 orders; 5 in the 90 days before are 1.67 a month: only 1.8 times as many',
        ],
        ['fay', 'regular', 'none', '3 orders, but none before to compare with'],
        [
          'gil',
          'silver',
          'risen: refused_consent',
          '3 orders after one in 90 days; promoted, but wants no mail',
        ],
      ],
    },
    {
      title: 'the third quarter: the burst is over, and one weak quarter takes nothing away',
      asOf: '2026-09-30',
      due: [
        ['ann', 'gold', 'quarterly-gold: gold', '6,100 in the year'],
        ['ben', 'silver', 'quarterly-silver: silver', '2,000 in the year'],
        [
          'cat',
          'silver',
          'at-stake: benefits-review; quarterly-silver: silver',
          'no jump any more: the first miss of two',
        ],
        ['dov', 'regular', 'quarterly-regular: regular', '600'],
        ['eve', 'regular', 'quarterly-regular: regular', '900'],
        ['fay', 'regular', 'quarterly-regular: regular', '300'],
        [
          'gil',
          'silver',
          'at-stake: refused_consent; quarterly-silver: refused_consent',
          'the first miss of two; wants no mail',
        ],
      ],
    },
  ]);

  it('the run between the quarters moved those two alone, by what they did themselves', () => {
    const moved = [...at(1).tiers.values()].filter(({ change }) => change !== 'same');
    expect(moved.map(({ customer_id, change, cause }) => [customer_id, change, cause])).toEqual([
      ['cat', 'promoted', 'behaviour'],
      ['gil', 'promoted', 'behaviour'],
    ]);
  });
});
