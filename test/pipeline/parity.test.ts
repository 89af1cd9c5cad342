import { afterAll, beforeAll, expect, it } from 'vitest';
import { runStage } from '../../infra/cli/stage.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');
const AFTER = 'late-1,c01,2026-07-03,50.00,CNY\n';
const orders = folder.write('orders.csv', `${ordersCsv()}${AFTER}`);
const customers = folder.write('customers.csv', customersCsv());

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-07-10');
  const stage = { files: [orders, customers], asOf: '2026-06-30', at: '2026-07-10T04:00:00.000Z' };
  await runStage(here, stage);
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

it('finds both engines of one mind about everybody, and changes nothing', async () => {
  const before = await here.shop.runs.snapshot();
  const { code, stdout, stderr } = await tierwise([
    'parity',
    ...['--as-of', '2026-07-10', '--json', '--state', state],
  ]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  const found = JSON.parse(stdout);
  expect(found.customers).toBeGreaterThan(50);
  expect(found.stirred).toBe(1);
  expect(found.duckdb).not.toBe(found.athena);
  const engines = await Promise.all(
    [found.duckdb, found.athena].map(
      async (runId) =>
        JSON.parse((await here.shop.lake.must(`runs/${runId}/inventory.json`)).toString()).engine,
    ),
  );
  expect(engines).toEqual(['duckdb', 'athena']);
  expect(await here.shop.runs.snapshot()).toEqual(before);
}, 120_000);

it('says that half of the queries were not tried where nothing has happened', async () => {
  const { code, stdout } = await tierwise(['parity', '--state', state]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('--as-of')]);
}, 120_000);

it('refuses an engine that there is none of', async () => {
  const { code, stderr } = await tierwise(['simulate', '--engine', 'spark', '--state', state]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('duckdb or athena')]);
});
