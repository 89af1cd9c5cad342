import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

/** One order each a quarter, and in the third quarter everything costs twice as much. */
const SPRING = orders(`
  ann 2026-06-01 800
  ben 2026-06-01 700
  cat 2026-06-01 600
  dov 2026-06-01 500
  eli 2026-06-01 400
  fay 2026-06-01 300
  gil 2026-06-01 200
  hao 2026-06-01 100
`);
const SUMMER = orders(
  `
  ann 2026-09-01 1600
  ben 2026-09-01 1400
  cat 2026-09-01 1200
  dov 2026-09-01 1000
  eli 2026-09-01  800
  fay 2026-09-01  600
  gil 2026-09-01  400
  hao 2026-09-01  200
`,
  'summer',
);
const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay yes
  gil yes
  hao no
`);

/** Quarters by value over the quarter alone, and beside them a score with cut points that somebody once fixed. */
const withFixedCuts = (text: string): string =>
  text
    .replace('window: { days: 365 }', 'window: { days: 90 }')
    .replace(
      /^scores:$/m,
      'scores:\n  basket: { of: averageOrder, better: higher, bands: { edges: [300, 600] } }',
    );

const DUE = [
  ['ann', 'high', 'quarterly-high: exclusive-offer', 'first'],
  ['ben', 'high', 'quarterly-high: exclusive-offer', 'second'],
  ['cat', 'mid-high', 'quarterly-mid-high: promotion', 'third'],
  ['dov', 'mid-high', 'quarterly-mid-high: promotion', 'fourth'],
  ['eli', 'mid-low', 'quarterly-mid-low: education', 'fifth'],
  ['fay', 'mid-low', 'quarterly-mid-low: education', 'sixth'],
  ['gil', 'low', 'quarterly-low: upgrade', 'seventh'],
  ['hao', 'low', 'quarterly-low: refused_consent', 'last; wants no mail'],
] as const;

describe('31 标准回顾: are the cut points still apt?', () => {
  const { at } = caseStudy(
    'quartiles',
    [
      {
        title: 'the second quarter',
        asOf: '2026-06-30',
        files: { 'spring.csv': SPRING, 'customers.csv': CUSTOMERS },
        due: DUE,
      },
      {
        title: 'the third quarter: the order among them is what it was',
        asOf: '2026-09-30',
        files: { 'summer.csv': SUMMER },
        due: DUE,
      },
    ],
    withFixedCuts,
  );

  const review = (run: number, score: string) => at(run).model.criteria.find(({ key }) => key === score);

  it('the first review has nothing to compare with, and finds the fixed cuts apt: 3, 3 and 2 of eight', () => {
    expect(review(0, 'value')).toMatchObject({
      edges: [20_000, 40_000, 60_000],
      before: null,
      drifted: false,
    });
    expect(review(0, 'basket')).toMatchObject({ bands: [3, 3, 2], drifted: false, proposed: null });
  });

  it('the second says that the learnt cuts have doubled', () => {
    expect(review(1, 'value')).toMatchObject({
      ...{ edges: [40_000, 80_000, 120_000], before: [20_000, 40_000, 60_000] },
      ...{ moved: 1, drifted: true, bands: [2, 2, 2, 2] },
    });
  });

  it('and proposes 600 and 1,200 where 300 and 600 would put six of eight into the upper two bands', () => {
    expect(review(1, 'basket')).toMatchObject({
      bands: [1, 2, 5],
      drifted: false,
      proposed: [60_000, 120_000],
    });
  });

  it('the report carries the same', () => {
    expect(at(1).report.model.criteria).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ score: 'value', drifted: true }),
        expect.objectContaining({ score: 'basket', proposed: [60_000, 120_000] }),
      ]),
    );
  });
});
