import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { effect } from './step.ts';

export const handler = step(noted('effect'), RunPartsSchema, RunPartsSchema, (input) => {
  const env = settings('LAKE_BUCKET', 'RUNS_TABLE', 'DUCKDB_MEMORY_MB');
  const lake = openBucket(env.LAKE_BUCKET);
  return effect({
    ...openRunFolder(lake),
    runs: openRuns(openTable(env.RUNS_TABLE)).runs,
    isThere: async (key) => (await lake.head(key)) !== undefined,
    ...{ workbench: openWorkbench(lake, env.DUCKDB_MEMORY_MB), sql: sqlFrom(readAsset) },
    save: (runId, found) => putJson(lake, runKeys.effect(runId), found),
  })(input);
});
