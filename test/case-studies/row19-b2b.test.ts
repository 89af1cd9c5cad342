import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-05-01  600000 x2
  ann 2020-01-01   10000
  ben 2026-05-01  600000 x2
  cat 2026-05-01  300000
  cat 2022-01-01   10000
  dov 2026-05-01  200000
  dov 2019-01-01   10000
  eli 2026-05-01  100000
  eli 2025-01-01   10000
  fay 2026-05-01   10000
  fay 2019-01-01   10000
  gil 2026-05-01   10000
  hao 2024-06-01  900000
  hao 2018-01-01   10000
`);
const NOTHING_FROM_SOME = orders('ben 2027-04-01 10000', 'later');

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli no
  fay yes
  gil yes
  hao yes
  ida -
`);

describe('19 B2B 客户贡献度: volume and length of cooperation', () => {
  caseStudy('b2b', [
    {
      title: 'the second quarter: 0.7 × band of volume + 0.3 × band of years',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'strategic', 'quarterly-strategic: support-plan', '1.2 million (4), six years (4): 4.0'],
        ['ben', 'key', 'quarterly-key: personal-adviser', '1.2 million (4), two months (1): 3.1'],
        ['cat', 'key', 'quarterly-key: personal-adviser', '300,000 (3), over four years (3): 3.0'],
        [
          'dov',
          'key',
          'quarterly-key: personal-adviser',
          '200,000 are no more than the edge (2), seven years (4): 2.6',
        ],
        ['eli', 'growing', 'quarterly-growing: refused_consent', '100,000 (2), a year and a half (2): 2.0'],
        ['fay', 'growing', 'quarterly-growing: nurture', '10,000 (1), seven years (4): 1.9'],
        ['gil', 'basic', 'quarterly-basic: self-service', '10,000 (1), two months (1): 1.0'],
        ['hao', 'growing', 'quarterly-growing: nurture', 'nothing this year (1), eight years (4): 1.9'],
        ['ida', 'basic', 'quarterly-basic: no_consent', 'never ordered: 1.0'],
      ],
    },
    {
      title: 'a year later nobody has ordered: the first miss takes nothing away',
      asOf: '2027-06-30',
      files: { 'later.csv': NOTHING_FROM_SOME },
      due: [
        [
          'ann',
          'strategic',
          'at-stake: benefits-review; quarterly-strategic: support-plan',
          '(1) (4): 1.9, the first miss',
        ],
        [
          'ben',
          'key',
          'at-stake: benefits-review; quarterly-key: personal-adviser',
          '10,000 (1), over a year (2): 1.3, the first miss',
        ],
        [
          'cat',
          'key',
          'at-stake: benefits-review; quarterly-key: personal-adviser',
          '(1), five and a half years (4): 1.9, the first miss',
        ],
        [
          'dov',
          'key',
          'at-stake: benefits-review; quarterly-key: personal-adviser',
          '(1) (4): 1.9, the first miss',
        ],
        [
          'eli',
          'growing',
          'at-stake: refused_consent; quarterly-growing: refused_consent',
          '(1), two and a half years (2): 1.3, the first miss',
        ],
        ['fay', 'growing', 'quarterly-growing: nurture', '(1) (4): 1.9 as before'],
        ['gil', 'basic', 'quarterly-basic: self-service', '(1) (2): 1.3'],
        ['hao', 'growing', 'quarterly-growing: nurture', '(1) (4): 1.9 as before'],
        ['ida', 'basic', 'quarterly-basic: no_consent', '1.0'],
      ],
    },
    {
      title: 'and the second takes one rung, not two',
      asOf: '2027-09-30',
      due: [
        ['ann', 'key', 'quarterly-key: personal-adviser', '1.9 is growing, two rungs down: one at a time'],
        ['ben', 'growing', 'quarterly-growing: nurture', '1.3 is basic, two rungs down: one at a time'],
        ['cat', 'growing', 'quarterly-growing: nurture', '1.9, one rung'],
        ['dov', 'growing', 'quarterly-growing: nurture', '1.9, one rung'],
        ['eli', 'basic', 'quarterly-basic: refused_consent', '1.3, one rung'],
        ['fay', 'growing', 'quarterly-growing: nurture', '1.9 as before'],
        ['gil', 'basic', 'quarterly-basic: self-service', '1.3'],
        ['hao', 'growing', 'quarterly-growing: nurture', '1.9 as before'],
        ['ida', 'basic', 'quarterly-basic: no_consent', '1.0'],
      ],
    },
  ]);
});
