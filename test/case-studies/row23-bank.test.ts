import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';
import { manyBuyers } from '../support/many-buyers.ts';

const WINTER = orders(`
  ann 2026-03-30 100 x40/7
  ben 2026-03-30 100 x38/7
  dov 2026-03-30 100 x36/7
  eli 2026-03-30 100 x34/7
  gil 2026-03-30 100 x32/7
  cat 2025-07-10   5
`);
const SPRING = orders(
  `
  ann 2026-06-29 100 x13/7
  ben 2026-06-29 100 x13/7
  dov 2026-06-29 100 x13/7
  eli 2026-06-29 100 x13/7
  gil 2026-06-29 100 x13/7
`,
  'spring',
);
const CUSTOMERS = customers(
  `
  ann yes 200万,750
  ben yes 2000000,520
  cat yes ,600
  dov yes 100000,680
  eli yes 60000,620
  fay yes 5000000,800
  gil no
`,
  'attr_assets,attr_credit_score',
);

describe('23 银行 CLV: predicted value, assets, transactions, credit', () => {
  const { at } = caseStudy('bank', [
    {
      title: 'six with transactions are too few for a model; bands of value, assets, frequency, credit',
      asOf: '2026-03-31',
      files: { 'winter.csv': WINTER, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'private', 'quarterly-private: personal-adviser', '5 5 5 5: 5.0'],
        ['ben', 'standard', 'none', '4 5 4 1: 3.7 would be gold, but the credit is weak: no tier, no offer'],
        ['dov', 'gold', 'quarterly-gold: financial-offer', '3 3 3 4: 1.2 + 0.9 + 0.3 + 0.8 = 3.2'],
        ['eli', 'standard', 'quarterly-standard: education', '2 3 2 3: 0.8 + 0.9 + 0.2 + 0.6 = 2.5'],
        ['gil', 'standard', 'quarterly-standard: refused_consent', '1 1 1 1: 1.0; wants no mail'],
        ['cat', 'standard', 'quarterly-standard: education', '1 1 1 2 (600 equals the edge): 1.2'],
        ['fay', 'gold', 'quarterly-gold: financial-offer', 'no transaction: 1 5 1 5: 3.0'],
      ],
    },
    {
      title: 'among four hundred more the model is used, and all who come each week are in the best fifth',
      asOf: '2026-06-30',
      files: { 'spring.csv': SPRING, 'many.csv': manyBuyers(7, 400, '2026-06-29') },
      others: 400,
      due: [
        ['ann', 'private', 'quarterly-private: personal-adviser', '5 5 5 5: 5.0'],
        ['ben', 'standard', 'none', '5 5 5 1: 4.2, but the credit is weak'],
        ['dov', 'private', 'quarterly-private: personal-adviser', '5 3 5 4: 2 + 0.9 + 0.5 + 0.8 = 4.2'],
        ['eli', 'gold', 'quarterly-gold: financial-offer', '5 3 5 3: 2 + 0.9 + 0.5 + 0.6 = 4.0'],
        [
          'gil',
          'gold',
          'quarterly-gold: refused_consent',
          '5 1 5 1: 3.0, nothing known of assets and credit',
        ],
        [
          'cat',
          'standard',
          'quarterly-standard: education',
          '2.8 at the very most: one transaction in a year',
        ],
        ['fay', 'gold', 'quarterly-gold: financial-offer', 'no transaction: 1 5 1 5: 3.0'],
      ],
    },
  ]);

  it.each([
    [0, 'too_little_data', 'the plain rate instead'],
    [1, 'used', 'the model won against the plain rate on the held-out quarter'],
  ])('run %i says of its model: %s (%s)', (run, verdict) => {
    expect(at(run).model.lifetime).toMatchObject({ kind: 'mbgnbd', verdict });
    expect(at(run).report.model.lifetime).toMatchObject({ kind: 'mbgnbd', verdict });
  });
});
