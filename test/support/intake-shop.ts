import { intake } from '../../lambdas/intake/step.ts';
import type { Bucket } from '../../shared/adapters/bucket.ts';
import { intakeIdOf, openIntakes } from '../../shared/adapters/intake-store.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { readMapping } from '../../shared/adapters/mapping-file.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { readExport, rejectsPath, rowsPath } from '../../shared/adapters/read-export.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import type { Table } from '../../shared/adapters/table.ts';
import { fetchUpload } from '../../shared/adapters/upload-file.ts';
import { mappingText, type ObjectVersion } from '../../shared/adapters/upload-versions.ts';
import { type Answer, AnswerSchema, ObjectCreatedSchema } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { memoryBucket } from './memory-bucket.ts';
import { memoryTable } from './memory-table.ts';

export const DEFAULT = parsePolicy(defaultPolicyText());

export const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });

export const created = (key: string, versionId: string, time = '2026-10-01T00:00:00Z') =>
  ObjectCreatedSchema.parse({
    time,
    detail: { bucket: { name: 'uploads' }, object: { key, 'version-id': versionId, sequencer: '0A' } },
  });

export type Places = Record<'uploads' | 'lake' | 'results', Bucket> & { runs: Table };
type Deps = Parameters<typeof intake>[0];

/** The intake step on these places; `change` replaces what a test wants otherwise. */
export function wired(
  { uploads, lake, results, runs }: Places,
  newest: Deps['newest'],
  policy: Policy = DEFAULT,
  change: Partial<Deps> = {},
) {
  return intake({
    intakeId: intakeIdOf,
    newest,
    fetch: fetchUpload.bind(null, uploads),
    read: readExport,
    mappingText: mappingText.bind(null, uploads),
    parseMapping: readMapping,
    paths: { rows: rowsPath, rejects: rejectsPath },
    scratch,
    lake,
    results,
    store: openIntakes(runs),
    erasureKey: async () => keys.erasure,
    now: () => new Date('2026-10-02T00:00:00Z'),
    policy: async () => policy,
    memoryMb: 200,
    ...change,
  });
}

/** A shop in memory; every write to lake, results and runs is noted, and may be the last one. */
export function shop() {
  const writes: string[] = [];
  const versions = new Map<string, ObjectVersion>();
  let left = Number.POSITIVE_INFINITY;
  const stop = (write: string) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    writes.push(write.replace(/[0-9a-f]{32}/, 'ID'));
  };
  const uploads = memoryBucket('uploads');
  const results = memoryBucket('results', stop);
  const places = { uploads, lake: memoryBucket('lake', stop), results, runs: memoryTable('runs', stop) };
  const newest = async (key: string) => versions.get(key);

  /** Uploads at a time of day, and gives the event of it. */
  function put(key: string, body: string | Buffer, metadata = {}, at = '2026-10-01T00:00:00.000Z') {
    const versionId = uploads.store(key, body, metadata);
    versions.set(key, { versionId, at });
    return created(key, versionId, at);
  }
  const unput = (key: string) => {
    uploads.remove(key);
    versions.delete(key);
  };
  const killAfter = (count: number) => {
    left = count;
  };
  const pending = async () => (await places.runs.get({ pk: 'PENDING', sk: 'PENDING' }))?.marked ?? 0;
  const takeBy = (policy: Policy, change: Partial<Deps> = {}) => wired(places, newest, policy, change);
  const remove = (key: string) => results.remove(key);
  const answerTo = async (intakeId: string): Promise<Answer> =>
    AnswerSchema.parse(JSON.parse(String(await results.must(resultKeys.answer(intakeId)))));
  return {
    ...places,
    newest,
    put,
    unput,
    remove,
    writes,
    killAfter,
    pending,
    take: takeBy(DEFAULT),
    takeBy,
    answerTo,
  };
}
