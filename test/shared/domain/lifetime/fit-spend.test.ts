import { describe, expect, it } from 'vitest';
import { fitBehaviour } from '../../../../shared/domain/lifetime/fit-behaviour.ts';
import { fitSpend } from '../../../../shared/domain/lifetime/fit-spend.ts';
import { SpendSchema } from '../../../../shared/domain/lifetime/model.ts';
import { futureValue } from '../../../../shared/domain/lifetime/predict.ts';
import { cdnowIsHere, cdnowSample } from './cdnow.ts';
import { near } from './near.ts';
import { meanSpend, random } from './simulate.ts';

describe.skipIf(!cdnowIsHere)('the CDNOW sample', () => {
  it('Gamma-Gamma, learnt from cents', () => {
    const { spend } = fitSpend(cdnowSample());
    near(spend?.p, 6.249572300461784, 1e-4);
    near(spend?.q, 3.744224660780266, 1e-4);
    near(spend?.v, 1544.352085753892, 1e-4);
    // The density of an amount in cents is a hundredth of that in dollars.
    expect((spend?.ll ?? 0) + 946 * Math.log(100)).toBeCloseTo(-4055.917695, 4);
    expect(spend?.customers).toBe(946);
  });

  it('the value of all in twelve months', () => {
    const people = cdnowSample();
    const { behaviour } = fitBehaviour('bgnbd', people);
    const { spend } = fitSpend(people);
    if (!behaviour || !spend) throw new Error('nothing was fitted');
    const year = { months: 12, monthlyDiscount: 0.01, margin: 1 };
    const total = people.reduce((sum, each) => sum + futureValue(behaviour, spend, each, each.mean, year), 0);
    near(total / 100, 71_507.9518, 5e-5);
  });
});

/** Customers with one to `most` repeat days. */
function made(seed: number, size: number, most: number, truth: { p: number; q: number; v: number }) {
  const next = random(seed);
  return Array.from({ length: size }, () => {
    const x = 1 + Math.floor(next() * most);
    return { x, mean: meanSpend(next, x, truth), customers: 1 };
  });
}

describe('made-up spending', () => {
  const people = made(3, 20_000, 6, { p: 4, q: 3, v: 9000 });
  const { spend } = fitSpend(people);

  it('gives back what made it', () => {
    near(spend?.p, 4, 0.1);
    near(spend?.q, 3, 0.1);
    near(spend?.v, 9000, 0.15);
  });

  it('gives the same to the last bit in any order', () => {
    expect(fitSpend(people.toReversed())).toEqual(fitSpend(people));
    expect(fitSpend([...people.slice(777), ...people.slice(0, 777)]).spend).toEqual(spend);
  });

  it('passes the schema', () => {
    expect(SpendSchema.parse(spend)).toEqual(spend);
  });
});

describe('spending that tells nothing is named, not fitted', () => {
  it.each([
    ['nobody', [], 'too_little_data'],
    ['nobody came back', [{ x: 0, mean: 0, customers: 900 }], 'too_little_data'],
    ['free samples only', [{ x: 2, mean: 0, customers: 900 }], 'too_little_data'],
    ['49', [{ x: 2, mean: 700, customers: 49 }], 'too_little_data'],
    ['one price', [{ x: 2, mean: 700, customers: 900 }], 'degenerate'],
    [
      'one price, other counts',
      [
        { x: 2, mean: 700, customers: 90 },
        { x: 1, mean: 700, customers: 90 },
      ],
      'degenerate',
    ],
    ['all customers alike', made(8, 4000, 4, { p: 4, q: 5000, v: 5_000_000 }), 'degenerate'],
    ['a mean that is infinite', made(8, 4000, 4, { p: 2, q: 0.8, v: 5000 }), 'degenerate'],
  ] as const)('%s', (_, groups, verdict) => {
    expect(fitSpend(groups)).toEqual({ verdict, spend: null });
  });
});
