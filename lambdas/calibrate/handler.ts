import { openBucket } from '../../shared/adapters/bucket.ts';
import { getJson, putJson } from '../../shared/adapters/lines.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { InventorySchema, ModelSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { PolicySchema } from '../../shared/domain/policy/schema.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { calibrate } from './step.ts';

export const handler = step('calibrate', RunPartsSchema, RunPartsSchema, (input) => {
  const { LAKE_BUCKET, DUCKDB_MEMORY_MB } = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB');
  const lake = openBucket(LAKE_BUCKET);
  return calibrate({
    inventory: (runId) => getJson(lake, runKeys.inventory(runId), InventorySchema),
    policy: (runId) => getJson(lake, runKeys.policy(runId), PolicySchema),
    model: (runId) => getJson(lake, runKeys.model(runId), ModelSchema),
    ...{ workbench: openWorkbench(lake, DUCKDB_MEMORY_MB), sql: sqlFrom(readAsset) },
    save: (runId, model) => putJson(lake, runKeys.model(runId), model),
  })(input);
});
