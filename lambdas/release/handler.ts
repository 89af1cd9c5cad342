import { openBucket } from '../../shared/adapters/bucket.ts';
import { runNewsTo } from '../../shared/adapters/run-news.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { lakeKeys } from '../../shared/contract/keys.ts';
import { ReleasedSchema, ReleaseSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { release } from './step.ts';

export const handler = step('release', ReleaseSchema, ReleasedSchema, (input) => {
  const { RUNS_TABLE, LAKE_BUCKET, RESULTS_BUCKET } = settings('RUNS_TABLE', 'LAKE_BUCKET', 'RESULTS_BUCKET');
  const lake = openBucket(LAKE_BUCKET);
  const wake = (name: string) => lake.put(lakeKeys.wake(name), '{}', 'application/json');
  const tellNews = runNewsTo(openBucket(RESULTS_BUCKET));
  return release({ runs: openRuns(openTable(RUNS_TABLE)), wake, tellNews, now: () => new Date() })(input);
});
