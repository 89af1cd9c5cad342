import { Readable } from 'node:stream';
import type { Headers } from './body.ts';
import type { Call, Operation, S3 } from './call.ts';
import { checkGet } from './conditions.ts';
import type { ObjectEntry } from './entries.ts';
import { noSuchKey, S3Error } from './errors.ts';
import { withType } from './put.ts';

/** The object that a request means: its named version, else the current one. */
export function wanted(s3: S3, { bucket, key, query }: Call): ObjectEntry {
  const versionId = query.get('versionId');
  const found = versionId ? s3.catalog.find(bucket, key, versionId) : s3.catalog.current(bucket, key);
  if (found?.op === 'object') return found;
  if (!found && versionId) throw new S3Error('NoSuchVersion', 404, 'The specified version does not exist.');
  if (!found) throw noSuchKey();
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId };
  if (versionId) throw new S3Error('MethodNotAllowed', 405, 'The version is a delete marker.', marker);
  throw noSuchKey(marker);
}

export const headObject: Operation = (s3, call) => {
  const { status, headers } = read(s3, call);
  return { status, headers };
};

export const getObject: Operation = (s3, call) => {
  const { status, headers, body } = read(s3, call);
  return body ? { status, headers, body: body() } : { status, headers };
};

interface Reading {
  status: number;
  headers: Headers;
  /** Opened only when it is asked for; absent where nothing changed. */
  body?: () => Readable;
}

function read(s3: S3, call: Call): Reading {
  const entry = wanted(s3, call);
  if (checkGet(call.headers, entry) === 'unchanged') return { status: 304, headers: identity(entry) };
  const range = rangeOf(call.headers.range, entry.size);
  const length = range ? range.end - range.start + 1 : entry.size;
  const headers = {
    ...described(entry, call.headers, range !== undefined),
    'content-length': String(length),
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${entry.size}` } : {}),
  };
  const body = () => (length === 0 ? Readable.from([]) : s3.blobs.read(entry.blob, range));
  return { status: range ? 206 : 200, headers, body };
}

const identity = ({ etag, versionId, at }: ObjectEntry): Headers => ({
  etag: `"${etag}"`,
  'x-amz-version-id': versionId,
  'last-modified': new Date(at).toUTCString(),
});

function described(entry: ObjectEntry, headers: Headers, partly: boolean): Headers {
  const tags = Object.keys(entry.tags).length;
  const checksums = headers['x-amz-checksum-mode'] === 'ENABLED' && !partly;
  return {
    ...entry.headers,
    ...identity(entry),
    'accept-ranges': 'bytes',
    ...(tags > 0 ? { 'x-amz-tagging-count': String(tags) } : {}),
    ...(checksums ? withType(entry.checksums) : {}),
  };
}

/** One range of bytes; several at once, or another unit, mean the whole object. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (start >= size || (from === '' && Number(to) === 0))
    throw new S3Error('InvalidRange', 416, 'The requested range is not satisfiable.', {
      'content-range': `bytes */${size}`,
    });
  return { start, end };
}
