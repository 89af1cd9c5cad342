import { openBeforeImages } from '../../shared/adapters/before-images.ts';
import { openBucket } from '../../shared/adapters/bucket.ts';
import { openCustomers } from '../../shared/adapters/customers.ts';
import { readKeys } from '../../shared/adapters/keys.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { tablePace } from '../../shared/adapters/table-pace.ts';
import { unlessErased } from '../../shared/adapters/unless-erased.ts';
import { ApplyCountsSchema } from '../../shared/contract/artifacts.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { apply } from './step.ts';

export const handler = step(noted('apply'), RunPartSchema, ApplyCountsSchema, (input, { timeLeft }) => {
  const { LAKE_BUCKET, CUSTOMERS_TABLE } = settings('LAKE_BUCKET', 'CUSTOMERS_TABLE');
  const { RUNS_TABLE, KEYS_SECRET, WRITES_AT_ONCE } = settings('RUNS_TABLE', 'KEYS_SECRET', 'WRITES_AT_ONCE');
  const lake = openBucket(LAKE_BUCKET);
  const customers = openCustomers(openTable(CUSTOMERS_TABLE));
  const key = async () => (await readKeys(KEYS_SECRET)).erasure;
  const publish = unlessErased(customers.publish, openTable(RUNS_TABLE), key);
  const paced = tablePace(WRITES_AT_ONCE, timeLeft);
  return apply({ ...openRunFolder(lake), ...openBeforeImages(lake), ...customers, publish, paced })(input);
});
