import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 9800
  ben 2026-06-01 2800
  cat 2026-06-01 2800
  dov 2026-06-01 2800
  eli 2026-06-01  300
  fay 2026-06-01  300
  hao 2026-06-01 9800
`);

const CUSTOMERS = customers(
  `
  ann yes enterprise,self-service,1
  ben yes professional,dedicated,5
  cat yes professional,dedicated,4
  dov yes professional,standard,9
  eli yes basic,dedicated,9
  fay yes basic,standard,2
  gil yes
  hao no  Enterprise,,
  ida -   gold,standard,2
`,
  'attr_plan,attr_expectation,属性_modules',
);

describe('7 SaaS 分层服务: plan, needs, expectation', () => {
  const { at } = caseStudy('saas', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'dedicated', 'quarterly-dedicated: support-plan', 'the enterprise plan is enough'],
        ['ben', 'dedicated', 'quarterly-dedicated: support-plan', 'professional, expects it, 5 modules'],
        ['cat', 'priority', 'quarterly-priority: education', 'professional and expects it, but 4 modules'],
        ['dov', 'priority', 'quarterly-priority: education', 'professional'],
        ['eli', 'priority', 'quarterly-priority: education', 'basic, but expects a person of his own'],
        ['fay', 'standard', 'quarterly-standard: self-service', 'basic, expects the standard'],
        ['gil', 'standard', 'quarterly-standard: self-service', 'nothing is known'],
        ['hao', 'dedicated', 'quarterly-dedicated: refused_consent', 'Enterprise in capitals; wants no mail'],
        [
          'ida',
          'standard',
          'quarterly-standard: no_consent',
          'gold is no plan of the list; said nothing about mail',
        ],
      ],
    },
  ]);

  it('and the word that is no plan is told', () => {
    expect(at(0).report.unreadable).toMatchObject([{ feature: 'plan', customers: 1 }]);
  });
});
