import { openBucket } from '../../shared/adapters/bucket.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ReviewedSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { review } from './step.ts';

export const handler = step('review', RunPartsSchema, ReviewedSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RUNS_TABLE');
  const { run, runs, moveRun, caution } = openRuns(openTable(RUNS_TABLE));
  const folder = openRunFolder(openBucket(LAKE_BUCKET));
  return review({ ...folder, run, runs, moveRun, caution, now: () => new Date() })(input);
});
