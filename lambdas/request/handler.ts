import { openBucket } from '../../shared/adapters/bucket.ts';
import { openExecutions } from '../../shared/adapters/executions.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import { AnswerSchema } from '../../shared/contract/requests.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { request } from './step.ts';

export const handler = step('request', ObjectCreatedSchema, AnswerSchema, (input) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET');
  const names = settings('RUNS_TABLE', 'GRADE_MACHINE_ARN', 'APPLY_MACHINE_ARN');
  const { start } = openExecutions();
  return request({
    ...openRuns(openTable(names.RUNS_TABLE)),
    read: (key, version) => openBucket(buckets.UPLOADS_BUCKET).get(key, version),
    startGrade: (name, about) => start(names.GRADE_MACHINE_ARN, name, about),
    startApply: (name, about) => start(names.APPLY_MACHINE_ARN, name, about),
    wake: (name) => putJson(openBucket(buckets.LAKE_BUCKET), lakeKeys.wake(name), {}),
    answer: (key, said) => putJson(openBucket(buckets.RESULTS_BUCKET), resultKeys.requestAnswer(key), said),
  })(input);
});
