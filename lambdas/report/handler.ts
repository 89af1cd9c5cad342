import { openBucket } from '../../shared/adapters/bucket.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { report } from './step.ts';

export const handler = step('report', RunPartsSchema, RunPartsSchema, (input) => {
  const { LAKE_BUCKET, RESULTS_BUCKET, RUNS_TABLE } = settings('LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE');
  const runs = openRuns(openTable(RUNS_TABLE));
  const lake = openBucket(LAKE_BUCKET);
  return report({
    ...openRunFolder(lake),
    statements: (runId) => lake.get(runKeys.statements(runId)),
    intakes: async (inventory) => {
      const listed = new Set(inventory.intakes.map(({ intakeId }) => intakeId));
      return (await runs.intakes()).filter(({ intakeId }) => listed.has(intakeId));
    },
    put: openBucket(RESULTS_BUCKET).put,
  })(input);
});
