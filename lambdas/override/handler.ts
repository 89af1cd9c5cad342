import { openOverridesRoom } from '../../shared/adapters/overrides-room.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { override } from './step.ts';

export const handler = step('override', ObjectCreatedSchema, OverridesAnswerSchema, (event) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET');
  const tables = settings('RUNS_TABLE', 'CUSTOMERS_TABLE');
  return override(openOverridesRoom({ ...buckets, ...tables }, defaultPolicyText()))(event);
});
