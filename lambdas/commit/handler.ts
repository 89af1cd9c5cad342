import { openBucket } from '../../shared/adapters/bucket.ts';
import { getJson, getParts } from '../../shared/adapters/lines.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ApplyCountsSchema, InventorySchema, ReviewSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { commit } from './step.ts';

export const handler = step('commit', RunPartsSchema, RunPartsSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RUNS_TABLE');
  const lake = openBucket(LAKE_BUCKET);
  return commit({
    ...openRuns(openTable(RUNS_TABLE)),
    inventory: (runId) => getJson(lake, runKeys.inventory(runId), InventorySchema),
    applied: (runId, parts) => getParts(lake, parts, (k) => runKeys.counts(runId, 'apply', k), ApplyCountsSchema),
    planned: async (runId) => (await getJson(lake, runKeys.review(runId), ReviewSchema)).counts.changes,
  })(input);
});
