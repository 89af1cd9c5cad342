import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { calibrate } from './step.ts';

export const handler = step(noted('calibrate'), RunPartsSchema, RunPartsSchema, (input, { timeLeft }) => {
  const { LAKE_BUCKET, DUCKDB_MEMORY_MB } = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB');
  const lake = openBucket(LAKE_BUCKET);
  return calibrate({
    ...openRunFolder(lake),
    ...{ workbench: openWorkbench(lake, DUCKDB_MEMORY_MB, { timeLeft }), sql: sqlFrom(readAsset) },
    save: (runId, model) => putJson(lake, runKeys.model(runId), model),
  })(input);
});
