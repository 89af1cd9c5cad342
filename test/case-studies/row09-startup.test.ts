import { describe, expect, it } from 'vitest';
import { customers, feedback, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 1000 x6
  ben 2026-05-01 3000
  cat 2026-05-01 4000
  dov 2026-05-01 1000
  eli 2026-05-01  100
  fay 2026-05-01  100
  gil 2026-05-01  200
  hao 2026-05-01  500
`);
const RATINGS = feedback(`
  ann rating 2026-01-10 1
  ann rating 2026-06-02 5
  cat rating 2026-05-10 2
  gil survey 2026-05-10 4
  hao rating 2026-05-10 3
`);
const CUSTOMERS = customers(
  `
  ann yes 2024-01-05
  ben yes 2024-01-05
  cat yes 2024-01-05
  dov yes 2024-01-05
  eli yes 2026-04-01
  fay yes 2026-03-31
  gil yes 2024-01-05
  hao no  2024-01-05
  ida -   2024-01-05
`,
  'attr_registered_at',
);

describe('9 互联网创业公司: core, potential, regular', () => {
  const { at } = caseStudy('startup', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'ratings.csv': RATINGS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'core', 'quarterly-core: exclusive-offer', '6,000; the bad rating has a newer, good one'],
        ['ben', 'core', 'quarterly-core: exclusive-offer', '3,000, and no rating at all'],
        [
          'cat',
          'potential',
          'invitations: event-invitation; quarterly-potential: nurture',
          '4,000, but unhappy: no core, yet above 800',
        ],
        ['dov', 'potential', 'invitations: event-invitation; quarterly-potential: nurture', '1,000'],
        [
          'eli',
          'potential',
          'invitations: event-invitation; quarterly-potential: nurture',
          'registered 90 days ago',
        ],
        ['fay', 'regular', 'quarterly-regular: regular', 'registered 91 days ago, 100'],
        [
          'gil',
          'potential',
          'invitations: event-invitation; quarterly-potential: nurture',
          '200, but rated 4',
        ],
        ['hao', 'regular', 'quarterly-regular: refused_consent', '500, rated 3; wants no mail'],
        ['ida', 'regular', 'quarterly-regular: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
  ]);

  it('core spends 22.5 times as much a year as regular: 9,000 / 2 against 600 / 3', () => {
    const { tiers } = at(0).report;
    expect(tiers.map(({ id, after, net }) => [id, after, net])).toEqual([
      ['core', 2, 900_000],
      ['potential', 4, 530_000],
      ['regular', 3, 60_000],
    ]);
    expect(at(0).report.spendMultiple).toBeCloseTo(22.5, 6);
  });
});
