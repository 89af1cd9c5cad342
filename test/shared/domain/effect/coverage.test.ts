import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../shared/domain/effect/interval.ts';
import { lineOf } from '../../../../shared/domain/effect/line.ts';
import { AMOUNT, type Truth, trial } from './simulate.ts';

const RECKONING = { days: 90, margin: 0.3, minor: 100 };
const TRIALS = 600;

const TRUTH: Truth = {
  ...{ customers: 1200, holdOut: 0.25, unreached: 0 },
  ...{ lift: { a: 0.06, b: -0.03 }, keeps: { a: 0.7, b: 1.1 } },
};

/** The line of one campaign in one trial. */
function lineIn(seed: number, rule: 'a' | 'b', truth = TRUTH, deaf = false) {
  const line = lineOf(
    trial(seed, truth, deaf).filter((cell) => cell.rule === rule),
    RECKONING,
  );
  if (!line?.revenue || !line.lostChange || !line.returned) throw new Error('the trial tells nothing');
  return { ...line, revenue: line.revenue, lostChange: line.lostChange, returned: line.returned };
}

const linesOf = (rule: 'a' | 'b') => Array.from({ length: TRIALS }, (_, i) => lineIn(1000 + i, rule));
const LINES = { a: linesOf('a'), b: linesOf('b') };

const holds = ({ from, to }: Pick<Interval, 'from' | 'to'>, truth: number) => from <= truth && truth <= to;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What a treated customer's mail costs, in minor units. */
const COST = 1;

const FIGURES = [
  ['bought', 'a', (line) => line.bought, TRUTH.lift.a],
  ['bought', 'b', (line) => line.bought, TRUTH.lift.b],
  ['revenue', 'a', (line) => line.revenue, TRUTH.lift.a * AMOUNT],
  ['revenue', 'b', (line) => line.revenue, TRUTH.lift.b * AMOUNT],
  ['the share by which losses change', 'a', (line) => line.lostChange, TRUTH.keeps.a - 1],
  ['the share by which losses change', 'b', (line) => line.lostChange, TRUTH.keeps.b - 1],
  ['the return', 'a', (line) => line.returned, (TRUTH.lift.a * AMOUNT * 0.3) / COST - 1],
] as const satisfies readonly [string, 'a' | 'b', (line: ReturnType<typeof lineIn>) => Interval, number][];

describe(`two campaigns with overlapping audiences and known effects, in ${TRIALS} trials`, () => {
  // Of 600 intervals that hold the truth with 95 % each, between 92.1 and 97.9 % do so in 999 of 1,000 such series
  // (binomial, 3.29 standard errors of 0.89 points); more would mean that they are needlessly wide.
  it.each(FIGURES)('95 %% of the intervals of %s, campaign %s, hold the truth', (_, rule, of, truth) => {
    const covered = mean(LINES[rule].map((line) => Number(holds(of(line), truth))));
    expect(covered).toBeGreaterThan(0.921);
    expect(covered).toBeLessThan(0.979);
  });

  it.each(FIGURES)('the estimates of %s, campaign %s, lie about the truth', (name, rule, of, truth) => {
    const found = LINES[rule].map((line) => of(line).value);
    const spread = Math.sqrt(mean(found.map((value) => (value - mean(found)) ** 2)));
    // A ratio's mean lies above it by half its squared error; all others have no such lean.
    const lean = name.startsWith('the share') ? spread ** 2 : 0;
    expect(Math.abs(mean(found) - truth)).toBeLessThan((3.29 * spread) / Math.sqrt(TRIALS) + lean);
  });

  it('where mail does nothing, about 1 in 20 intervals says that it does', () => {
    const idle: Truth = { ...TRUTH, lift: { a: 0, b: 0.05 }, keeps: { a: 1, b: 0.8 } };
    const told = Array.from({ length: TRIALS }, (_, i) => lineIn(5000 + i, 'a', idle).bought.verdict.kind);
    const share = told.filter((kind) => kind === 'told').length / TRIALS;
    expect(share).toBeGreaterThan(0.021);
    expect(share).toBeLessThan(0.079);
  });
});

describe('whoever was drawn to be mailed counts as treated', () => {
  const truth: Truth = { ...TRUTH, customers: 40_000, unreached: 0.4, lift: { a: 0.1, b: 0.02 } };

  it('so the effect is that of drawing: 60 % of those drawn are reached', () => {
    expect(holds(lineIn(7, 'a', truth).bought, 0.6 * 0.1)).toBe(true);
  });

  it('to leave out whom no mail reached would find more than a mail can do', () => {
    const { bought } = lineIn(7, 'a', truth, true);
    // The held out still have those who buy half as often; the treated would have lost them.
    expect(bought.from).toBeGreaterThan(0.1);
  });
});

describe('how many more customers it takes', () => {
  it('that many do tell the difference, in four of five trials', () => {
    const small: Truth = { ...TRUTH, lift: { a: 0.05, b: 0 }, customers: 700 };
    const seeds = Array.from({ length: 400 }, (_, i) => 9000 + i);
    // Trials that saw just about the true difference ask for about what it takes.
    const asked = seeds.flatMap((seed) => {
      const { bought, treated, heldOut } = lineIn(seed, 'a', small);
      const isNear = Math.abs(bought.value - 0.05) < 0.004;
      const drawn = treated.customers + heldOut.customers;
      return isNear && bought.verdict.kind === 'needs' ? [(drawn + bought.verdict.customers) / drawn] : [];
    });
    expect(asked.length).toBeGreaterThan(10);
    const customers = Math.round(700 * mean(asked));
    const told = seeds.filter(
      (seed) => lineIn(seed, 'a', { ...small, customers }).bought.verdict.kind === 'told',
    );
    expect(told.length / seeds.length).toBeGreaterThan(0.72);
    expect(told.length / seeds.length).toBeLessThan(0.88);
  });
});
