import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 6000
  ben 2026-06-01 5500
  cat 2026-06-01 5000
  dov 2026-06-01 4999
  eli 2026-06-01 1500
  fay 2026-06-01  999
  gil 2026-06-01  500
  hao 2026-06-01  100
  ida 2026-06-01  100
`);
const AUTUMN = orders('dov 2026-09-29 1', 'autumn');

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay no
  gil yes
  hao yes
  ida yes
`);

const codes = (list: string): string[] => Array.from({ length: 9 }, (_, i) => `${list}-${i + 1}`);

/** The same policy for a shop of nine: gold is short of mails, silver of codes, the others of money. */
const small = (text: string): string =>
  text
    .replace('{ mails: 2000, offers: 1000, cost: 20500 }', '{ mails: 1, offers: 1000, cost: 20500 }')
    .replace('{ mails: 4000, offers: 500, cost: 5500 }', '{ mails: 4000, offers: 1, cost: 5500 }')
    .replace('{ mails: 5000, cost: 250 }', '{ mails: 5000, cost: 0.12 }');

describe('15 营销预算分配: a budget for each tier', () => {
  const { at } = caseStudy(
    'budget',
    [
      {
        title: 'the second quarter',
        asOf: '2026-06-30',
        files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
        offers: { gold: codes('GOLD'), silver: codes('SILVER') },
        due: [
          ['ann', 'gold', 'quarterly-gold: exclusive-offer', 'gold may get one mail a quarter'],
          ['ben', 'gold', 'quarterly-gold: budget', 'the one mail is gone'],
          ['cat', 'gold', 'quarterly-gold: budget', 'the one mail is gone'],
          ['dov', 'silver', 'quarterly-silver: exclusive-offer', 'the one code that silver may get'],
          ['eli', 'silver', 'quarterly-silver: budget', 'silver may get one code a quarter'],
          ['fay', 'regular', 'quarterly-regular: refused_consent', 'wants no mail, and costs nothing'],
          ['gil', 'regular', 'quarterly-regular: promotion', '0.05 of 0.12'],
          ['hao', 'regular', 'quarterly-regular: promotion', '0.10 of 0.12'],
          ['ida', 'regular', 'quarterly-regular: budget', '0.15 would be more than 0.12'],
        ],
      },
      {
        title: 'the third quarter has a budget of its own, and a rise goes before the offers',
        asOf: '2026-09-30',
        files: { 'autumn.csv': AUTUMN },
        due: [
          ['ann', 'gold', 'quarterly-gold: budget', 'the one mail is gone'],
          ['ben', 'gold', 'quarterly-gold: budget', 'the one mail is gone'],
          ['cat', 'gold', 'quarterly-gold: budget', 'the one mail is gone'],
          [
            'dov',
            'gold',
            'quarterly-gold: budget; risen: moved-up',
            '5,000 now; the one mail tells him of his rise',
          ],
          ['eli', 'silver', 'quarterly-silver: exclusive-offer', 'the one code that silver may get'],
          ['fay', 'regular', 'quarterly-regular: refused_consent', 'wants no mail'],
          ['gil', 'regular', 'quarterly-regular: promotion', '0.05 of 0.12'],
          ['hao', 'regular', 'quarterly-regular: promotion', '0.10 of 0.12'],
          ['ida', 'regular', 'quarterly-regular: budget', '0.15 would be more than 0.12'],
        ],
      },
    ],
    small,
  );

  it.each([0, 1])('in run %i every mail that was planned has its outcome', (run) => {
    const outcomes = at(run).report.mails.map(({ outcome, count }) => [outcome, count] as const);
    const sum = (wanted: string) =>
      outcomes.filter(([outcome]) => outcome === wanted).reduce((total, [, count]) => total + count, 0);
    expect([sum('sent'), sum('capped'), sum('suppressed')]).toEqual(run === 0 ? [4, 4, 1] : [4, 5, 1]);
  });
});
