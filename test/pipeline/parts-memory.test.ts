import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { CUSTOMERS_KEY, DAY_BEFORE, LAST_DAY, lakeRows, ORDERS_KEY, writeLake } from '../bench/run-lake.ts';
import { memoryBucket } from '../support/memory-bucket.ts';
import {
  calibrated,
  graded,
  type Lake,
  layFolder,
  measured,
  type Way,
  writtenBy,
} from '../support/parted-run.ts';

const ORDERS = 300_000;
const POLICY = { ...parsePolicy(defaultPolicyText()), campaigns: [] };

/** Far less than the tables of these orders take: DuckDB has to lay them on disk. */
const LITTLE_MB = 60;

let lake: Lake;
let second: Inventory;
beforeAll(async () => {
  lake = memoryBucket('lake');
  const intakes = await layLake();
  const first = inventory(1, DAY_BEFORE, intakes, null);
  const parts = await graded(lake, { inventory: first, policy: POLICY }, { customersPerPart: 15_000 });
  const base = { runId: 'r1', runSeq: 1, asOf: DAY_BEFORE, parts, modelRunId: 'r1' };
  const served = { version: 1 as const, servedPeriod: '2026-Q2', periodicAsOf: DAY_BEFORE };
  second = inventory(2, LAST_DAY, intakes, { ...base, ...served });
}, 120_000);

async function layLake(): Promise<Inventory['intakes']> {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-memory-'));
  await writeLake(dir, ORDERS);
  const rows = await lakeRows(dir);
  for (const key of [ORDERS_KEY, CUSTOMERS_KEY]) await lake.upload(join(dir, key), key);
  await rm(dir, { recursive: true });
  const named = { orders: ORDERS_KEY, customers: CUSTOMERS_KEY };
  return (['orders', 'customers'] as const).map((kind, i) => ({
    ...{ intakeId: kind, contentId: kind, kind, lakeKey: named[kind], seq: i + 1, rows: rows[kind] },
    uploadedAt: '2026-10-01T00:00:00Z',
  }));
}

const inventory = (
  runSeq: number,
  asOf: string,
  intakes: Inventory['intakes'],
  base: Inventory['base'],
): Inventory => ({
  ...{ version: 1, runId: `r${runSeq}`, runSeq, mode: 'periodic', asOf, period: `2026-Q${runSeq + 1}` },
  ...{ engine: 'duckdb', policyHash: 'p', currency: 'CNY', intakes, base, uncommitted: [] },
});

/** Measures and calibrates the second quarter on a copy of the lake. */
async function left(way: Omit<Way, 'customersPerPart'>) {
  const copy = memoryBucket('lake');
  for (const [key, body] of lake.objects()) copy.store(key, body);
  await layFolder(copy, { inventory: second, policy: POLICY });
  const whole = { ...way, customersPerPart: 7000 };
  const parts = await measured(copy, 'r2', whole);
  await calibrated(copy, { runId: 'r2', parts }, whole);
  return writtenBy(copy, 'r2');
}

describe('a quarter measured with much memory and with little', () => {
  let much: Awaited<ReturnType<typeof left>>;
  beforeAll(async () => {
    much = await left({ memoryMb: 8000, limits: { threads: 2 } });
  });

  it('needs more than the little memory: without a disk to spill to it fails', async () => {
    const limits = { spillMb: 1, threads: 1 };
    await expect(left({ memoryMb: LITTLE_MB, limits })).rejects.toMatchObject({ name: 'E_TMP_FULL' });
  });

  it.each([
    ['8 GB and one thread', { memoryMb: 8000, limits: { threads: 1 } }],
    ['300 MB and two threads', { memoryMb: 300, limits: { threads: 2 } }],
    [
      'little memory, one thread, and a disk with its limit',
      { memoryMb: LITTLE_MB, limits: { threads: 1, spillMb: 500 } },
    ],
  ])(
    'leaves the same with %s',
    async (_, way) => {
      expect(await left(way)).toEqual(much);
      expect(much.features.length).toBeGreaterThan(25_000);
      expect(much.purchases.length).toBeGreaterThan(10_000);
    },
    60_000,
  );
});
