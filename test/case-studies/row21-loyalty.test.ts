import { describe } from 'vitest';
import { customers, feedback, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 100
  ben 2026-06-01 100
`);
const FEEDBACK = feedback(`
  ann survey    2026-03-01 9
  ann survey    2026-06-01 10
  ben survey    2026-06-01 8
  dov survey    2026-06-01 9
  dov complaint 2026-03-01 - 2026-03-05
  eli survey    2026-06-01 9
  eli complaint 2026-06-20
  fay survey    2026-06-01 3
  gil survey    2026-06-01 5
  hao survey    2026-03-01 10
  hao 问卷      2026-06-01 4
`);
const CUSTOMERS = customers(
  `
  ann yes 3000
  ben yes 2000
  cat yes 600
  dov yes 100
  eli yes 3000
  fay yes
  gil yes 499
  hao yes 2500
  ida -   0
  jan no  2500
`,
  'attr_points',
);

describe('21 满意度与忠诚度: an index, and care before promotion', () => {
  caseStudy('loyalty', [
    {
      title: 'the second quarter: 0.5 × satisfaction + 0.2 × peace + 0.3 × points',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'feedback.csv': FEEDBACK, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'loyal', 'quarterly-loyal: referral', '9.5 (3), no complaint (3), 3,000 (3): 3.0'],
        [
          'ben',
          'loyal',
          'quarterly-loyal: referral',
          '8 equals the edge (2), no complaint (3), 2,000 (3): 2.5',
        ],
        [
          'cat',
          'steady',
          'quarterly-steady: promotion; surveys: survey',
          'no survey (2), no complaint (3), 600 (2): 2.2; is asked',
        ],
        ['dov', 'steady', 'quarterly-steady: promotion', '9 (3), one settled complaint (2), 100 (1): 2.2'],
        [
          'eli',
          'steady',
          'care-first: complaint-care',
          '9 (3), one complaint (2), 3,000 (3): 2.8, but it is open: unhappy',
        ],
        ['fay', 'fragile', 'care-first: care', '3 (1), no complaint (3), no points (1): 1.4; unhappy'],
        ['gil', 'fragile', 'quarterly-fragile: education', '5 (1), no complaint (3), 499 (1): 1.4'],
        [
          'hao',
          'steady',
          'care-first: care',
          '7 on average (2) (3) (3): 2.5, but the latest answer is 4: unhappy',
        ],
        [
          'ida',
          'steady',
          'quarterly-steady: no_consent; surveys: no_consent',
          'no survey (2), no complaint (3), no points (1): 1.9',
        ],
        [
          'jan',
          'loyal',
          'quarterly-loyal: refused_consent; surveys: refused_consent',
          'no survey (2) (3) (3): 2.5; wants no mail',
        ],
      ],
    },
  ]);
});
