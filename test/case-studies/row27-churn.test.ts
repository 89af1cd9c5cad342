import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';
import { manyBuyers } from '../support/many-buyers.ts';

const WINTER = orders(`
  ann 2026-03-30 100 x40/7
  ben 2025-09-15 300 x30/7
  cat 2025-09-15  10 x30/7
  dov 2025-05-01  50
  eli 2025-05-01  50
  eli 2025-05-11  50
  gil 2025-09-15 300 x30/7
`);
const SPRING = orders('ann 2026-06-29 100 x13/7', 'spring');
const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay -
  gil no
`);

describe('27 行为预测: who will not come back next quarter', () => {
  const { at, published } = caseStudy('churn', [
    {
      title: 'six who ordered are too few for a model: everybody goes on at his own rate',
      asOf: '2026-03-31',
      files: { 'winter.csv': WINTER, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'key', 'quarterly-key: vip', '4,000; once a week'],
        [
          'ben',
          'key',
          'quarterly-key: vip',
          '7,200; 29 orders in 400 days make 6.6 in 91, so the rate sees no danger',
        ],
        ['cat', 'general', 'quarterly-general: regular', '240; at the same rate'],
        ['dov', 'general', 'quarterly-general: regular', 'one order: no habit to lose'],
        [
          'eli',
          'general',
          'before-the-loss: retention',
          'one repeat in 334 days makes 0.27 in 91: none with 76 %',
        ],
        ['fay', 'general', 'quarterly-general: no_consent', 'never ordered; has said nothing about mail'],
        ['gil', 'key', 'quarterly-key: refused_consent', 'as ben; wants no mail'],
      ],
    },
    {
      title: 'among four hundred more the model is used: who came weekly and stopped is seen',
      asOf: '2026-06-30',
      files: { 'spring.csv': SPRING, 'many.csv': manyBuyers(7, 400, '2026-06-29') },
      others: 400,
      due: [
        ['ann', 'key', 'quarterly-key: vip', 'still once a week'],
        [
          'ben',
          'key',
          'before-the-loss: personal-adviser',
          'weekly until September: as good as gone; 3,300 in the year',
        ],
        ['cat', 'general', 'before-the-loss: retention', 'the same, with 110 in the year'],
        ['dov', 'general', 'quarterly-general: regular', 'one order: no habit to lose'],
        ['eli', 'general', 'before-the-loss: retention', 'two orders within ten days, 14 months ago'],
        ['fay', 'general', 'quarterly-general: no_consent', 'never ordered'],
        ['gil', 'key', 'before-the-loss: refused_consent', 'as ben; wants no mail'],
      ],
    },
  ]);

  it.each([
    [0, 'too_little_data', 'the plain rate instead'],
    [1, 'used', 'the model won against the plain rate on the held-out quarter'],
  ])('run %i says of its model: %s (%s)', (run, verdict) => {
    expect(at(run).model.lifetime).toMatchObject({ kind: 'bgnbd', verdict });
    expect(at(run).report.model.lifetime).toMatchObject({ kind: 'bgnbd', verdict });
  });

  it('other systems read the flag', async () => {
    expect((await published('ben')).flags).toEqual(['atRisk']);
    expect((await published('ann')).flags).toEqual([]);
  });
});
