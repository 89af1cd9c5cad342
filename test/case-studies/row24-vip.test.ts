import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/** Ten who ordered, two in each band: frequency is as many orders as the band, the amount 600 times the band. */
const ORDERS = orders(`
  ann 2026-06-29  600 x5
  cat 2026-06-29  600
  ben 2026-06-20  600 x4
  dov 2026-06-20  400 x3
  eli 2026-05-31  600 x5
  fay 2026-05-31  600 x4
  gil 2026-04-01  600 x3
  hao 2026-04-01  900 x2
  ida 2026-01-01  600 x2
  jan 2026-01-01  600
`);
const SUMMER = orders('jan 2026-09-29 1000 x6', 'summer');

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay yes
  gil yes
  hao no
  ida yes
  jan yes
  kim yes
  lea -
`);

describe('24 电商平台 RFM 动态管理: high value, potential, other', () => {
  caseStudy('vip', [
    {
      title: 'the second quarter; the three figures are recency, frequency, amount',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'high-value', 'invitation: event-invitation; quarterly-vip: vip', '5 5 5'],
        ['ben', 'high-value', 'invitation: event-invitation; quarterly-vip: vip', '4 4 4'],
        ['cat', 'potential', 'quarterly-potential: referral', '5 1 1: was here lately'],
        ['dov', 'potential', 'quarterly-potential: referral', '4 3 2'],
        ['eli', 'other', 'quarterly-other: regular', '3 5 5: not here lately'],
        ['fay', 'other', 'quarterly-other: regular', '3 4 4'],
        ['gil', 'other', 'quarterly-other: regular', '2 3 3'],
        ['hao', 'other', 'quarterly-other: refused_consent', '2 2 3; wants no mail'],
        ['ida', 'other', 'quarterly-other: regular', '1 2 2'],
        ['jan', 'other', 'quarterly-other: regular', '1 1 1'],
        ['kim', 'potential', 'quarterly-potential: first-purchase', 'registered, never ordered'],
        ['lea', 'potential', 'quarterly-potential: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
    {
      title: 'the third quarter: one comes back with six orders, the others are silent',
      asOf: '2026-09-30',
      files: { 'summer.csv': SUMMER },
      due: [
        [
          'jan',
          'high-value',
          'invitation: event-invitation; quarterly-vip: vip; risen: moved-up',
          '5 5 5: 7 orders, 6,600, yesterday',
        ],
        [
          'ann',
          'high-value',
          'invitation: event-invitation; quarterly-vip: vip',
          '5 4 4: the cut at the newest 2 of 10 takes two equal days',
        ],
        ['cat', 'potential', 'quarterly-potential: referral', '5 1 1'],
        ['ben', 'potential', 'quarterly-potential: referral', '4 3 3: one place less in orders and amount'],
        ['dov', 'potential', 'quarterly-potential: referral', '4 2 1'],
        ['eli', 'other', 'quarterly-other: regular', '3 4 4'],
        ['fay', 'other', 'quarterly-other: regular', '3 3 3'],
        ['gil', 'other', 'quarterly-other: regular', '2 2 2'],
        ['hao', 'other', 'quarterly-other: refused_consent', '2 1 2; wants no mail'],
        ['ida', 'other', 'quarterly-other: regular', '1 1 1'],
        ['kim', 'potential', 'quarterly-potential: first-purchase', 'still never ordered'],
        ['lea', 'potential', 'quarterly-potential: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
  ]);
});
