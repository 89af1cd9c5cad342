import { describe } from 'vitest';
import { activity, customers, feedback, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 100
  ben 2026-02-20 100
  cat 2026-06-01 100
  dov 2026-06-01 100
  eli 2026-06-01 100
  fay 2026-06-01 100
  gil 2026-06-01 100
  hao 2026-06-01 100
  ida 2026-06-01 100
  jan 2026-06-01 100
  kai 2026-06-01 100
`);
const DISPUTES = activity(`
  fay dispute 2026-03-01 x2
  gil 争议    2026-03-01
  gil dispute 2025-06-30
`);
const COMPLAINTS = feedback(`
  hao complaint 2026-06-10
  ida complaint 2026-06-10 - 2026-06-20
  kai complaint 2026-01-10 - 2026-01-20
  kai complaint 2026-02-10 - 2026-02-20
  kai complaint 2026-03-10 - 2026-03-20
`);
const CUSTOMERS = customers(
  `
  ann yes AAA
  ben yes A
  cat yes BBB
  dov yes BB
  eli yes B
  fay yes AA
  gil yes AA
  hao yes AA
  ida yes AA
  jan yes
  kai no  A
`,
  'attr_credit_rating',
);

describe('8 金融科技: risk grades', () => {
  caseStudy('risk', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: {
        'orders.csv': ORDERS,
        'disputes.csv': DISPUTES,
        'complaints.csv': COMPLAINTS,
        'customers.csv': CUSTOMERS,
      },
      due: [
        ['ann', 'low-risk', 'quarterly-low-risk: financial-offer', 'AAA, and nothing against it'],
        ['ben', 'medium-risk', 'quarterly-medium-risk: retention', 'A, but no order for 130 days'],
        ['cat', 'medium-risk', 'quarterly-medium-risk: education', 'BBB is below A'],
        ['dov', 'medium-risk', 'quarterly-medium-risk: education', 'BB is just enough'],
        ['eli', 'high-risk', 'none', 'B; no complaint, so no mail'],
        ['fay', 'high-risk', 'quarterly-contested: care', 'AA, but two disputes'],
        ['gil', 'low-risk', 'quarterly-low-risk: financial-offer', 'AA; the second dispute is 365 days old'],
        ['hao', 'high-risk', 'quarterly-contested: care', 'AA, but a complaint is open'],
        ['ida', 'low-risk', 'quarterly-low-risk: financial-offer', 'AA; the complaint is settled'],
        ['jan', 'high-risk', 'none', 'no rating: as a high risk'],
        [
          'kai',
          'high-risk',
          'quarterly-contested: refused_consent',
          'A, but three complaints; wants no mail',
        ],
      ],
    },
  ]);
});
