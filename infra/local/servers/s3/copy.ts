import { attributesOf, tagsOf } from './attributes.ts';
import type { Call, Operation } from './call.ts';
import { invalidArgument, noSuchBucket, notImplemented } from './errors.ts';
import { wanted } from './get.ts';
import { commit } from './put.ts';
import { document, leaf, tag } from './xml.ts';

export const copyObject: Operation = async (s3, call) => {
  const { bucket, key, headers } = call;
  if (Object.keys(headers).some((name) => name.startsWith('x-amz-copy-source-')))
    throw notImplemented('conditional copies');
  const source = sourceOf(call);
  if (!s3.catalog.buckets.has(source.bucket)) throw noSuchBucket();
  const from = wanted(s3, source);
  const replace = (directive: string): boolean => headers[directive]?.toUpperCase() === 'REPLACE';
  const draft = {
    ...{ bucket, key, size: from.size, etag: from.etag, checksums: from.checksums },
    blob: await s3.blobs.copy(from.blob),
    headers: replace('x-amz-metadata-directive') ? attributesOf(headers) : from.headers,
    tags: replace('x-amz-tagging-directive') ? tagsOf(headers) : from.tags,
    reason: 'CopyObject' as const,
  };
  const entry = await commit(s3, draft, headers);
  const result = tag('CopyObjectResult', leaf('ETag', `"${entry.etag}"`), leaf('LastModified', entry.at));
  const versions = { 'x-amz-version-id': entry.versionId, 'x-amz-copy-source-version-id': from.versionId };
  return { status: 200, headers: versions, body: document(result) };
};

/** The header reads `bucket/key?versionId=…`, URL-encoded, with or without a slash before it. */
function sourceOf(call: Call): Call {
  const [path = '', query = ''] = (call.headers['x-amz-copy-source'] ?? '').split('?');
  const [bucket = '', ...key] = decodeURIComponent(path).replace(/^\//, '').split('/');
  if (bucket === '' || key.length === 0) throw invalidArgument('x-amz-copy-source names no object.');
  return { ...call, bucket, key: key.join('/'), query: new URLSearchParams(query) };
}
