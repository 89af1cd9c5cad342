import { openBucket } from '../../shared/adapters/bucket.ts';
import { openCustomers } from '../../shared/adapters/customers.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { ApplyCountsSchema } from '../../shared/contract/artifacts.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { apply } from './step.ts';

export const handler = step('apply', RunPartSchema, ApplyCountsSchema, (input) => {
  const { LAKE_BUCKET, CUSTOMERS_TABLE } = settings('LAKE_BUCKET', 'CUSTOMERS_TABLE');
  const { publish } = openCustomers(openTable(CUSTOMERS_TABLE));
  return apply({ ...openRunFolder(openBucket(LAKE_BUCKET)), publish })(input);
});
