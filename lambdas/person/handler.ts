import { readKeys } from '../../shared/adapters/keys.ts';
import { openPersonRoom } from '../../shared/adapters/person-room.ts';
import { PersonInputSchema, PersonToldSchema } from '../../shared/contract/erasure.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { person } from './step.ts';

export const handler = step('person', PersonInputSchema, PersonToldSchema, async (input, call) => {
  const buckets = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'DUCKDB_MEMORY_MB');
  const tables = settings('RUNS_TABLE', 'CUSTOMERS_TABLE', 'MAILBOXES_TABLE', 'KEYS_SECRET');
  const { LEDGER_TABLE } = settings('LEDGER_TABLE');
  const keys = await readKeys(tables.KEYS_SECRET);
  return person(openPersonRoom({ ...buckets, ...tables, LEDGER_TABLE }, keys, defaultPolicyText()))(
    input,
    call,
  );
});
