import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-03-01  5000 定制游
  ben 2026-05-01  9000 x2 海岛游
  cat 2026-05-01  5000 x2 海岛游
  dov 2026-05-01 12000 邮轮
  eli 2026-05-01  1000 x3 周边游
  fay 2026-05-01  1000 x2 周边游
  hao 2024-06-30 50000 bespoke
  ida 2024-07-01 50000 bespoke
`);
const CUSTOMERS = customers(
  `
  ann yes 跟团
  ben yes 定制
  cat yes 定制
  dov yes 跟团
  eli yes 自由行
  fay yes
  gil yes 定制
  hao no  bespoke
  ida -   Bespoke
`,
  'attr_travel_preference',
);

describe('13 旅游公司: booking history and travel preference', () => {
  const { published } = caseStudy('travel', [
    {
      title: 'the second quarter of 2026, looking two years back',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'bespoke', 'quarterly-bespoke: personal-adviser', 'one bespoke trip is enough'],
        ['ben', 'bespoke', 'quarterly-bespoke: personal-adviser', 'prefers it, 9,000 a booking'],
        [
          'cat',
          'comfort',
          'quarterly-comfort: exclusive-offer',
          'prefers it, but 5,000 a booking; 10,000 in all',
        ],
        ['dov', 'comfort', 'quarterly-comfort: exclusive-offer', '12,000 a booking, but prefers groups'],
        ['eli', 'comfort', 'quarterly-comfort: exclusive-offer', 'three bookings'],
        ['fay', 'standard', 'quarterly-standard: promotion', 'two small bookings'],
        ['gil', 'standard', 'quarterly-standard: promotion', 'prefers it, but never booked'],
        [
          'hao',
          'standard',
          'quarterly-standard: refused_consent',
          'a bespoke trip 730 days ago; wants no mail',
        ],
        [
          'ida',
          'bespoke',
          'quarterly-bespoke: no_consent',
          'a bespoke trip 729 days ago; said nothing about mail',
        ],
      ],
    },
  ]);

  it('and other systems read what he prefers and books most', async () => {
    expect(await published('ben')).toMatchObject({
      preferences: { category: '海岛游' },
      columns: { preference: '定制' },
    });
  });
});
