import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { MeasuredSchema, RunRefSchema } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { measure } from './step.ts';

export const handler = step('measure', RunRefSchema, MeasuredSchema, (input) => {
  const env = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB', 'CUSTOMERS_PER_PART');
  const lake = openBucket(env.LAKE_BUCKET);
  return measure({
    ...openRunFolder(lake),
    workbench: openWorkbench(lake, env.DUCKDB_MEMORY_MB),
    ...{ sql: sqlFrom(readAsset), customersPerPart: env.CUSTOMERS_PER_PART },
    note: (runId, counts) => putJson(lake, runKeys.counts(runId, 'measure', 0), counts),
    noteStatements: (runId, statements) => putJson(lake, runKeys.statements(runId), statements),
  })(input);
});
