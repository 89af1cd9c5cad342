import { readKeys } from '../../shared/adapters/keys.ts';
import { openOverridesRoom } from '../../shared/adapters/overrides-room.ts';
import { ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { override } from './step.ts';

export const handler = step('override', ObjectCreatedSchema, OverridesAnswerSchema, async (event) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET');
  const tables = settings('RUNS_TABLE', 'CUSTOMERS_TABLE', 'KEYS_SECRET');
  const keys = await readKeys(tables.KEYS_SECRET);
  return override(openOverridesRoom({ ...buckets, ...tables }, keys, defaultPolicyText()))(event);
});
