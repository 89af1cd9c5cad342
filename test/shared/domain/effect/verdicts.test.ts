import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIMS, supportOf } from '../../../../shared/domain/effect/claim.ts';
import { differenceOfProportions } from '../../../../shared/domain/effect/proportions.ts';
import { runsMeasured } from '../../../../shared/domain/effect/runs-measured.ts';
import { verdictOf } from '../../../../shared/domain/effect/verdict.ts';

/** A standard error of 1 and 1,000 customers. */
const about = (value: number) => ({ value, from: value - 1.959964, to: value + 1.959964 });

describe('what the data tell', () => {
  it.each([
    ['0 outside: told', 2, { kind: 'told' }],
    ['0 outside below: told', -2, { kind: 'told' }],
    // (2.8016 ÷ 1.4)² = 4.0045 times the customers.
    ['a power of 80 % takes four times as many', 1.4, { kind: 'needs', customers: 3005 }],
    ['the same below 0', -1.4, { kind: 'needs', customers: 3005 }],
    ['less than its own error is nothing', 0.99, { kind: 'nothing', smallest: expect.closeTo(2.8016, 3) }],
  ])('%s', (_, value, verdict) => {
    expect(verdictOf(about(value), 1000)).toEqual(verdict);
  });

  it('asks for the sizes that textbooks give: 30 % against 40 % takes 356 in each group', () => {
    // J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions (2003), formula 4.14. A score
    // interval is a little narrower than the simple one, and so is what it asks for.
    const hundred = (events: number) => ({ customers: 100, events });
    const seen = differenceOfProportions([{ treated: hundred(40), control: hundred(30) }]);
    const verdict = verdictOf(seen, 200);
    const each = verdict.kind === 'needs' ? (200 + verdict.customers) / 2 : 0;
    expect(each).toBeGreaterThan(340);
    expect(each).toBeLessThan(357);
  });
});

describe('what is claimed of mail', () => {
  it.each([
    ['lost', -0.5, -0.31, 'supported'],
    ['lost', -0.5, -0.3, 'supported'],
    ['lost', -0.5, -0.1, 'open'],
    ['lost', -0.29, 0.1, 'contradicted'],
    ['returned', 0.5, 0.9, 'supported'],
    ['returned', 0.2, 0.9, 'open'],
    ['returned', -0.9, 0.49, 'contradicted'],
  ] as const)('%s between %f and %f: %s', (claim, from, to, support) => {
    expect(supportOf({ from, to }, CLAIMS[claim])).toBe(support);
  });
});

const group = fc
  .integer({ min: 2, max: 500 })
  .chain((customers) =>
    fc.record({ customers: fc.constant(customers), events: fc.integer({ min: 0, max: customers }) }),
  );
const strata = fc.array(fc.record({ treated: group, control: group }), { minLength: 1, maxLength: 8 });

describe('a pooled difference of proportions', () => {
  it('lies in its interval, which lies between −1 and 1', () => {
    fc.assert(
      fc.property(strata, (pairs) => {
        const { value, from, to } = differenceOfProportions(pairs);
        expect(from).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(to);
        expect(from).toBeGreaterThanOrEqual(-1);
        expect(to).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('turns its sign when the groups change places', () => {
    fc.assert(
      fc.property(strata, (pairs) => {
        const turned = pairs.map(({ treated, control }) => ({ treated: control, control: treated }));
        const [one, other] = [differenceOfProportions(pairs), differenceOfProportions(turned)];
        expect(other.value).toBeCloseTo(-one.value, 12);
        expect(other.from).toBeCloseTo(-one.to, 12);
      }),
    );
  });
});

describe('runs whose mails are looked at', () => {
  const run = (runSeq: number, over = {}) => ({ runSeq, asOf: '2026-06-30', state: 'CLOSED', ...over });

  it('are earlier ones, oldest first, and no roll-backs', () => {
    const runs = [run(3), run(1), run(9), run(10), run(2, { rollsBack: 'r1' })];
    const found = runsMeasured(runs, { runSeq: 9, asOf: '2026-09-30' });
    expect(found.map(({ runSeq }) => runSeq)).toEqual([1, 3]);
  });
});
