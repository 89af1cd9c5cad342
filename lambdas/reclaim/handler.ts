import { openExecutions } from '../../shared/adapters/executions.ts';
import { lockTaker } from '../../shared/adapters/run-lock.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ReclaimedSchema, ReclaimSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { reclaim } from './step.ts';

export const handler = step('reclaim', ReclaimSchema, ReclaimedSchema, (input) => {
  const runs = openRuns(openTable(settings('RUNS_TABLE').RUNS_TABLE));
  return reclaim({ runs, takeLock: lockTaker(runs, openExecutions()) })(input);
});
