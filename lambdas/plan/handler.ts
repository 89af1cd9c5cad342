import { openBucket } from '../../shared/adapters/bucket.ts';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { plan } from './step.ts';

export const handler = step(noted('plan'), RunPartSchema, RunPartSchema, (input, { timeLeft }) => {
  const { LAKE_BUCKET, DUCKDB_MEMORY_MB } = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB');
  return plan(openPlanStore(openBucket(LAKE_BUCKET), DUCKDB_MEMORY_MB, timeLeft))(input);
});
