import { openBucket } from '../../shared/adapters/bucket.ts';
import { getParts } from '../../shared/adapters/lines.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { SendCountsSchema } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { ClosedSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { close } from './step.ts';

export const handler = step('close', RunPartsSchema, ClosedSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RUNS_TABLE');
  const lake = openBucket(LAKE_BUCKET);
  return close({
    moveRun: openRuns(openTable(RUNS_TABLE)).moveRun,
    planned: async (runId) => (await openRunFolder(lake).review(runId)).counts.mails,
    sent: (runId, parts) => getParts(lake, parts, (k) => runKeys.counts(runId, 'send', k), SendCountsSchema),
  })(input);
});
