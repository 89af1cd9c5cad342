import { openBucket } from '../../shared/adapters/bucket.ts';
import { openCustomers } from '../../shared/adapters/customers.ts';
import { getJson, getLines, putJson } from '../../shared/adapters/lines.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ApplyCountsSchema, InventorySchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { PlannedChangeSchema } from '../../shared/contract/plan.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { apply } from './step.ts';

export const handler = step('apply', RunPartSchema, ApplyCountsSchema, (input) => {
  const { LAKE_BUCKET, CUSTOMERS_TABLE } = settings('LAKE_BUCKET', 'CUSTOMERS_TABLE');
  const lake = openBucket(LAKE_BUCKET);
  return apply({
    inventory: (runId) => getJson(lake, runKeys.inventory(runId), InventorySchema),
    changes: (runId, part) => getLines(lake, runKeys.changes(runId, part), PlannedChangeSchema),
    publish: openCustomers(openTable(CUSTOMERS_TABLE)).publish,
    note: (runId, part, counts) => putJson(lake, runKeys.counts(runId, 'apply', part), counts),
  })(input);
});
