import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, Chunk } from '../../../shared/adapters/duckdb.ts';
import { featureReader } from '../../../shared/adapters/feature-reader.ts';
import { FeatureRowSchema } from '../../../shared/contract/artifacts.ts';
import { featureRowIn, rowColumns } from '../../../shared/contract/feature-row.ts';
import { measuredColumns } from '../../../shared/domain/measured-columns.ts';
import { asRow } from '../../support/feature-cells.ts';
import { buyer, heldAfterFirst } from '../../support/grading.ts';
import { measuredAll, richPolicy } from '../../support/rich-policy.ts';

const measured = measuredColumns(richPolicy());
const names = Object.keys(rowColumns(measured));

const chunkOf = (rows: readonly Record<string, Cell>[]): Chunk => ({
  rows: rows.length,
  column: (place) => (row) => rows[row]?.[names[place] ?? ''] ?? null,
});

const full = (over: Parameters<typeof buyer>[1] = {}): Record<string, Cell> => {
  const row = buyer(3, { customerId: 'a', measured: measuredAll({ complaints: 2 }), ...over });
  return asRow(row) as Record<string, Cell>;
};

/** What comes of it, or what is said of it. */
function outcome(work: () => unknown): unknown {
  try {
    return { row: work() };
  } catch (error) {
    return { said: String(error) };
  }
}

const held = JSON.stringify(heldAfterFirst(buyer(3, { customerId: 'a' })));
const older = JSON.stringify({ ...JSON.parse(held), missCause: undefined, version: undefined });
const odd = fc.constantFrom<Cell>(
  ...[null, 'a', '', '2026-09-30', '2026-02-30', '0000-01-01', 'x@example.com', true, false, 0, -3, 1.5],
  ...[2 ** 53, Number.NaN, held, older, '{}', '{', 'null', '[]', '新客'],
);
const anyCells = fc.record({
  base: fc.constantFrom(
    full(),
    full({ quiet: { ...buyer(1), measured: measuredAll() } }),
    full({ email: null }),
  ),
  changes: fc.array(fc.tuple(fc.constantFrom(...names), odd), { maxLength: 3 }),
});

describe('the reader of features', () => {
  it('gives each row as the schema does, and of odd ones says what the schema says', () => {
    fc.assert(
      fc.property(fc.array(anyCells, { minLength: 1, maxLength: 4 }), (drawn) => {
        const rows = drawn.map(({ base, changes }) => ({ ...base, ...Object.fromEntries(changes) }));
        const read = featureReader(measured)(chunkOf(rows));
        for (const [place, row] of rows.entries())
          expect(outcome(() => read(place))).toEqual(
            outcome(() => FeatureRowSchema.parse(featureRowIn(cellsOf(row), measured))),
          );
      }),
      { numRuns: 1000 },
    );
  });
});

const cellsOf = (row: Record<string, Cell>) =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
