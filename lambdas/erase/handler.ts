import { openEraseRoom } from '../../shared/adapters/erase-room.ts';
import { readKeys } from '../../shared/adapters/keys.ts';
import { ErasedSchema, EraseInputSchema } from '../../shared/contract/erasure.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { erase } from './step.ts';

export const handler = step('erase', EraseInputSchema, ErasedSchema, async (input, call) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'DUCKDB_MEMORY_MB');
  const tables = settings('RUNS_TABLE', 'CUSTOMERS_TABLE', 'MAILBOXES_TABLE', 'LEDGER_TABLE', 'KEYS_SECRET');
  const keys = await readKeys(tables.KEYS_SECRET);
  return erase({ ...openEraseRoom({ ...buckets, ...tables }, keys, defaultPolicyText()), at })(input, call);
});
