import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';
import { manyBuyers } from '../support/many-buyers.ts';

const WINTER = orders(`
  ann 2026-03-30 1000 x40/7
  ben 2025-10-01 1000 x30/7
  cat 2026-03-30  300 x20/7
  eli 2024-12-07   10 x6
  gil 2026-03-30  500 x40/7
`);
const SPRING = orders(
  `
  ann 2026-06-29 1000 x13/7
  cat 2026-06-29  300 x13/7
  gil 2026-06-29  500 x13/7
`,
  'spring',
);
const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  eli yes
  fay -
  gil no
`);

describe('2 CLV 模型: (b) predicted value', () => {
  const { at } = caseStudy('clv', [
    {
      title:
        'five who ordered are too few for a model: the own rate of each for a year, at most 10, 30 and 60 % of five',
      asOf: '2026-03-31',
      files: { 'winter.csv': WINTER, 'customers.csv': CUSTOMERS },
      due: [
        [
          'ann',
          'high',
          'quarterly-high: exclusive-offer',
          '39 repeats of 1,000 in 274 days: 19,490, the best; a tenth of five is nobody',
        ],
        [
          'ben',
          'middle',
          'quarterly-middle: promotion',
          '29 of 1,000 in 384 days: 10,341, though none since October',
        ],
        ['gil', 'middle', 'quarterly-middle: refused_consent', '9,745: third of five; wants no mail'],
        ['cat', 'base', 'quarterly-base: education', '19 of 300 in 134 days: 5,825, fourth'],
        ['eli', 'base', 'quarterly-base: education', 'five of 10 in 16 months: 14'],
        ['fay', 'base', 'quarterly-base: no_consent', 'never ordered; has said nothing about mail'],
      ],
    },
    {
      title: 'among four hundred more the model is used: what is to come counts, not what was',
      asOf: '2026-06-30',
      files: { 'spring.csv': SPRING, 'many.csv': manyBuyers(7, 400, '2026-06-29') },
      others: 400,
      due: [
        ['ann', 'top', 'quarterly-top: vip; risen: moved-up', '1,000 a week, without a break'],
        [
          'cat',
          'top',
          'quarterly-top: vip; risen: moved-up',
          '300 a week, where others spend 30 in six weeks',
        ],
        ['gil', 'top', 'quarterly-top: refused_consent; risen: refused_consent', '500 a week; wants no mail'],
        [
          'ben',
          'base',
          'quarterly-base: education',
          'ordered each week and stopped nine months ago: he is gone',
        ],
        ['eli', 'base', 'quarterly-base: education', 'six orders in a week, and then nothing for 18 months'],
        ['fay', 'base', 'quarterly-base: no_consent', 'never ordered; has said nothing about mail'],
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

  it('the file for other systems holds what was foretold', () => {
    const { tiers } = at(1);
    expect(Number(tiers.get('ann')?.p_alive)).toBeGreaterThan(0.9);
    expect(Number(tiers.get('ben')?.p_alive)).toBeLessThan(0.05);
    expect(Number(tiers.get('ann')?.clv)).toBeGreaterThan(10 * Number(tiers.get('ben')?.clv));
    expect(tiers.get('fay')).toMatchObject({ p_alive: '', clv: '' });
  });
});
