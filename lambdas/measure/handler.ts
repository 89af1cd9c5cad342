import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openMeasureBenches } from '../../shared/adapters/measure-bench.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { MeasuredSchema, MeasureInputSchema } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { measure } from './step.ts';

export const handler = step(noted('measure'), MeasureInputSchema, MeasuredSchema, (input, { timeLeft }) => {
  const env = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB', 'CUSTOMERS_PER_PART', 'DATABASE_PREFIX');
  const lake = openBucket(env.LAKE_BUCKET);
  const workbench = openMeasureBenches(lake, env.DUCKDB_MEMORY_MB, env.DATABASE_PREFIX, { timeLeft });
  return measure({
    ...openRunFolder(lake),
    engine: (name) => ({ workbench: workbench[name], sql: sqlFrom(readAsset, name) }),
    customersPerPart: env.CUSTOMERS_PER_PART,
    note: (runId, counts) => putJson(lake, runKeys.counts(runId, 'measure', 0), counts),
    noteStatements: (runId, statements) => putJson(lake, runKeys.statements(runId), statements),
  })(input);
});
