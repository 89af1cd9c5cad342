import { openBucket } from '../../shared/adapters/bucket.ts';
import { openCloseRoom } from '../../shared/adapters/close-room.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ClosedSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { close } from './step.ts';

export const handler = step('close', RunPartsSchema, ClosedSchema, (input) => {
  const { LAKE_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RUNS_TABLE');
  return close(openCloseRoom(openBucket(LAKE_BUCKET), openTable(RUNS_TABLE)))(input);
});
