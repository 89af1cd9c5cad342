import { filesOfPart } from '../../shared/adapters/athena-asked.ts';
import { oneObject } from '../../shared/adapters/athena-files.ts';
import { openBucket } from '../../shared/adapters/bucket.ts';
import { putJson } from '../../shared/adapters/lines.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { athenaKeys } from '../../shared/contract/keys.ts';
import { CollectedSchema, RunPartSchema } from '../../shared/contract/steps.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { collect } from './step.ts';

export const handler = step(noted('collect'), RunPartSchema, CollectedSchema, (input) => {
  const env = settings('LAKE_BUCKET', 'DUCKDB_MEMORY_MB');
  const lake = openBucket(env.LAKE_BUCKET);
  return collect({
    policy: openRunFolder(lake).policy,
    files: (runId, part) => filesOfPart(lake, runId, part),
    join: (task) => oneObject(lake, env.DUCKDB_MEMORY_MB, task),
    note: ({ runId, part }, collected) => putJson(lake, athenaKeys.collected(runId, part), collected),
  })(input);
});
