import { expect, it } from 'vitest';
import { compareRows } from '../../../shared/adapters/parity-rows.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const COLUMNS = { id: 'VARCHAR', day: 'VARCHAR', net: 'BIGINT' } as const;
const ROWS = [
  { id: 'a', day: '1', net: 1 },
  { id: 'b', day: '1', net: null },
  { id: 'b', day: '2', net: 5 },
];

const [a, b1, b2] = ROWS as [(typeof ROWS)[0], (typeof ROWS)[0], (typeof ROWS)[0]];

it.each([
  ['the same rows', [a, b1, b2], [3, 0, 0, {}]],
  ['rows in another order', [b2, a, b1], [3, 0, 0, {}]],
  ['another value', [{ ...a, net: 2 }, b1, b2], [3, 0, 0, { net: 1 }]],
  ['a zero for a missing value', [a, { ...b1, net: 0 }, b2], [3, 0, 0, { net: 1 }]],
  ['a row less', [a, b1], [2, 1, 0, {}]],
  ['another row', [a, b1, { ...b2, day: '3' }], [2, 1, 1, {}]],
  ['nothing', [], [0, 3, 0, {}]],
] as const)('%s', async (_, other, [rows, onlyFirst, onlySecond, columns]) => {
  const found = await openWorkbench(
    memoryBucket('lake'),
    100,
  )(async (bench) => {
    await bench.load('one', COLUMNS, ROWS);
    await bench.load('other', COLUMNS, other);
    return compareRows(bench, {
      first: 'one',
      second: 'other',
      keys: ['id', 'day'],
      columns: Object.keys(COLUMNS),
    });
  });
  expect(found).toEqual({ rows, onlyFirst, onlySecond, columns });
});
