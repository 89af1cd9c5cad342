import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { lasting } from './lasting.ts';

/** One version of an object. */
export interface ObjectVersion {
  versionId: string;
  /** Instant of its upload, ISO 8601 UTC, to the second. */
  at: string;
}

const s3 = lasting('S3', () => new S3Client({}));

/** No mapping is longer; of anything else that was put under its name so much is enough to refuse it. */
const MAPPING_BYTES = 1_000_000;

/** Which version of an object of the uploads bucket is the newest; `undefined` where there is none, or it was deleted. */
export async function newestVersion(
  { name }: Pick<Bucket, 'name'>,
  key: string,
  client: S3Client = s3(),
): Promise<ObjectVersion | undefined> {
  try {
    const found = await client.send(new HeadObjectCommand({ Bucket: name, Key: key }));
    return { versionId: found.VersionId ?? '', at: found.LastModified?.toISOString() ?? '' };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}

/** Uploads a file and answers the id of the version that it became. */
export async function uploadVersion(
  { name }: Pick<Bucket, 'name'>,
  path: string,
  key: string,
  client: S3Client = s3(),
): Promise<string> {
  const { size } = await stat(path);
  const body = createReadStream(path);
  try {
    const put = new PutObjectCommand({ Bucket: name, Key: key, Body: body, ContentLength: size });
    return (await client.send(put)).VersionId ?? '';
  } finally {
    body.destroy();
  }
}

/** The text of a mapping with the hash of its bytes; `undefined` when that version is gone. */
export async function mappingText(
  uploads: Pick<Bucket, 'open'>,
  key: string,
  versionId: string,
): Promise<{ text: string; sha256: string } | undefined> {
  const stream = await uploads.open(key, versionId);
  if (!stream) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MAPPING_BYTES) break;
  }
  const bytes = Buffer.concat(chunks);
  return { text: new TextDecoder().decode(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}
