import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { measured, order, policyWith } from '../../support/measured.ts';

const AS_OF = '2026-09-30';
const BASE = '2026-06-30';

const policy = policyWith({
  features: {
    many: { from: 'orders', days: 60, before: 20, take: 'count' },
    much: { from: 'orders', category: 'tea', days: 'all', take: 'amount' },
    mean: { from: 'orders', amountFrom: 1, amountTo: 6, take: 'average' },
    most: { from: 'orders', days: 90, take: 'largest' },
    days: { from: 'orders', channel: ['web', 'shop'], take: 'days' },
    last: { from: 'orders', category: 'coffee', days: 'all', take: 'daysSinceLast' },
    liked: { from: 'orders', favourite: 'category' },
  },
});

interface Bought {
  customer: string;
  ago: number;
  cents: number;
  refund: number;
  category: string | null;
  channel: string | null;
}

const Purchase: fc.Arbitrary<Bought> = fc
  .record({
    customer: fc.constantFrom(...'abcdefghijkl'),
    ago: fc.integer({ min: -3, max: 400 }),
    cents: fc.integer({ min: 0, max: 900 }),
    share: fc.constantFrom(0, 0, 0, 0.5, 1),
    category: fc.constantFrom('tea', 'coffee', null),
    channel: fc.constantFrom('web', 'shop', 'app', null),
  })
  .map(({ share, ...one }) => ({ ...one, refund: Math.floor(one.cents * share) }));

const rowOf = ({ customer, ago, cents, refund, category, channel }: Bought) =>
  order({
    ...{ customer_id: customer, ordered_at: `${addDays(AS_OF, -ago)}T10:00:00Z`, amount: cents },
    ...{ refund, category, channel },
  });

/** The same in plain words; `youngest` is how many days ago the last order lies that is known. */
function expected(all: readonly Bought[], youngest: number, prefix: string) {
  const counted = all.filter(({ ago, cents, refund }) => ago >= youngest && cents > refund);
  const yearly = counted.filter(({ ago }) => ago < 365);
  const left = (some: readonly Bought[]) => some.map(({ cents, refund }) => cents - refund);
  const sum = (some: readonly Bought[]) => left(some).reduce((total, cents) => total + cents, 0);
  const priced = yearly.filter(({ cents }) => cents >= 100 && cents <= 600);
  const lately = left(counted.filter(({ ago }) => ago < 90));
  const inShops = yearly.filter(({ channel }) => channel === 'web' || channel === 'shop');
  const coffee = counted.filter(({ category }) => category === 'coffee').map(({ ago }) => ago);
  const ofMonths = counted.filter(({ ago }) => ago >= 20 && ago < 80);
  return {
    [`${prefix}many`]: ofMonths.length,
    [`${prefix}much`]: sum(counted.filter(({ category }) => category === 'tea')),
    [`${prefix}mean`]: priced.length === 0 ? null : Math.round(sum(priced) / priced.length),
    [`${prefix}most`]: lately.length === 0 ? null : Math.max(...lately),
    [`${prefix}days`]: new Set(inShops.map(({ ago }) => ago)).size,
    [`${prefix}last`]: coffee.length === 0 ? null : addDays(AS_OF, -Math.min(...coffee)),
    [`${prefix}liked`]: liked(yearly),
  };
}

function liked(all: readonly Bought[]): string | null {
  const of = (word: string) => all.filter(({ category }) => category === word).map(({ ago }) => ago);
  const [tea, coffee] = [of('tea'), of('coffee')];
  if (tea.length + coffee.length === 0) return null;
  if (tea.length !== coffee.length) return tea.length > coffee.length ? 'tea' : 'coffee';
  return Math.min(...tea) < Math.min(...coffee) ? 'tea' : 'coffee';
}

/** Days from the base run's date to this run's. */
const SINCE = 92;

test('any orders give what plain counting gives, now and as of the base run', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Purchase, { minLength: 40, maxLength: 150 }), async (all) => {
      const exports = [{ kind: 'orders' as const, rows: all.map(rowOf) }];
      const { rows } = await measured({ exports, policy, held: [], asOf: AS_OF });
      expect(addDays(BASE, SINCE)).toBe(AS_OF);
      for (const row of rows) {
        const mine = all.filter(({ customer }) => customer === row.customer_id);
        const stirred = mine.some(({ ago }) => ago >= 0 && ago < SINCE);
        expect(row).toMatchObject({ q_known: stirred, ...expected(mine, 0, 'x_') });
        if (stirred) expect(row).toMatchObject(expected(mine, SINCE, 'qx_'));
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
