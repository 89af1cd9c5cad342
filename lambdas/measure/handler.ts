import { openBucket } from '../../shared/adapters/bucket.ts';
import { getJson, putJson } from '../../shared/adapters/lines.ts';
import { openWorkbench } from '../../shared/adapters/workbench.ts';
import { InventorySchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { MeasuredSchema, RunRefSchema } from '../../shared/contract/steps.ts';
import { PolicySchema } from '../../shared/domain/policy/schema.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { sqlFrom } from '../../shared/sql/texts.ts';
import { measure } from './step.ts';

export const handler = step('measure', RunRefSchema, MeasuredSchema, (input) => {
  const env = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB', 'CUSTOMERS_PER_PART');
  const lake = openBucket(env.LAKE_BUCKET);
  return measure({
    inventory: (runId) => getJson(lake, runKeys.inventory(runId), InventorySchema),
    policy: (runId) => getJson(lake, runKeys.policy(runId), PolicySchema),
    workbench: openWorkbench(lake, env.DUCKDB_MEMORY_MB),
    ...{ sql: sqlFrom(readAsset), customersPerPart: env.CUSTOMERS_PER_PART },
    note: (runId, counts) => putJson(lake, runKeys.counts(runId, 'measure', 0), counts),
  })(input);
});
