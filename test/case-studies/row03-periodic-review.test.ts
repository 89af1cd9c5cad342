import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/** Five who ordered, and every figure different: the band of each score is the place among the five. */
const SPRING = orders(`
  ann 2026-06-25 1000 x5
  ben 2026-06-15  600 x4
  cat 2026-05-30  300 x3
  dov 2026-04-30  200 x2
  eli 2026-02-28  100
`);
const SUMMER = orders('eli 2026-09-20 1000 x6', 'summer');
const AUTUMN = orders('ann 2026-12-10 1500', 'autumn');

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat no
  dov yes
  eli yes
`);

describe('3 定期评估: every quarter again, with a mail on the move', () => {
  const { at } = caseStudy('default', [
    {
      title: 'the second quarter: nobody has moved yet',
      asOf: '2026-06-30',
      files: { 'spring.csv': SPRING, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'diamond', 'quarterly-diamond: diamond', 'first in recency, frequency and amount: 5.0'],
        ['ben', 'gold', 'quarterly-gold: gold', 'second in all three: 4.0'],
        ['cat', 'silver', 'quarterly-silver: refused_consent', 'third in all three: 3.0; wants no mail'],
        ['dov', 'bronze', 'quarterly-bronze: bronze', 'fourth: 2.0'],
        ['eli', 'regular', 'quarterly-regular: regular', 'last: 1.0'],
      ],
    },
    {
      title: 'the third quarter: one buys much, and the others are silent',
      asOf: '2026-09-30',
      files: { 'summer.csv': SUMMER },
      due: [
        [
          'eli',
          'diamond',
          'quarterly-diamond: diamond; up-to-diamond: moved-up',
          'now first in all three: 5.0',
        ],
        ['ann', 'gold', 'down-to-gold: moved-down; quarterly-gold: gold', 'second in all three: 4.0'],
        ['ben', 'silver', 'down-to-silver: moved-down; quarterly-silver: silver', 'third: 3.0'],
        [
          'cat',
          'bronze',
          'down-to-bronze: refused_consent; quarterly-bronze: refused_consent',
          'fourth: 2.0',
        ],
        ['dov', 'regular', 'down-to-regular: moved-down; quarterly-regular: regular', 'last: 1.0'],
      ],
    },
    {
      title: 'the fourth quarter: the first comes back',
      asOf: '2026-12-31',
      files: { 'autumn.csv': AUTUMN },
      due: [
        [
          'ann',
          'diamond',
          'quarterly-diamond: diamond; up-to-diamond: moved-up',
          'recency 5, frequency 4 (6 orders of 7), amount 5 (6,500 of 6,100): 1.5 + 1.2 + 2 = 4.7',
        ],
        [
          'eli',
          'gold',
          'down-to-gold: moved-down; quarterly-gold: gold',
          'recency 4, frequency 5, amount 4: 1.2 + 1.5 + 1.6 = 4.3',
        ],
        ['ben', 'silver', 'quarterly-silver: silver', 'third as before: 3.0'],
        ['cat', 'bronze', 'quarterly-bronze: refused_consent', 'fourth as before: 2.0'],
        ['dov', 'regular', 'quarterly-regular: regular', 'last as before: 1.0'],
      ],
    },
  ]);

  it.each([
    [1, 'eli', 'promoted', 'behaviour'],
    // On the cuts of June his recency alone would have taken him to silver.
    [1, 'ben', 'demoted', 'time'],
    [2, 'ann', 'promoted', 'behaviour'],
    [2, 'eli', 'demoted', 'others'],
    [2, 'ben', 'same', ''],
  ])('in run %i %s has %s, because of %s', (run, customer, change, cause) => {
    expect(at(run).tiers.get(customer)).toMatchObject({ change, cause });
  });
});
