import fc from 'fast-check';
import { addDays } from '../../shared/domain/dates.ts';
import { featureValues } from '../../shared/domain/feature-values.ts';
import type { Facts } from '../../shared/domain/features.ts';
import { compileRules, readingOf, rulesOf } from '../../shared/domain/grading-rules.ts';
import { namesRead } from '../../shared/domain/policy/names-read.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { scoreAll } from '../../shared/domain/score-all.ts';
import { scoresOf } from '../../shared/domain/scores.ts';
import { COUNTRIES, LEVELS } from './arbitrary-policy.ts';

export const AS_OF = '2026-09-30';

const orNothing = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 3, nil: null });

/** A customer of a shop whose policy is one of `arbitrary-policy`: with orders in the window, before it, or none. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    orderCount: fc.integer({ min: 0, max: 10 }),
    earlier: fc.integer({ min: 0, max: 3 }),
    net: fc.integer({ min: 0, max: 200_000 }),
    ago: fc.integer({ min: 0, max: 364 }),
    visits: orNothing(fc.integer({ min: 0, max: 12 })),
    recentSpend: orNothing(fc.integer({ min: 0, max: 60_000 })),
    plan: orNothing(fc.constantFrom(...LEVELS, 'free')),
    country: orNothing(fc.constantFrom(...COUNTRIES, 'Peru')),
    assets: orNothing(fc.constantFrom('0', '1万', '50000', 'much')),
  })
  .map(({ orderCount, earlier, net, ago, ...measured }) => {
    const lifetimeOrders = orderCount + earlier;
    const days = orderCount > 0 ? ago : ago + 365;
    return {
      firstOrderDate: lifetimeOrders > 0 ? addDays(AS_OF, -days - 30) : null,
      lastOrderDate: lifetimeOrders > 0 ? addDays(AS_OF, -days) : null,
      ...{ orderCount, lifetimeOrders, lifetimeNet: net },
      netAmount: orderCount > 0 ? net : 0,
      measured,
    };
  });

export type Cuts = Record<string, number[]>;

const ascending = (length: number, max: number) =>
  fc
    .array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length })
    .map((cuts) => cuts.sort((a, b) => a - b));

/** Cut points that a run may have learnt for such a policy. */
export const anyCuts: fc.Arbitrary<Cuts> = fc
  .record({
    ...{ recency: ascending(3, 364), local: ascending(2, 200_000), china: ascending(2, 200_000) },
    abroad: ascending(2, 32_000),
    ...{ rich: ascending(2, 5_000_000), third: ascending(2, 32_000) },
  })
  .map(({ china, abroad, ...cuts }) => ({
    ...cuts,
    monetary: [10_000, 100_000],
    ...{ active: [2, 10], scale: [14_000, 26_000] },
    ...{ 'local[中国]': china, 'third[us]': abroad },
  }));

/** Which rungs of each list hold for a customer, by their place. */
export function holdingRungs(policy: Policy, cuts: Cuts, facts: Facts): Record<string, number[]> {
  const values = featureValues(facts, { policy, currency: 'CNY', asOf: AS_OF, lifetime: null });
  const scores = scoresOf(scoreAll(policy, cuts, facts, values));
  const { mark, test } = compileRules(rulesOf(policy, namesRead(policy)), { currency: 'CNY' });
  const { reading } = mark(readingOf(values, scores));
  const held = (list: readonly { when?: Policy['tiers'][number]['when'] }[]) =>
    list.flatMap(({ when }, i) => (test(when ?? {})(reading) ? [i] : []));
  return {
    tiers: held(policy.tiers),
    stages: held(policy.stages ?? []),
    'segments.market': held(policy.segments.market ?? []),
    ...Object.fromEntries(
      Object.entries(policy.flags).map(([name, flag]) => [`flags.${name}`, held([flag])]),
    ),
  };
}
