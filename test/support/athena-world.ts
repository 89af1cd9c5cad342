import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openQueries } from '../../infra/local/athena/queries.ts';
import { startS3 } from '../../infra/local/servers/s3/server.ts';
import { collect } from '../../lambdas/collect/step.ts';
import { type MeasureDependencies, measure } from '../../lambdas/measure/step.ts';
import { filesOfPart } from '../../shared/adapters/athena-asked.ts';
import { oneObject } from '../../shared/adapters/athena-files.ts';
import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openMeasureBenches } from '../../shared/adapters/measure-bench.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { athenaKeys, runKeys } from '../../shared/contract/keys.ts';
import type { Measured, MeasureInput } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { mapLake } from './map-lake.ts';
import { inventoryOf, policyWith, type World } from './measured.ts';

export type Query = Extract<Measured, { status: 'QUERY' }>;
type Answer = MeasureInput['answer'];

const MEMORY_MB = 300;

/** A lake on the local S3 server and the local Athena beside it; `close` removes everything. */
export async function athenaWorld() {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-athena-'));
  const s3 = await startS3({
    dir: join(dir, 's3'),
    clock: () => new Date(),
    onCreated: () => {},
    buckets: ['lake'],
  });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', s3.url);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION']) vi.stubEnv(name, 'local');
  const lake = openBucket('lake');
  const queries = openQueries(join(dir, 'athena'));

  async function close(): Promise<void> {
    await s3.close();
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true, force: true });
  }

  /** The steps over one world; `over` changes what they stand on. */
  async function lay(runId: string, engine: Inventory['engine'], world: World) {
    const made = mapLake();
    const inventory: Inventory = { ...(await inventoryOf(made, world)), runId, engine };
    for (const [key, body] of made.objects) await lake.put(key, body);
    const policy = world.policy ?? policyWith();
    const bench = openMeasureBenches(lake, MEMORY_MB, 'shop');
    const deps: MeasureDependencies = {
      inventory: async () => inventory,
      policy: async () => policy,
      isKept: async () => false,
      engine: (name) => ({ workbench: bench[name], sql: sqlFrom(readAsset, name) }),
      customersPerPart: world.customersPerPart ?? 1000,
      note: (id, counts) => putJson(lake, runKeys.counts(id, 'measure', 0), counts),
      noteStatements: (id, statements) => putJson(lake, runKeys.statements(id), statements),
    };
    const call = (answer?: Answer) => measure(deps)({ runId, ...(answer ? { answer } : {}) });
    const part = collect({
      policy: async () => policy,
      files: (id, number) => filesOfPart(lake, id, number),
      join: (task) => oneObject(lake, MEMORY_MB, task),
      note: (ref, collected) => putJson(lake, athenaKeys.collected(ref.runId, ref.part), collected),
    });
    return { call, part, policy, inventory };
  }

  /** As the state machine runs a query. */
  async function ask({ number, attempt, query }: Query): Promise<Answer> {
    const started = queries({
      QueryString: query.text,
      ClientRequestToken: query.token,
      WorkGroup: 'primary',
      QueryExecutionContext: { Database: query.database },
    });
    return started.then(
      () => ({ number, attempt, bytes: 1, millis: 2 }),
      (error: Error) => ({ number, attempt, failed: `${error.name} ${error.message}` }),
    );
  }

  /** Goes the machine's way to its end; gives every query that was asked. */
  async function toItsEnd({ call, part }: Awaited<ReturnType<typeof lay>>) {
    const asked: Query[] = [];
    let measured = await call();
    while (measured.status !== 'MEASURED') {
      if (measured.status === 'QUERY') {
        asked.push(measured);
        measured = await call(await ask(measured));
      } else {
        for (let i = 0; i < measured.parts; i += 1) await part({ runId: measured.runId, part: i });
        measured = await call({ collected: true });
      }
    }
    return { measured, asked };
  }

  return { lake, lay, ask, toItsEnd, close };
}
