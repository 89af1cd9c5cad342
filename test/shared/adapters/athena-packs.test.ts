import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskingBench, openAskingBench } from '../../../shared/adapters/athena-bench.ts';
import { quoted, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import type { Source } from '../../../shared/domain/packs/places.ts';
import { athenaWorld } from '../../support/athena-world.ts';

const COLUMNS = { intake_id: 'VARCHAR', customer_id: 'VARCHAR' } as const;
const [OWN, PACK, OTHER] = [
  'lake/orders/a.parquet',
  'lake/orders/pack-000001-x.parquet',
  'lake/orders/b.parquet',
];

let here: Awaited<ReturnType<typeof athenaWorld>>;
beforeAll(async () => {
  here = await athenaWorld();
  await put(OWN, ['a', 'a']);
  await put(PACK, ['b', 'c', 'c', 'd']);
  // An object of one export alone is read as it is, whatever its rows say.
  await put(OTHER, ['b']);
});
afterAll(() => here.close());

/** Two columns: the export, and a customer for each of its rows. */
const put = (key: string, rows: readonly string[]) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 200, dir }, async (db) => {
      await db.load(
        't',
        COLUMNS,
        rows.map((intake_id, i) => ({ intake_id, customer_id: `${intake_id}${i}` })),
      );
      await db.run(`COPY t TO ${quoted(join(dir, 't.parquet'))} (FORMAT parquet)`);
      await here.lake.upload(join(dir, 't.parquet'), key);
    }),
  );

const TEXT = 'SELECT customer_id FROM lake_orders ORDER BY customer_id';

async function onAthena(runId: string, sources: readonly (string | Source)[]): Promise<unknown> {
  let found: unknown;
  const work = async (bench: AskingBench) => {
    await bench.fetch('lake_orders', COLUMNS, sources);
    found = await bench.rows(TEXT);
    return { status: 'MEASURED' as const, runId, parts: 0, customers: 0 };
  };
  const open = openAskingBench(here.lake, 'shop', 200);
  let measured = await open({ runId }, work);
  while (measured.status === 'QUERY') {
    const answer = await here.ask(measured);
    measured = await open({ runId, ...(answer ? { answer } : {}) }, work);
  }
  return found;
}

const onDuckDb = (sources: readonly (string | Source)[]): Promise<unknown> =>
  openWorkbench(
    here.lake,
    200,
  )(async (bench) => {
    await bench.fetch('lake_orders', COLUMNS, sources);
    return bench.rows(TEXT);
  });

it.each<[string, (string | Source)[], string[]]>([
  ['objects of their own', [OWN, { key: OTHER }], ['a0', 'a1', 'b0']],
  ['a pack alone', [{ key: PACK, only: ['c', 'd'] }], ['c1', 'c2', 'd3']],
  ['a pack and others beside it', [OWN, { key: PACK, only: ['b'] }, OTHER], ['a0', 'a1', 'b0', 'b0']],
  ['a pack of which nothing counts', [OWN, { key: PACK, only: ['x'] }], ['a0', 'a1']],
])('both engines read of %s the rows that count', async (name, sources, expected) => {
  const rows = expected.map((customer_id) => ({ customer_id }));
  expect(await onDuckDb(sources)).toEqual(rows);
  expect(await onAthena(name.replaceAll(' ', '-'), sources)).toEqual(rows);
});
