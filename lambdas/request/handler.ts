import { openBucket } from '../../shared/adapters/bucket.ts';
import { openExecutions } from '../../shared/adapters/executions.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { AnswerSchema } from '../../shared/contract/requests.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { request } from './step.ts';

export const handler = step('request', ObjectCreatedSchema, AnswerSchema, (input) => {
  const names = settings('UPLOADS_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE', 'GRADE_MACHINE_ARN', 'APPLY_MACHINE_ARN');
  const runs = openRuns(openTable(names.RUNS_TABLE));
  const { start } = openExecutions();
  return request({
    read: async (key, version) => (await openBucket(names.UPLOADS_BUCKET).get(key, version))?.toString('utf8'),
    moveRun: runs.moveRun,
    stateOf: async (runId) => (await runs.run(runId))?.state,
    startGrade: (name, about) => start(names.GRADE_MACHINE_ARN, name, about),
    startApply: (name, about) => start(names.APPLY_MACHINE_ARN, name, about),
    answer: (key, answer) => putJson(openBucket(names.RESULTS_BUCKET), resultKeys.requestAnswer(key), answer),
  })(input);
});
