import type { Environment } from '../contract/environment.ts';
import { openBucket } from './bucket.ts';
import { currentPolicy } from './current-policy.ts';
import { intakeIdOf, openIntakes } from './intake-store.ts';
import { readKeys } from './keys.ts';
import { readMapping } from './mapping-file.ts';
import { readExport, rejectsPath, rowsPath } from './read-export.ts';
import { scratch } from './scratch.ts';
import { openTable } from './table.ts';
import { fetchUpload } from './upload-file.ts';
import { mappingText, newestVersion } from './upload-versions.ts';

type Names = Pick<
  Environment,
  'UPLOADS_BUCKET' | 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE' | 'KEYS_SECRET' | 'DUCKDB_MEMORY_MB'
>;

/** Everything that intake needs of the outside, opened for one call. The keys are read only where somebody is erased. */
export function openIntakeRoom(names: Names, defaultPolicyText: string) {
  const [uploads, lake] = [openBucket(names.UPLOADS_BUCKET), openBucket(names.LAKE_BUCKET)];
  const table = openTable(names.RUNS_TABLE);
  return {
    intakeId: intakeIdOf,
    newest: newestVersion.bind(null, uploads),
    fetch: fetchUpload.bind(null, uploads),
    read: readExport,
    mappingText: mappingText.bind(null, uploads),
    parseMapping: readMapping,
    paths: { rows: rowsPath, rejects: rejectsPath },
    lake,
    results: openBucket(names.RESULTS_BUCKET),
    store: openIntakes(table),
    policy: async () => (await currentPolicy(table, lake, defaultPolicyText)).policy,
    erasureKey: async () => (await readKeys(names.KEYS_SECRET)).erasure,
    scratch,
    memoryMb: names.DUCKDB_MEMORY_MB,
    now: () => new Date(),
  };
}
