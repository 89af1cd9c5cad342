import { describe, expect, it } from 'vitest';
import { fitBehaviour } from '../../../../shared/domain/lifetime/fit-behaviour.ts';
import { BehaviourSchema, type Collapsed } from '../../../../shared/domain/lifetime/model.ts';
import { cdnowIsHere, cdnowSample } from './cdnow.ts';
import { near } from './near.ts';
import { population, random } from './simulate.ts';

const KINDS = ['bgnbd', 'mbgnbd'] as const;

describe.skipIf(!cdnowIsHere)('the CDNOW sample', () => {
  it.each([
    ['bgnbd', 0.2425945224301571, 4.413602019013503, 0.792922017225596, 2.425906776826325, -9582.42920667],
    ['mbgnbd', 0.5248431585439824, 6.183085276345968, 0.8913593920059529, 1.6140022453511924, -9582.135716],
  ] as const)('%s', (kind, r, alpha, a, b, ll) => {
    const fit = fitBehaviour(kind, cdnowSample());
    expect(fit).toMatchObject({ verdict: 'fitted', customers: 2357, repeaters: 946 });
    expect(Math.abs((fit.behaviour?.ll ?? 0) - ll)).toBeLessThan(1e-4);
    near(fit.behaviour?.r, r, 1e-5);
    near(fit.behaviour?.alpha, alpha, 1e-5);
    near(fit.behaviour?.a, a, 1e-4);
    near(fit.behaviour?.b, b, 1e-4);
  });

  it('standard errors of BG/NBD', () => {
    const { standardErrors } = fitBehaviour('bgnbd', cdnowSample());
    near(standardErrors?.r, 0.012557378, 1e-4);
    near(standardErrors?.alpha, 0.37822406, 1e-4);
    near(standardErrors?.a, 0.18573382, 1e-4);
    near(standardErrors?.b, 0.70541426, 1e-4);
  });
});

describe('recovers what made the customers', () => {
  const TRUTH = { r: 0.6, alpha: 20, a: 0.8, b: 2.5 };
  const wholes = {
    r: TRUTH.r,
    alpha: TRUTH.alpha,
    leaving: { a: TRUTH.a, b: TRUTH.b },
    days: [200, 700],
  } as const;

  it.each(KINDS)('%s, within four standard errors', (kind) => {
    const fit = fitBehaviour(kind, population(11, 20_000, { kind, ...wholes }));
    expect(fit.verdict).toBe('fitted');
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const error = fit.standardErrors?.[name] ?? 0;
      expect(Math.abs((fit.behaviour?.[name] ?? 0) - TRUTH[name])).toBeLessThan(4 * error);
      expect(error).toBeLessThan(TRUTH[name] / 4);
    }
  });
});

describe('no order of the input matters, to the last bit', () => {
  const people = population(5, 3000, {
    kind: 'bgnbd',
    r: 0.6,
    alpha: 8,
    leaving: { a: 0.8, b: 2.5 },
    days: [100, 400],
  });
  const next = random(9);
  const shuffled = people.map((each) => ({ each, at: next() })).sort((one, other) => one.at - other.at);

  it.each(KINDS)('%s: shuffled, and with customers already gathered', (kind) => {
    const plain = fitBehaviour(kind, people);
    expect(plain.verdict).toBe('fitted');
    expect(
      fitBehaviour(
        kind,
        shuffled.map(({ each }) => each),
      ),
    ).toEqual(plain);
    const counts = new Map<string, Collapsed>();
    for (const each of people) {
      const key = `${each.x} ${each.tx} ${each.T}`;
      counts.set(key, { ...each, customers: (counts.get(key)?.customers ?? 0) + 1 });
    }
    expect(fitBehaviour(kind, [...counts.values()])).toEqual(plain);
  });
});

const group = (x: number, tx: number, T: number, customers = 500): Collapsed => ({ x, tx, T, customers });

describe('data that tell nothing of leaving are named, not fitted', () => {
  const loyal = { r: 0.6, alpha: 20, leaving: null, days: [200, 700] } as const;
  const even = { r: 0.6, alpha: 10, leaving: { a: 20_000, b: 80_000 }, days: [200, 700] } as const;

  it.each([
    ['nobody', [], 'too_little_data'],
    ['only first orders', [group(0, 0, 300)], 'too_little_data'],
    ['all of them today', [group(0, 0, 0)], 'too_little_data'],
    ['49 who came back', [group(0, 0, 300), group(2, 100, 300, 49)], 'too_little_data'],
    ['everybody alike', [group(3, 100, 300)], 'degenerate'],
    ['all bought on the last day', [group(3, 300, 300), group(1, 300, 300)], 'no_churn_signal'],
    ['the second day of a shop', [group(1, 1, 1), group(0, 0, 1)], 'no_churn_signal'],
    ['all came back on one day', [group(1, 10, 300), group(0, 0, 300)], 'degenerate'],
    ['a group without customers', [group(3, 100, 300, 0), group(2, 20, 300, 0)], 'too_little_data'],
  ] as const)('%s', (_, histories, verdict) => {
    for (const kind of KINDS) {
      const fit = fitBehaviour(kind, histories);
      expect(fit).toMatchObject({ verdict, behaviour: null, standardErrors: null, covariance: null });
    }
  });

  it.each(KINDS)('%s: nobody ever leaves', (kind) => {
    expect(fitBehaviour(kind, population(3, 5000, { kind, ...loyal })).verdict).toBe('no_churn_signal');
    expect(fitBehaviour(kind, population(4, 300, { kind, ...loyal })).verdict).toBe('no_churn_signal');
  });

  it('all leave with the same probability: a and b run away together', () => {
    const people = population(6, 5000, { kind: 'mbgnbd', ...even });
    expect(fitBehaviour('mbgnbd', people).verdict).toBe('degenerate');
  });

  it('needs no more than 50 who came back', () => {
    const people = population(1, 400, {
      kind: 'bgnbd',
      r: 0.5,
      alpha: 6,
      leaving: { a: 0.7, b: 1.5 },
      days: [200, 700],
    });
    const fifty = people.filter(({ x }) => x > 0).slice(0, 50);
    const fit = fitBehaviour('bgnbd', [...fifty, ...people.filter(({ x }) => x === 0).slice(0, 50)]);
    expect(fit.repeaters).toBe(50);
    expect(fit.verdict).not.toBe('too_little_data');
  });
});

it('what is fitted passes the schema', () => {
  const truth = { kind: 'bgnbd', r: 0.6, alpha: 8, leaving: { a: 0.8, b: 2.5 }, days: [100, 400] } as const;
  const { behaviour } = fitBehaviour('bgnbd', population(7, 5000, truth));
  expect(BehaviourSchema.parse(behaviour)).toEqual(behaviour);
});
