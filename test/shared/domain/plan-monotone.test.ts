import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { quantileEdges } from '../../../shared/domain/edges.ts';
import type { Held } from '../../../shared/domain/held.ts';
import { rankOf } from '../../../shared/domain/ladder.ts';
import type { EarlierGround } from '../../../shared/domain/outcome.ts';
import { type Measured, planPart } from '../../../shared/domain/plan-part.ts';
import type { Policy } from '../../../shared/domain/policy/schema.ts';
import { anyMovement } from '../../support/any-movement.ts';
import { basisOf, customer, FIRST_RUN, gradingPolicy } from '../../support/grading.ts';

const NOBODY: ReadonlySet<string> = new Set();
const word = { en: 'w', 'zh-CN': '字' };

/** A ladder on which more is never worse, of quantile scores; `movement` as given. */
const climbing = (movement: Record<string, unknown>): Policy =>
  gradingPolicy({
    movement,
    scores: {
      recency: { of: 'daysSinceLastOrder', better: 'lower', bands: { quantile: 4 } },
      orders: { of: 'orderCount', better: 'higher', bands: { quantile: 4 } },
      money: { of: 'netAmount', better: 'higher', bands: { quantile: 5 } },
      sum: { weighted: { recency: 0.3, orders: 0.3, money: 0.4 } },
    },
    tiers: [
      { id: 'top', name: word, when: { sum: '>= 3.6', money: '>= 4' } },
      { id: 'high', name: word, when: { sum: '>= 3' } },
      { id: 'mid', name: word, when: { sum: '>= 2' } },
      { id: 'low', name: word },
    ],
  });

const figures = fc.record({
  ...{ days: fc.integer({ min: 0, max: 360 }), orders: fc.integer({ min: 1, max: 12 }) },
  net: fc.integer({ min: 0, max: 200_000 }),
});
type Figures = typeof figures extends fc.Arbitrary<infer T> ? T : never;

const cutsOf = (population: readonly Figures[]): Record<string, number[]> => {
  const edges = (values: number[], q: number) =>
    quantileEdges(
      [...new Set(values)].sort((a, b) => a - b).map((v) => [v, values.filter((x) => x === v).length]),
      q,
    );
  return {
    recency: edges(
      population.map(({ days }) => days),
      4,
    ),
    orders: edges(
      population.map(({ orders }) => orders),
      4,
    ),
    money: edges(
      population.map(({ net }) => net),
      5,
    ),
  };
};
const rowOf = ({ days, orders, net }: Figures, asOf: string, held: Held | null): Measured =>
  customer({
    ...{ orderCount: orders, lifetimeOrders: orders, netAmount: net, lifetimeNet: net, held },
    lastOrderDate: addDays(asOf, -days),
  });

const anyPopulation = fc.array(figures, { minLength: 3, maxLength: 30 });

describe('on a ladder on which more is never worse', () => {
  it('who only improves never falls where the policy protects from others, however they move the cuts', () => {
    const steps = fc.array(
      fc.record({
        population: anyPopulation,
        better: fc.record({ days: fc.nat(40), orders: fc.nat(3), net: fc.nat(30_000) }),
        periodic: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    );
    let kept = 0;
    const movement = anyMovement.map((each) => ({ ...each, protectFromOthers: true }));
    fc.assert(
      fc.property(figures, anyPopulation, steps, movement, (start, first, rest, moves) => {
        const policy = climbing(moves);
        const grounds = new Map<string, EarlierGround>();
        let [held, rank, figure, asOf]: [Held | null, number, Figures, string] = [
          null,
          0,
          start,
          '2026-01-31',
        ];
        for (const [i, step] of [{ population: first, better: null, periodic: true }, ...rest].entries()) {
          const { days, orders, net } = figure;
          if (step.better)
            figure = {
              days: Math.max(0, days - step.better.days),
              ...{ orders: orders + step.better.orders, net: net + step.better.net },
            };
          asOf = addDays(asOf, 31);
          const edges = cutsOf([...step.population, figure]);
          const runId = `r${i + 1}`;
          const plan = planPart(
            [rowOf(figure, asOf, held)],
            basisOf({
              ...{ policy, edges, grounds },
              run: {
                ...{ runId, runSeq: i + 1, baseSeq: i, asOf, period: asOf.slice(0, 7) },
                mode: step.periodic ? 'periodic' : 'onDemand',
              },
            }),
            NOBODY,
          );
          const [receipt] = plan.receipts;
          const now = rankOf(policy, receipt?.tier ?? '') ?? 0;
          expect(now).toBeGreaterThanOrEqual(rank);
          if (receipt?.protection === 'others') kept += 1;
          [held, rank] = [plan.held[0]?.held ?? null, now];
          grounds.set(runId, { policy, edges, currency: 'CNY', lifetime: null });
        }
      }),
      { numRuns: 150 },
    );
    expect(kept).toBeGreaterThan(0);
  });

  it('more spending never lowers a tier while the cut points and the others stand still', () => {
    fc.assert(
      fc.property(
        ...[anyPopulation, figures, figures, fc.nat(100_000), fc.nat(5), anyMovement],
        (population, was, is, more, moreOrders, moves) => {
          const policy = climbing(moves);
          const edges = cutsOf(population);
          const [left] = planPart(
            [rowOf(was, '2026-06-30', null)],
            basisOf({ policy, edges, run: FIRST_RUN }),
            NOBODY,
          ).held;
          const tierWith = (figure: Figures) => {
            const row = rowOf(figure, '2026-09-30', left?.held ?? null);
            const [receipt] = planPart([row], basisOf({ policy, edges }), NOBODY).receipts;
            return rankOf(policy, receipt?.tier ?? '') ?? 0;
          };
          const spends = { ...is, net: is.net + more, orders: is.orders + moreOrders };
          expect(tierWith(spends)).toBeGreaterThanOrEqual(tierWith(is));
        },
      ),
      { numRuns: 200 },
    );
  });
});
