import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 600
  ben 2026-05-01 500
  cat 2026-04-01 300
  dov 2026-03-01 300
  eli 2026-02-01 150 x2
  fay 2026-01-01 100
`);
const CUSTOMERS = customers(`
  ann yes
  ben no
  cat yes
  dov yes
  eli yes
  fay -
  gil yes
`);

describe('11 二分法: the better half, and the other', () => {
  caseStudy('binary', [
    {
      title: 'six who ordered; the half is reached at 300, and who equals it belongs below',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'key', 'quarterly-key: exclusive-offer', '600'],
        ['ben', 'key', 'quarterly-key: refused_consent', '500; wants no mail'],
        ['cat', 'general', 'quarterly-general: promotion', '300'],
        ['dov', 'general', 'quarterly-general: promotion', '300, as much as the other two'],
        ['eli', 'general', 'quarterly-general: promotion', '300 in two orders'],
        ['fay', 'general', 'quarterly-general: no_consent', '100; has said nothing about mail'],
        ['gil', 'general', 'quarterly-general: promotion', 'never ordered'],
      ],
    },
  ]);
});
