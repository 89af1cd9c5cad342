import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { meanSpend, population, random } from '../../shared/domain/lifetime/simulate.ts';
import { policyWith } from '../../support/measured.ts';
import { calibratedOn, feature } from './laid.ts';

const AS_OF = '2026-09-30';
const HOLDOUT = 60;

const policy = policyWith({
  features: {
    country: { from: 'customers', column: 'Country' },
    lessons: { from: 'activity', take: 'count' },
  },
  lifetime: { model: 'bgnbd', holdoutDays: HOLDOUT },
  scores: {
    often: { of: 'orderCount', better: 'higher', bands: { quantile: 3 } },
    learning: { of: 'lessons', better: 'higher', bands: { top: [10, 40] }, per: 'country', perAtLeast: 5 },
    alive: { of: 'aliveProbability', better: 'higher', bands: { quantile: 2 } },
    worth: { of: 'lifetimeValue', better: 'higher', bands: { quantile: 4, rule: 'type7' } },
  },
});

/** Customers who buy and leave as the model tells, with lessons of their own. */
function customers() {
  const next = random(2);
  const truth = { r: 0.5, alpha: 6, leaving: { a: 0.9, b: 1.6 }, days: [300, 500] as const };
  return population(1, 1000, { kind: 'bgnbd', ...truth }).map(({ x, tx, T }, i) => {
    const first = addDays(AS_OF, -T);
    const inTail = x > 0 && T - tx < HOLDOUT ? 1 : 0;
    const net = x === 0 ? 0 : Math.round(x * meanSpend(next, x, { p: 6, q: 4, v: 1500 }));
    const last = inTail === 1 ? Math.floor(net / x) : 0;
    return feature({
      ...{ customer_id: `p${i}`, first_order_date: first, last_order_date: addDays(first, tx) },
      ...{ lifetime_orders: x + 1, order_count: x + 1, x_$purchaseDays: x + 1, x_$repeatNet: net },
      ...{ trial_days: x + 1 - inTail, trial_bought: inTail },
      ...{ trial_net: net - last, trial_bought_net: last },
      trial_last: addDays(first, x === inTail ? 0 : Math.min(tx, T - HOLDOUT)),
      ...{ x_lessons: (i * 7) % 23, x_country: ['CN', 'DE', 'FR', null][i % 4] ?? null },
    });
  });
}

test('neither the order of rows nor their parts change anything', async () => {
  const rows = customers();
  const whole = await calibratedOn({ policy, parts: [rows] });
  expect(whole.lifetime).toMatchObject({ verdict: 'used', spendVerdict: 'used', customers: 1000 });
  expect(Object.keys(whole.edges)).toEqual([
    ...['often', 'learning', 'learning[cn]', 'learning[de]', 'learning[fr]', 'alive', 'worth'],
  ]);
  const order = fc.shuffledSubarray(rows, { minLength: rows.length });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 0, max: rows.length }), async (shuffled, cut) => {
      const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].filter((part) => part.length > 0);
      const model = await calibratedOn({ policy, parts });
      expect(JSON.stringify(model)).toBe(JSON.stringify(whole));
    }),
    { numRuns: 5 },
  );
});
