import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { lasting } from './lasting.ts';

export type Bucket = ReturnType<typeof openBucket>;

const s3 = lasting('S3', () => new S3Client({}));

/**
 * One bucket. Missing objects read as `undefined`; a missing bucket throws. `putIfAbsent` answers `false` when the
 * object is there, which it also is when an earlier try of the same call got through and only its answer was lost.
 */
export function openBucket(name: string, client: S3Client = s3()) {
  const at = (Key: string, VersionId?: string) => ({
    Bucket: name,
    Key,
    ...(VersionId ? { VersionId } : {}),
  });

  async function open(key: string, versionId?: string): Promise<Readable | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand(at(key, versionId)));
      return Body as Readable;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function get(key: string, versionId?: string): Promise<Buffer | undefined> {
    const stream = await open(key, versionId);
    if (!stream) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  async function must(key: string): Promise<Buffer> {
    const body = await get(key);
    if (!body) throw new Error(`missing object ${key}`);
    return body;
  }

  async function put(key: string, body: Buffer | string, contentType?: string): Promise<void> {
    await client.send(
      new PutObjectCommand({ ...at(key), Body: body, ...(contentType ? { ContentType: contentType } : {}) }),
    );
  }

  async function putIfAbsent(key: string, body: Buffer | string, tries = 5): Promise<boolean> {
    try {
      await client.send(new PutObjectCommand({ ...at(key), Body: body, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      // The key was written or deleted while we wrote; S3 asks to try again.
      if (statusOf(error) === 409 && tries > 1) return putIfAbsent(key, body, tries - 1);
      if (statusOf(error) === 412) return false;
      throw error;
    }
  }

  async function head(key: string, versionId?: string) {
    try {
      const found = await client.send(new HeadObjectCommand(at(key, versionId)));
      return {
        size: found.ContentLength ?? 0,
        /** Without quotes; the MD5 of an object put in one piece. */
        etag: (found.ETag ?? '').replaceAll('"', ''),
        lastModified: found.LastModified?.toISOString() ?? '',
        metadata: found.Metadata ?? {},
        versionId: found.VersionId ?? '',
      };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function list(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix }))
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
    return keys;
  }

  async function download(key: string, path: string): Promise<void> {
    const stream = await open(key);
    if (!stream) throw new Error(`missing object ${key}`);
    await pipeline(stream, createWriteStream(path));
  }

  /** Answers the id of the version that the file became. */
  async function upload(path: string, key: string, contentType?: string): Promise<string> {
    const { size } = await stat(path);
    const body = createReadStream(path);
    try {
      const type = contentType ? { ContentType: contentType } : {};
      const put = new PutObjectCommand({ ...at(key), ...type, Body: body, ContentLength: size });
      return (await client.send(put)).VersionId ?? '';
    } finally {
      body.destroy();
    }
  }

  return { name, open, get, must, put, putIfAbsent, head, list, download, upload };
}

function isMissing(error: unknown): boolean {
  return statusOf(error) === 404 && !(error instanceof S3ServiceException && error.name === 'NoSuchBucket');
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
