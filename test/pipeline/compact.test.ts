import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compact } from '../../lambdas/compact/step.ts';
import { openCompactRoom } from '../../shared/adapters/compact-room.ts';
import { openPacks } from '../../shared/adapters/pack-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { PersonFileSchema } from '../../shared/contract/erasure.ts';
import { settings } from '../../shared/runtime/step.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { everythingIn } from '../support/everything-held.ts';
import { MARKED_DOMAIN } from '../support/markers.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');

/** As a shop that exports each day. */
function inFiles(name: string, csv: string): string[] {
  const [header = '', ...rows] = csv.trim().split('\n');
  return Array.from({ length: 20 }, (_, i) =>
    folder.write(`${name}${i}.csv`, [header, ...rows.filter((_row, n) => n % 20 === i)].join('\n')),
  );
}

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  const files = inFiles('early', ordersCsv());
  await here.quarter([...files, folder.write('customers.csv', customersCsv())], '2026-06-30');
}, 180_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const packs = () => openPacks(openTable(here.cloud.environment.RUNS_TABLE ?? '')).packs();

/** One night of the schedule. */
async function night(): Promise<string | undefined> {
  const execution = here.cloud.start(here.cloud.machines.grade.replace(/-grade$/, '-compact'), {});
  return (await here.cloud.waitFor(execution))?.status;
}

/** Where anything names a customer, in any version. */
async function naming(id: string): Promise<string[]> {
  const names = [`${id}@${MARKED_DOMAIN}`, `"${id}"`, `${id},`, `${id.replace('c', 'o')}-0`];
  const all = await everythingIn([here.shop.lake.name, here.shop.results.name]);
  return [...all].filter(([, text]) => names.some((one) => text.includes(one))).map(([key]) => key);
}

const erase = (id: string) => tierwise(['erase', id, '--yes', '--state', state, '--json']);

it('somebody who is erased while the lake is gathered does not come back', async () => {
  const erasing = erase('c13');
  expect(await night()).toBe('SUCCEEDED');
  expect(await erasing).toMatchObject({ code: 0 });
  expect(await night()).toBe('SUCCEEDED');
  expect((await packs()).map(({ contents }) => contents.length)).toEqual([20]);
  expect(await naming('c13')).toEqual([]);
  expect(await here.shop.runs.lock()).toBeUndefined();
}, 120_000);

it('a run reads what was gathered and what came since', async () => {
  const run = await here.quarter(inFiles('late', laterOrdersCsv()), '2026-09-30');
  expect(run.state).toMatch(/COMMITTED|CLOSED/);
  const { intakes } = JSON.parse((await here.shop.lake.must(`runs/${run.runId}/inventory.json`)).toString());
  const keys = new Set(intakes.map(({ lakeKey }: { lakeKey: string }) => lakeKey));
  expect(keys.size).toBe(1 + 1 + 20);
}, 120_000);

it('an erasure finds him in packs, in what they replaced, and in one that does not count yet', async () => {
  const names = settings('LAKE_BUCKET', 'RUNS_TABLE', 'DUCKDB_MEMORY_MB');
  const room = openCompactRoom(names, () => 900_000);
  const places: string[] = [];
  const at = async (point: string) => {
    if (point !== 'compact.before_note') return;
    places.push(...(await naming('c14')));
    expect(await erase('c14')).toMatchObject({ code: 0 });
  };
  // As a function goes on whose execution somebody has ended: the lock is not its any more.
  expect(await compact({ ...room, at })({ act: 'gather', executionArn: 'ended' })).toEqual({
    status: 'MORE',
  });
  const inLake = places.filter((key) => key.startsWith('lake/orders/'));
  expect(inLake.filter((key) => key.includes('/pack-')).map((key) => key.slice(0, 23))).toEqual([
    'lake/orders/pack-000001',
    'lake/orders/pack-000002',
  ]);
  expect(inLake.length).toBeGreaterThan(2);
  expect((await packs()).map(({ contents }) => contents.length)).toEqual([20, 40]);
  expect(await naming('c14')).toEqual([]);
}, 120_000);

it('who asks what is held of him is told each row once, with the file that brought it', async () => {
  const out = folder.path('he.json');
  expect(await tierwise(['export', 'c07', '--out', out, '--state', state, '--json'])).toMatchObject({
    code: 0,
  });
  const { parts } = PersonFileSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  const rows = parts.find(({ part }) => part === 'rows')?.held as { file: string; order_id?: string }[];
  const orders = rows.filter(({ order_id }) => order_id !== undefined);
  const expected = `${ordersCsv()}\n${laterOrdersCsv()}`.split('\n').filter((line) => line.includes(',c07,'));
  expect(orders.map(({ order_id }) => order_id).sort()).toEqual(
    expected.map((line) => line.split(',')[0]).sort(),
  );
  expect(orders.every(({ file }) => /^orders\/(early|late)\d+\.csv$/.test(file))).toBe(true);
}, 60_000);
