import { openBucket } from '../../shared/adapters/bucket.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openUndoRoom } from '../../shared/adapters/undo-room.ts';
import { ReviewedSchema, RunRefSchema } from '../../shared/contract/steps.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { undo } from './step.ts';

export const handler = step('undo', RunRefSchema, ReviewedSchema, (input) => {
  const names = settings('LAKE_BUCKET', 'RUNS_TABLE', 'CUSTOMERS_TABLE');
  const [runs, customers] = [openTable(names.RUNS_TABLE), openTable(names.CUSTOMERS_TABLE)];
  const room = openUndoRoom({ lake: openBucket(names.LAKE_BUCKET), runs, customers });
  return undo({ ...room, at })(input);
});
