import { openBucket } from '../../shared/adapters/bucket.ts';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { intakeIdOf, openIntakes } from '../../shared/adapters/intake-store.ts';
import { readExport, rejectsPath, rowsPath } from '../../shared/adapters/read-export.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { fetchUpload } from '../../shared/adapters/upload-file.ts';
import { IntakeSchema, ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { intake } from './step.ts';

export const handler = step('intake', ObjectCreatedSchema, IntakeSchema, (event) => {
  const env = settings('UPLOADS_BUCKET', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE', 'DUCKDB_MEMORY_MB');
  const [uploads, lake] = [openBucket(env.UPLOADS_BUCKET), openBucket(env.LAKE_BUCKET)];
  const [results, table] = [openBucket(env.RESULTS_BUCKET), openTable(env.RUNS_TABLE)];
  const policy = async () => (await currentPolicy(table, lake, defaultPolicyText())).policy;
  const paths = { rows: rowsPath, rejects: rejectsPath };
  const now = () => new Date();
  const fetch = fetchUpload.bind(null, uploads);
  const stores = { lake, results, store: openIntakes(table), policy, memoryMb: env.DUCKDB_MEMORY_MB, now };
  return intake({ intakeId: intakeIdOf, fetch, read: readExport, paths, scratch, ...stores })(event);
});
