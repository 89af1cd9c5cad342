import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askingForEverything } from '../../support/every-feature.ts';
import { order, type World } from '../../support/measured.ts';
import { RandomLake } from '../../support/random-lake.ts';
import { laidTwice } from '../../support/two-engines.ts';

/** One order, stated by four rows of which the first is the oldest; two of them know of no refund. */
const STATED_AGAIN: World = {
  exports: [
    {
      kind: 'orders',
      rows: [
        { refund: 150, status: 'paid' },
        { refund: null, status: 'paid' },
        { refund: 500, status: 'refunded' },
        { refund: null, status: 'paid' },
      ].map((over, i) => order({ order_id: '1', updated_at: `2026-09-0${i + 1}T00:00:00Z`, ...over })),
    },
  ],
  policy: askingForEverything(),
};

/** Every row has the best key, though not always in the same words, and one order was paid back later. */
const ALL_NAMED: World = {
  exports: [
    {
      kind: 'orders',
      rows: [
        order({ order_id: '1', ordered_at: '2026-05-01T12:00:00Z' }),
        order({ order_id: '1', amount: -4000, ordered_at: '2026-08-01T12:00:00Z' }),
        order({ customer_id: ' a ', email: 'A@x.example ', category: 'tea' }),
        order({ customer_id: 'b', status: 'cancelled' }),
      ],
    },
  ],
  policy: askingForEverything(),
};

test('whatever the exports say, the texts of both engines lay out the same tables', async () => {
  await fc.assert(
    fc.asyncProperty(RandomLake, async (world) => {
      const { duckdb, athena } = await laidTwice(world);
      expect([...athena.tables.keys()]).toEqual([...duckdb.tables.keys()]);
      for (const [name, table] of duckdb.tables)
        expect({ name, ...athena.tables.get(name) }).toEqual({ name, ...table });
      expect(athena.found).toEqual(duckdb.found);
      const people = duckdb.parts.map(({ customer_id }) => customer_id);
      expect(athena.parts.map(({ customer_id }) => customer_id)).toEqual(people);
      for (const { part } of athena.parts) {
        expect(Number(part)).toBeGreaterThanOrEqual(0);
        expect(Number(part)).toBeLessThan(duckdb.found.cut.parts);
      }
    }),
    { numRuns: 5, examples: [[STATED_AGAIN], [ALL_NAMED]], endOnFailure: true },
  );
});
