import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { calibrate } from '../../lambdas/calibrate/step.ts';
import { compose } from '../../lambdas/compose/step.ts';
import { measure } from '../../lambdas/measure/step.ts';
import { plan } from '../../lambdas/plan/step.ts';
import type { Bucket } from '../../shared/adapters/bucket.ts';
import { openComposeRoom } from '../../shared/adapters/compose-room.ts';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openMeasureBench } from '../../shared/adapters/measure-bench.ts';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { sourceOf } from '../../shared/adapters/templates.ts';
import { type Limits, openWorkbench } from '../../shared/adapters/workbench.ts';
import type { Inventory, Overrides } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import type { memoryBucket } from './memory-bucket.ts';
import { memoryTable } from './memory-table.ts';
import { readShipped } from './shipped-letters.ts';

export type Lake = ReturnType<typeof memoryBucket>;

export interface Way {
  customersPerPart: number;
  /** Of DuckDB, in measure and calibrate. */
  memoryMb?: number;
  limits?: Limits;
  /** The order in which the parts are gone through. */
  inOrder?(parts: readonly number[]): readonly number[];
}

interface Graded {
  inventory: Inventory;
  policy: Policy;
  overrides?: Overrides['overrides'];
}

const KEYS = openKeys({ seed: 'a seed of a test, long enough for it', current: 'k1', old: {} });
const MEMORY_MB = 500;

/** Goes from measure to compose as the grading machine does; gives how many parts it took. */
export async function graded(lake: Lake, run: Graded, way: Way): Promise<number> {
  const { runId } = run.inventory;
  await layFolder(lake, run);
  const parts = await measured(lake, runId, way);
  await calibrated(lake, { runId, parts }, way);
  const numbers = Array.from({ length: parts }, (_, part) => part);
  const inOrder = way.inOrder?.(numbers) ?? numbers;
  const steps = [plan(openPlanStore(lake, MEMORY_MB)), composer(lake)];
  for (const step of steps) for (const part of inOrder) await step({ runId, part });
  return parts;
}

/** What inventory leaves. */
export async function layFolder(lake: Lake, { inventory, policy, overrides = [] }: Graded): Promise<void> {
  const { runId } = inventory;
  const named = policy.campaigns.flatMap(({ template, variants }) => [
    template,
    ...variants.map((one) => one.template),
  ]);
  const templates = named.flatMap((name) =>
    LANGUAGES.map((language) => [`${name}.${language}`, sourceOf(readShipped, name, language)] as const),
  );
  await putJson(lake, runKeys.inventory(runId), inventory);
  await putJson(lake, runKeys.policy(runId), policy);
  await putJson(lake, runKeys.overrides(runId), { version: 1, overrides });
  await putJson(lake, runKeys.templates(runId), { version: 1, templates: Object.fromEntries(templates) });
}

/** The step alone; gives how many parts it cut. */
export async function measured(
  lake: Bucket,
  runId: string,
  { customersPerPart, ...way }: Way,
): Promise<number> {
  const { memoryMb = MEMORY_MB, limits = {} } = way;
  const found = await measure({
    ...openRunFolder(lake),
    engine: () => ({ workbench: openMeasureBench(lake, memoryMb, limits), sql: sqlFrom(readAsset) }),
    customersPerPart,
    note: (id, counts) => putJson(lake, runKeys.counts(id, 'measure', 0), counts),
    noteStatements: (id, statements) => putJson(lake, runKeys.statements(id), statements),
  })({ runId });
  if (found.status !== 'MEASURED') throw new Error('DuckDB is never waited for');
  return found.parts;
}

export const calibrated = (
  lake: Lake,
  run: { runId: string; parts: number },
  { memoryMb = MEMORY_MB, limits }: Way,
) =>
  calibrate({
    ...openRunFolder(lake),
    ...{ workbench: openWorkbench(lake, memoryMb, limits), sql: sqlFrom(readAsset) },
    save: (id, model) => putJson(lake, runKeys.model(id), model),
  })(run);

const composer = (lake: Lake) =>
  compose({
    ...openComposeRoom({ lake, runs: memoryTable('runs'), ledger: memoryTable('ledger'), keys: KEYS }),
    at: () => undefined,
    sender: 'members@mail.example.com',
  });

const LINES = ['receipts', 'changes', 'mails', 'outbox'] as const;
const ROWS = ['features', 'held'] as const;

/** All that a run has written, whichever part it lies in: lines and rows as texts, sorted; the model byte for byte. */
export async function writtenBy(lake: Lake, runId: string) {
  const under = (key: string) => lake.list(key.replace(/part-.*$/, ''));
  const lines = LINES.map(
    async (kind) => [kind, await linesOf(lake, await under(runKeys[kind](runId, 0)))] as const,
  );
  const rows = ROWS.map(
    async (kind) => [kind, await rowsOf(lake, await under(runKeys[kind](runId, 0)))] as const,
  );
  const found = Object.fromEntries(await Promise.all([...lines, ...rows]));
  const purchases = (await lake.head(runKeys.purchases(runId))) ? [runKeys.purchases(runId)] : [];
  const text = async (key: string) => (await lake.must(key)).toString('utf8');
  return {
    ...(found as Record<(typeof LINES)[number] | (typeof ROWS)[number], string[]>),
    purchases: await rowsOf(lake, purchases),
    model: await text(runKeys.model(runId)),
    counted: await text(runKeys.counts(runId, 'measure', 0)),
    statements: await text(runKeys.statements(runId)),
    planned: await summed(lake, await under(runKeys.counts(runId, 'plan', 0))),
  };
}

async function linesOf(lake: Lake, keys: readonly string[]): Promise<string[]> {
  const texts = keys.map(async (key) =>
    gunzipSync(await lake.must(key))
      .toString('utf8')
      .split('\n'),
  );
  return (await Promise.all(texts)).flat().filter(Boolean).sort();
}

/** Rows of Parquet with the names and types of their columns; of many files some at a time. */
const rowsOf = (lake: Lake, keys: readonly string[]): Promise<string[]> =>
  scratch((dir) =>
    withDuckDb({ memoryMb: MEMORY_MB, dir }, async (db) => {
      if (keys.length === 0) return [];
      const paths = keys.map((_, i) => join(dir, `${i}.parquet`));
      for (const [i, key] of keys.entries()) await lake.download(key, paths[i] ?? '');
      const read = `read_parquet([${paths.map(quoted).join(', ')}], hive_partitioning = false)`;
      const columns = await db.rows(
        `SELECT column_name || ' ' || column_type AS text FROM (DESCRIBE FROM ${read})`,
      );
      const rows = await db.rows(`SELECT CAST(t AS varchar) AS text FROM ${read} t`);
      return [...columns.map(({ text }) => String(text)), ...rows.map(({ text }) => String(text)).sort()];
    }),
  );

async function summed(lake: Lake, keys: readonly string[]): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const key of keys) {
    const counts: Record<string, number> = JSON.parse((await lake.must(key)).toString('utf8'));
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
