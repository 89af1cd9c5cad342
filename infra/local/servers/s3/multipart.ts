import { createHash, randomUUID } from 'node:crypto';
import { attributesOf, tagsOf } from './attributes.ts';
import { receive, receiveText } from './body.ts';
import type { Call, Operation, S3 } from './call.ts';
import type { Upload } from './catalog.ts';
import type { PartEntry } from './entries.ts';
import { invalidArgument, noSuchUpload, notImplemented, S3Error } from './errors.ts';
import { commit } from './put.ts';
import { document, inside, leaf, tag, textOf } from './xml.ts';

/** Every part but the last, in bytes. */
const SMALLEST_PART = 5 * 1024 * 1024;

export const createUpload: Operation = (s3, { bucket, key, headers }) => {
  const uploadId = randomUUID();
  const described = { headers: attributesOf(headers), tags: tagsOf(headers) };
  s3.catalog.record({ op: 'upload', uploadId, bucket, key, ...described });
  const names = [leaf('Bucket', bucket), leaf('Key', key), leaf('UploadId', uploadId)];
  return { status: 200, body: document(tag('InitiateMultipartUploadResult', ...names)) };
};

function uploadOf(s3: S3, { bucket, key, query }: Call): Upload {
  const upload = s3.catalog.uploads.get(query.get('uploadId') ?? '');
  if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload();
  return upload;
}

export const uploadPart: Operation = async (s3, call) => {
  if (call.headers['x-amz-copy-source']) throw notImplemented('copies into a part');
  const { uploadId } = uploadOf(s3, call);
  const part = Number(call.query.get('partNumber'));
  if (!(Number.isInteger(part) && part >= 1 && part <= 10_000))
    throw invalidArgument('Part numbers are 1 to 10000.');
  const { blob, result } = await s3.blobs.write((sink) => receive(call.req, call.headers, sink));
  const { size, md5: etag, checksums } = result;
  const replaced = s3.catalog.uploads.get(uploadId)?.parts.get(part);
  s3.catalog.record({ op: 'part', uploadId, part, at: s3.clock().toISOString(), size, etag, blob });
  if (replaced) await s3.blobs.remove(replaced.blob);
  return { status: 200, headers: { etag: `"${etag}"`, ...checksums } };
};

export const completeUpload: Operation = async (s3, call) => {
  const { bucket, key, headers } = call;
  const request = await receiveText(call.req, headers);
  const upload = uploadOf(s3, call);
  const parts = chosenParts(upload, request);
  const { blob, result: size } = await s3.blobs.write((sink) => joined(s3, parts, sink));
  uploadOf(s3, call);
  const { uploadId, headers: kept, tags } = upload;
  const reason = 'CompleteMultipartUpload' as const;
  const facts = { bucket, key, blob, size, etag: etagOf(parts), checksums: {}, headers: kept, tags };
  const entry = await commit(s3, { ...facts, reason, uploadId }, headers);
  await removeParts(s3, upload);
  const names = [leaf('Bucket', bucket), leaf('Key', key), leaf('ETag', `"${entry.etag}"`)];
  const body = document(tag('CompleteMultipartUploadResult', ...names));
  return { status: 200, headers: { 'x-amz-version-id': entry.versionId }, body };
};

/** The parts that the request names, which must be there as it says, in rising order and large enough. */
function chosenParts(upload: Upload, request: string): PartEntry[] {
  const parts = inside(request, 'Part').map((xml) => {
    const part = upload.parts.get(Number(textOf(xml, 'PartNumber')));
    if (part && textOf(xml, 'ETag')?.replaceAll('"', '') === part.etag) return part;
    throw new S3Error('InvalidPart', 400, 'One or more of the specified parts could not be found.');
  });
  if (parts.length === 0) throw new S3Error('MalformedXML', 400, 'The request names no part.');
  if (parts.some(({ part }, i) => part <= (parts[i - 1]?.part ?? 0)))
    throw new S3Error('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
  if (parts.slice(0, -1).some(({ size }) => size < SMALLEST_PART))
    throw new S3Error('EntityTooSmall', 400, 'A part is smaller than the minimum allowed size.');
  return parts;
}

async function joined(
  s3: S3,
  parts: PartEntry[],
  sink: (chunk: Buffer) => Promise<unknown>,
): Promise<number> {
  let size = 0;
  for (const part of parts) {
    for await (const chunk of s3.blobs.read(part.blob)) await sink(chunk);
    size += part.size;
  }
  return size;
}

const etagOf = (parts: PartEntry[]): string => {
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
  return `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
};

const removeParts = async (s3: S3, { parts }: Upload): Promise<void> => {
  for (const { blob } of parts.values()) await s3.blobs.remove(blob);
};

export const abortUpload: Operation = async (s3, call) => {
  const upload = uploadOf(s3, call);
  s3.catalog.record({ op: 'aborted', uploadId: upload.uploadId });
  await removeParts(s3, upload);
  return { status: 204 };
};

export const listParts: Operation = (s3, call) => {
  const { bucket, key, uploadId, parts } = uploadOf(s3, call);
  const rows = [...parts.values()].sort((a, b) => a.part - b.part);
  const result = tag(
    'ListPartsResult',
    ...[leaf('Bucket', bucket), leaf('Key', key), leaf('UploadId', uploadId), leaf('IsTruncated', false)],
    ...rows.map(({ part, etag, size, at }) => {
      const facts = [leaf('PartNumber', part), leaf('ETag', `"${etag}"`), leaf('Size', size)];
      return tag('Part', ...facts, leaf('LastModified', at));
    }),
  );
  return { status: 200, body: document(result) };
};
