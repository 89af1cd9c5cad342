import { describe, expect, it } from 'vitest';
import { fitBehaviour } from '../../../../shared/domain/lifetime/fit-behaviour.ts';
import { aliveInterval, totalInterval } from '../../../../shared/domain/lifetime/interval.ts';
import type { Behaviour } from '../../../../shared/domain/lifetime/model.ts';
import { aliveProbability, expectedPurchases } from '../../../../shared/domain/lifetime/predict.ts';
import { population } from './simulate.ts';

const MODEL: Behaviour = { kind: 'bgnbd', r: 0.24, alpha: 4.4, a: 0.8, b: 2.4, ll: 0 };
const diagonal = (...variances: number[]) =>
  variances.map((v, i) => variances.map((_, j) => (i === j ? v : 0)));
const PEOPLE = [
  { x: 0, tx: 0, T: 200, customers: 50 },
  { x: 3, tx: 150, T: 200, customers: 20 },
];

describe('the total', () => {
  it('is the sum over customers, exactly known where the parameters are', () => {
    const sum = PEOPLE.reduce((all, each) => all + each.customers * expectedPurchases(MODEL, each, 90), 0);
    const { expected, low, high } = totalInterval(MODEL, diagonal(0, 0, 0, 0), PEOPLE, 90);
    expect(expected).toBeCloseTo(sum, 10);
    expect([low, high]).toEqual([expected, expected]);
  });

  it('is unsure by as much as its logarithm moves with a parameter', () => {
    // A twentieth up or down in r alone, seen from outside: what the interval must give for that standard error.
    const error = 0.05 / 1.959964;
    const at = (r: number) => totalInterval({ ...MODEL, r }, diagonal(0, 0, 0, 0), PEOPLE, 90).expected;
    const { low, high } = totalInterval(MODEL, diagonal(error ** 2, 0, 0, 0), PEOPLE, 90);
    expect(high / at(MODEL.r * Math.exp(0.05)) - 1).toBeCloseTo(0, 3);
    expect(low / at(MODEL.r * Math.exp(-0.05)) - 1).toBeCloseTo(0, 3);
  });

  it('is nothing of nobody', () => {
    expect(totalInterval(MODEL, diagonal(1, 1, 1, 1), [], 90)).toEqual({ expected: 0, low: 0, high: 0 });
  });

  it('holds the truth in about 95 of 100 shops', () => {
    const truth = {
      kind: 'bgnbd',
      r: 0.6,
      alpha: 20,
      leaving: { a: 0.8, b: 2.5 },
      days: [200, 700],
    } as const;
    const made: Behaviour = { ...truth, ...truth.leaving, ll: 0 };
    const shops = Array.from({ length: 60 }, (_, seed) => population(seed + 100, 2500, truth));
    const inside = shops.filter((people) => {
      const { behaviour, covariance } = fitBehaviour('bgnbd', people);
      if (!behaviour || !covariance) return false;
      const { low, high } = totalInterval(behaviour, covariance, people, 90);
      const real = totalInterval(made, diagonal(0, 0, 0, 0), people, 90).expected;
      return low <= real && real <= high;
    });
    // 60 shops at 95 %: fewer than 51 would come about once in ten thousand times.
    expect(inside.length).toBeGreaterThanOrEqual(51);
    expect(inside.length).toBeLessThanOrEqual(60);
  });
});

describe('P(alive)', () => {
  const silent = { x: 3, tx: 100, T: 200 };

  it('moves as its log-odds do with a parameter', () => {
    for (const [i, name] of (['r', 'alpha', 'a', 'b'] as const).entries()) {
      const error = 0.02 / 1.959964;
      const variances = [0, 1, 2, 3].map((j) => (i === j ? error ** 2 : 0));
      const interval = aliveInterval(MODEL, diagonal(...variances), silent);
      const ends = [-0.02, 0.02].map(
        (by) => aliveProbability({ ...MODEL, [name]: MODEL[name] * Math.exp(by) }, silent) ?? 0,
      );
      expect(interval?.low).toBeCloseTo(Math.min(...ends), 4);
      expect(interval?.high).toBeCloseTo(Math.max(...ends), 4);
    }
  });

  it('lies inside its interval, and both within 0 and 1', () => {
    const interval = aliveInterval(MODEL, diagonal(1, 1, 1, 1), silent);
    const alive = aliveProbability(MODEL, silent) ?? 0;
    expect(interval?.low).toBeGreaterThan(0);
    expect(interval?.low).toBeLessThan(alive);
    expect(interval?.high).toBeGreaterThan(alive);
    expect(interval?.high).toBeLessThan(1);
  });

  it('has none where the model cannot tell: no repeat purchase under BG/NBD', () => {
    const stranger = { x: 0, tx: 0, T: 200 };
    expect(aliveInterval(MODEL, diagonal(1, 1, 1, 1), stranger)).toBeNull();
    expect(aliveInterval({ ...MODEL, kind: 'mbgnbd' }, diagonal(1, 1, 1, 1), stranger)).not.toBeNull();
  });
});
