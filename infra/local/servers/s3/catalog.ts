import type { Entry, MarkerEntry, ObjectEntry, PartEntry, UploadEntry } from './entries.ts';
import type { Log } from './log.ts';

export type Version = ObjectEntry | MarkerEntry;
export type Upload = UploadEntry & { parts: Map<number, PartEntry> };
export type Catalog = ReturnType<typeof openCatalog>;

/**
 * What the log says, in memory: versions by bucket and key, newest last. `record` writes an entry and applies it
 * in one turn of the event loop, so a condition looked at in that same turn still holds.
 */
export function openCatalog(log: Log) {
  const buckets = new Map<string, Map<string, Version[]>>();
  const uploads = new Map<string, Upload>();
  const untold = new Map<string, ObjectEntry>();
  let sequence = 0;

  const versionsOf = (bucket: string, key: string): Version[] => buckets.get(bucket)?.get(key) ?? [];
  const current = (bucket: string, key: string): Version | undefined => versionsOf(bucket, key).at(-1);
  const find = (bucket: string, key: string, versionId: string): Version | undefined =>
    versionsOf(bucket, key).find((version) => version.versionId === versionId);

  function add(version: Version): void {
    buckets.get(version.bucket)?.set(version.key, [...versionsOf(version.bucket, version.key), version]);
  }

  function erase({ bucket, key, versionId }: { bucket: string; key: string; versionId: string }): void {
    const left = versionsOf(bucket, key).filter((version) => version.versionId !== versionId);
    if (left.length > 0) buckets.get(bucket)?.set(key, left);
    else buckets.get(bucket)?.delete(key);
    untold.delete(versionId);
  }

  function addObject(entry: ObjectEntry): void {
    add(entry);
    untold.set(entry.versionId, entry);
    sequence = Math.max(sequence, Number.parseInt(entry.sequencer, 16));
    if (entry.uploadId) uploads.delete(entry.uploadId);
  }

  function apply(entry: Entry): void {
    if (entry.op === 'bucket') buckets.set(entry.bucket, buckets.get(entry.bucket) ?? new Map());
    if (entry.op === 'object') addObject(entry);
    if (entry.op === 'marker') add(entry);
    if (entry.op === 'erased') erase(entry);
    if (entry.op === 'tags') {
      const version = find(entry.bucket, entry.key, entry.versionId);
      if (version?.op === 'object') version.tags = entry.tags;
    }
    if (entry.op === 'told') untold.delete(entry.versionId);
    if (entry.op === 'upload') uploads.set(entry.uploadId, { ...entry, parts: new Map() });
    if (entry.op === 'part') uploads.get(entry.uploadId)?.parts.set(entry.part, entry);
    if (entry.op === 'aborted') uploads.delete(entry.uploadId);
  }

  function record(entry: Entry): void {
    log.append(entry);
    apply(entry);
  }

  for (const entry of log.entries) apply(entry);
  return {
    buckets: buckets as ReadonlyMap<string, ReadonlyMap<string, readonly Version[]>>,
    uploads: uploads as ReadonlyMap<string, Upload>,
    untold: untold as ReadonlyMap<string, ObjectEntry>,
    nextSequencer: () => (sequence + 1).toString(16).padStart(16, '0'),
    current,
    find,
    record,
  };
}
