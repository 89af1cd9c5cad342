import { openBucket } from '../../shared/adapters/bucket.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { undoneIn } from '../../shared/adapters/undo-room.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { commit } from './step.ts';

export const handler = step('commit', RunPartsSchema, RunPartsSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RUNS_TABLE');
  const lake = openBucket(LAKE_BUCKET);
  const now = () => new Date().toISOString();
  const runs = openRuns(openTable(RUNS_TABLE));
  return commit({ ...openRunFolder(lake), ...runs, undone: undoneIn(lake), now })(input);
});
