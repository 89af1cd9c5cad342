import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shop } from '../../infra/cli/batch.ts';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { athenaKeys, resultKeys, runKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { scratchFolder } from '../support/cli.ts';
import { quartersIn } from '../support/quarters.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const QUARTERS = ['2026-06-30', '2026-09-30', '2026-12-31'] as const;
const KILLED = new URL('../support/killed-quarters.ts', import.meta.url).pathname;

const folder = scratchFolder();
/** Half of the small shop is enough, in two parts. */
const CUSTOMERS = 30;
const half = (csv: string) => csv.replaceAll(/^.*\bc[3-5]\d,.*\n/gm, '');
const first = [
  folder.write('orders.csv', half(ordersCsv())),
  folder.write('customers.csv', half(customersCsv())),
];
const second = [folder.write('later.csv', half(laterOrdersCsv()))];

/** Ends with the signal that killed it. */
const killedIn = (state: string, crash: string): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', KILLED, state, ...second], {
      ...{ cwd: new URL('../..', import.meta.url).pathname, stdio: 'ignore' },
      env: { ...process.env, TIERWISE_CRASH: crash },
    });
    child.on('close', (_, signal) => resolve(signal));
  });

/** What became of everybody in a run, whichever part he was in; the run's own name is left out. */
async function outcomeOf({ lake, results }: Shop, { runId, state }: Run) {
  const lines = async (keyOf: (runId: string, part: number) => string) => {
    const found: string[] = [];
    for (const key of await lake.list(keyOf(runId, 0).replace(/part-.*$/, '')))
      found.push(
        ...gunzipSync(await lake.must(key))
          .toString('utf8')
          .split('\n')
          .filter(Boolean),
      );
    return found.map((line) => line.replaceAll(runId, 'RUN')).sort();
  };
  return {
    state,
    receipts: await lines(runKeys.receipts),
    changes: await lines(runKeys.changes),
    mails: await lines(runKeys.mails),
    outbox: await lines(runKeys.outbox),
    sent: await lines(runKeys.outcomes),
    held: await heldIn(lake, runId),
    tiers: (await results.must(resultKeys.tiers(runId))).toString('utf8').split('\n').sort(),
  };
}

const heldIn = (lake: Shop['lake'], runId: string) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 200, dir }, async (db) => {
      const paths: string[] = [];
      for (const key of await lake.list(`runs/${runId}/held/`)) {
        paths.push(join(dir, `${paths.length}.parquet`));
        await lake.download(key, paths.at(-1) ?? '');
      }
      const rows = await db.rows(
        `SELECT * FROM read_parquet([${paths.map(quoted).join(', ')}]) ORDER BY customer_id`,
      );
      return rows.map((row) => JSON.stringify(row).replaceAll(runId, 'RUN'));
    }),
  );

const json = async ({ lake }: Shop, key: string) => JSON.parse((await lake.must(key)).toString('utf8'));

type Here = Awaited<ReturnType<typeof quartersIn>>;

async function outcomes(here: Here) {
  const runs = await here.shop.runs.runs();
  return Promise.all(runs.map((run) => outcomeOf(here.shop, run)));
}

/** The first quarter, measured by DuckDB; both shops go on from it, with the same keys by which control groups are drawn. */
async function firstQuarter(): Promise<void> {
  const before = await quartersIn(folder.path('twin'), QUARTERS[0]);
  await before.quarter(QUARTERS[0], 'duckdb', first);
  await before.cloud.close();
  cpSync(folder.path('twin'), folder.path('mixed'), { recursive: true });
}

/** One shop that is measured by DuckDB all along. */
async function undisturbed() {
  const twin = await quartersIn(folder.path('twin'), QUARTERS[1]);
  await twin.quarter(QUARTERS[1], 'duckdb', second);
  await twin.quarter(QUARTERS[2], 'duckdb');
  const found = await outcomes(twin);
  await twin.cloud.close();
  return found;
}

let twin: Awaited<ReturnType<typeof outcomes>>;
let here: Here;
beforeAll(async () => {
  await firstQuarter();
  const killed = killedIn(folder.path('mixed'), 'state:Query:9:after');
  twin = await undisturbed();
  expect(await killed).toBe('SIGKILL');
  here = await quartersIn(folder.path('mixed'), QUARTERS[1]);
}, 120_000);
afterAll(async () => {
  await here?.cloud.close();
  folder.remove();
});

it('goes on where it was killed among its queries, and asks each of them once', async () => {
  const { lake } = here.shop;
  const [, killed] = await here.shop.runs.runs();
  const runId = killed?.runId ?? '';
  const before = (await json(here.shop, athenaKeys.asked(runId))).entries.length;
  expect(before).toBeLessThan(12);
  await here.cloud.rested();
  const { entries, collected } = await json(here.shop, athenaKeys.asked(runId));
  expect(entries.length).toBeGreaterThan(before + 10);
  expect(entries.filter((one: { attempt: number; done: boolean }) => one.attempt > 0 || !one.done)).toEqual(
    [],
  );
  expect(collected).toBe(CUSTOMERS);
  expect(await lake.list(`runs/${runId}/features/`)).toHaveLength(2);
});

it('leaves the same tiers as a shop that DuckDB measured all along, quarter after quarter', async () => {
  await here.quarter(QUARTERS[2], 'duckdb');
  const runs = await here.shop.runs.runs();
  const engines = runs.map(async ({ runId }) => (await json(here.shop, runKeys.inventory(runId))).engine);
  expect(await Promise.all(engines)).toEqual(['duckdb', 'athena', 'duckdb']);
  const found = await outcomes(here);
  expect(found).toEqual(twin);
  expect(found.map(({ receipts, held }) => [receipts.length, held.length])).toEqual(
    QUARTERS.map(() => [CUSTOMERS, CUSTOMERS]),
  );
  expect(found[1]?.changes.length).toBeGreaterThan(4);
  for (const { mails, outbox, sent } of found) {
    expect([mails, outbox].map((lines) => lines.length > 10)).toEqual([true, true]);
    expect(sent).toHaveLength(outbox.length);
  }
});
