import { openRequestRoom } from '../../shared/adapters/request-room.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { AnswerSchema } from '../../shared/contract/requests.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { request } from './step.ts';

export const handler = step('request', ObjectCreatedSchema, AnswerSchema, (input) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET');
  const names = settings('RUNS_TABLE', 'GRADE_MACHINE_ARN', 'APPLY_MACHINE_ARN', 'MAIL_MACHINE_ARN');
  const erase = settings('ERASE_MACHINE_ARN');
  return request(openRequestRoom({ ...buckets, ...names, ...erase }, defaultPolicyText()))(input);
});
