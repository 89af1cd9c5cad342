import { openBucket } from '../../shared/adapters/bucket.ts';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { shopRemarks } from '../../shared/adapters/policy-remarks.ts';
import { openPolicies } from '../../shared/adapters/policy-store.ts';
import { openSchedule } from '../../shared/adapters/schedule.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { PolicyAnswerSchema } from '../../shared/contract/policy-answer.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { policy } from './step.ts';

export const handler = step('policy', ObjectCreatedSchema, PolicyAnswerSchema, (event) => {
  const names = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE', 'SCHEDULE_NAME');
  const runs = openTable(names.RUNS_TABLE);
  const lake = openBucket(names.LAKE_BUCKET);
  const [uploads, results] = [openBucket(names.UPLOADS_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const inUse = () => currentPolicy(runs, lake, defaultPolicyText());
  const { retime } = openSchedule(names.SCHEDULE_NAME);
  const { known: templates } = openTemplateStore(runs, lake);
  const store = openPolicies({ uploads, lake, results }, runs);
  return policy({ ...store, retime, inUse, templates, remarks: shopRemarks({ runs, lake }) })(event);
});
