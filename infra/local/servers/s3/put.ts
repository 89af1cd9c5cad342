import { randomUUID } from 'node:crypto';
import { attributesOf, tagsOf } from './attributes.ts';
import { type Headers, receive } from './body.ts';
import type { Answer, Operation, S3 } from './call.ts';
import { checkPut } from './conditions.ts';
import type { ObjectEntry } from './entries.ts';
import { tell } from './events.ts';

export const newVersionId = (): string => randomUUID().replaceAll('-', '');

/** What a put, a copy and a multipart upload bring; the rest is decided when it is committed. */
export type Draft = Omit<ObjectEntry, 'op' | 'versionId' | 'at' | 'sequencer'>;

/** Makes a draft the current version, if the request's conditions hold now that the body is here. */
export async function commit(s3: S3, draft: Draft, headers: Headers): Promise<ObjectEntry> {
  try {
    checkPut(headers, s3.catalog.current(draft.bucket, draft.key));
  } catch (error) {
    await s3.blobs.remove(draft.blob);
    throw error;
  }
  const entry: ObjectEntry = {
    op: 'object',
    ...draft,
    versionId: newVersionId(),
    at: s3.clock().toISOString(),
    sequencer: s3.catalog.nextSequencer(),
  };
  s3.catalog.record(entry);
  tell(s3, entry);
  return entry;
}

export const putObject: Operation = async (s3, { req, bucket, key, headers }) => {
  const { blob, result } = await s3.blobs.write((sink) => receive(req, headers, sink));
  const { size, md5: etag, checksums } = result;
  const described = { headers: attributesOf(headers), tags: tagsOf(headers), reason: 'PutObject' as const };
  const entry = await commit(s3, { bucket, key, blob, size, etag, checksums, ...described }, headers);
  return putAnswer(entry);
};

const putAnswer = ({ etag, versionId, checksums }: ObjectEntry): Answer => ({
  status: 200,
  headers: { etag: `"${etag}"`, 'x-amz-version-id': versionId, ...withType(checksums) },
});

/** Checksums of a whole object, as they are given back. */
export const withType = (checksums: Headers): Headers =>
  Object.keys(checksums).length > 0 ? { ...checksums, 'x-amz-checksum-type': 'FULL_OBJECT' } : {};
