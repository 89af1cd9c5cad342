import { openIntakeRoom } from '../../shared/adapters/intake-room.ts';
import { ObjectCreatedSchema, TakenSchema } from '../../shared/contract/intake.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { intake } from './step.ts';

const BUCKETS = ['UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET'] as const;

export const handler = step('intake', ObjectCreatedSchema, TakenSchema, (event) => {
  const names = settings(...BUCKETS, 'RUNS_TABLE', 'KEYS_SECRET', 'DUCKDB_MEMORY_MB');
  return intake(openIntakeRoom(names, defaultPolicyText()))(event);
});
