import { type Headers, receiveText } from './body.ts';
import type { Operation, S3 } from './call.ts';
import { newVersionId } from './put.ts';
import { document, inside, leaf, tag, textOf } from './xml.ts';

interface Target {
  bucket: string;
  key: string;
  versionId: string | undefined;
}

interface Deleted {
  versionId: string;
  /** Whether a delete marker was put, or was what went away. */
  marker: boolean;
}

/** Without a version a marker is put above the others; with one, that version is gone for good. */
async function remove(s3: S3, { bucket, key, versionId }: Target): Promise<Deleted> {
  if (versionId) return erase(s3, { bucket, key, versionId });
  const marker = { op: 'marker' as const, bucket, key, versionId: newVersionId() };
  s3.catalog.record({ ...marker, at: s3.clock().toISOString() });
  return { versionId: marker.versionId, marker: true };
}

async function erase(s3: S3, target: { bucket: string; key: string; versionId: string }): Promise<Deleted> {
  const found = s3.catalog.find(target.bucket, target.key, target.versionId);
  if (found) s3.catalog.record({ op: 'erased', ...target });
  if (found?.op === 'object') await s3.blobs.remove(found.blob);
  return { versionId: target.versionId, marker: found?.op === 'marker' };
}

export const deleteObject: Operation = async (s3, { bucket, key, query }) => {
  const gone = await remove(s3, { bucket, key, versionId: query.get('versionId') ?? undefined });
  const headers: Headers = { 'x-amz-version-id': gone.versionId };
  if (gone.marker) headers['x-amz-delete-marker'] = 'true';
  return { status: 204, headers };
};

export const deleteObjects: Operation = async (s3, { req, bucket, headers }) => {
  const request = await receiveText(req, headers);
  const results: string[] = [];
  for (const object of inside(request, 'Object')) {
    const target = { bucket, key: textOf(object, 'Key') ?? '', versionId: textOf(object, 'VersionId') };
    results.push(deletedXml(target, await remove(s3, target)));
  }
  const quiet = textOf(request, 'Quiet') === 'true';
  return { status: 200, body: document(tag('DeleteResult', ...(quiet ? [] : results))) };
};

const deletedXml = ({ key, versionId }: Target, gone: Deleted): string =>
  tag(
    'Deleted',
    leaf('Key', key),
    ...(versionId ? [leaf('VersionId', versionId)] : []),
    ...(gone.marker ? [leaf('DeleteMarker', true), leaf('DeleteMarkerVersionId', gone.versionId)] : []),
  );
