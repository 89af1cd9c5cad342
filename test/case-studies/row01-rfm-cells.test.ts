import { describe } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/**
 * Fifteen who ordered, three in each band of each score. Recency 5 to 1: last order on 29, 20 June, 31 May, 1 April,
 * 1 January. Frequency: as many orders as the band. Amount: the band times 600.
 */
const ORDERS = orders(`
  ann 2026-06-29  600 x5
  bea 2026-06-29  600 x4
  kim 2026-06-29  150 x4
  eva 2026-06-20  600 x1
  leo 2026-06-20  400 x3
  mia 2026-06-20  900 x2
  dan 2026-05-31 1800 x1
  noa 2026-05-31  600 x2
  ivy 2026-05-31 1200 x1
  hal 2026-04-01  360 x5
  cai 2026-04-01 1200 x2
  oli 2026-04-01  750 x4
  fay 2026-01-01  800 x3
  gus 2026-01-01  600 x5
  jon 2026-01-01  200 x3
`);

const CUSTOMERS = customers(`
  ann yes
  bea yes
  kim yes
  eva yes
  leo yes
  mia yes
  dan yes
  noa no
  ivy yes
  hal yes
  cai yes
  oli yes
  fay yes
  gus yes
  jon -
  zoe yes
`);

describe('1 RFM 模型: named cells', () => {
  caseStudy('rfm-cells', [
    {
      title: 'every cell has somebody; the three figures are recency, frequency, amount',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'champions', 'quarterly-champions: vip', '5 5 5'],
        ['bea', 'potential-loyalist', 'quarterly-coming: nurture', '5 4 4'],
        ['leo', 'potential-loyalist', 'quarterly-coming: nurture', '4 3 2'],
        ['mia', 'loyal', 'quarterly-loyal: exclusive-offer', '4 2 3: too few orders for the cell above'],
        ['noa', 'loyal', 'quarterly-loyal: refused_consent', '3 2 2; wants no mail'],
        ['cai', 'loyal', 'quarterly-loyal: exclusive-offer', '2 2 4'],
        ['dan', 'promising', 'quarterly-coming: nurture', '3 1 3'],
        ['eva', 'new', 'quarterly-new: welcome', '4 1 1'],
        ['oli', 'cant-lose', 'quarterly-slipping: retention', '2 4 5'],
        ['fay', 'cant-lose', 'quarterly-slipping: retention', '1 3 4'],
        ['gus', 'at-risk', 'quarterly-slipping: retention', '1 5 5: too many orders for the cell above'],
        ['hal', 'need-attention', 'quarterly-attention: promotion', '2 5 3'],
        ['ivy', 'about-to-sleep', 'quarterly-asleep: win-back', '3 1 2'],
        ['jon', 'lost', 'quarterly-asleep: no_consent', '1 3 1; has said nothing about mail'],
        ['kim', 'others', 'quarterly-others: regular', '5 4 1: in no cell'],
        [
          'zoe',
          'others',
          'quarterly-others: regular',
          'never ordered: 1 1 1, but nobody is lost who never came',
        ],
      ],
    },
  ]);
});
