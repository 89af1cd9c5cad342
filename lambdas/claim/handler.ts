import { openBucket } from '../../shared/adapters/bucket.ts';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { openExecutions } from '../../shared/adapters/executions.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ClaimedSchema, ClaimSchema } from '../../shared/contract/steps.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { claim } from './step.ts';

export const handler = step('claim', ClaimSchema, ClaimedSchema, (input) => {
  const { RUNS_TABLE, LAKE_BUCKET } = settings('RUNS_TABLE', 'LAKE_BUCKET');
  const table = openTable(RUNS_TABLE);
  const policy = async () =>
    (await currentPolicy(table, openBucket(LAKE_BUCKET), defaultPolicyText())).policy;
  const runs = openRuns(table);
  return claim({ runs, takeLock: lockTaker(runs, openExecutions()), policy })(input);
});
