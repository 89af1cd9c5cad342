import { openCompactRoom } from '../../shared/adapters/compact-room.ts';
import { CompactedSchema, CompactInputSchema } from '../../shared/contract/packs.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { compact } from './step.ts';

export const handler = step('compact', CompactInputSchema, CompactedSchema, (input, { timeLeft }) => {
  const names = settings('LAKE_BUCKET', 'RUNS_TABLE', 'DUCKDB_MEMORY_MB');
  return compact({ ...openCompactRoom(names, timeLeft), at })(input);
});
