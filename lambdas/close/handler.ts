import { openBucket } from '../../shared/adapters/bucket.ts';
import { openCloseRoom } from '../../shared/adapters/close-room.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ClosedSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { close } from './step.ts';

export const handler = step('close', RunPartsSchema, ClosedSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE, RESULTS_BUCKET } = settings('LAKE_BUCKET', 'RUNS_TABLE', 'RESULTS_BUCKET');
  const [lake, results] = [openBucket(LAKE_BUCKET), openBucket(RESULTS_BUCKET)];
  return close(openCloseRoom(lake, openTable(RUNS_TABLE), results))(input);
});
