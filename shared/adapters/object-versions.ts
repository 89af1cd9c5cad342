import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { lasting } from './lasting.ts';

const s3 = lasting('S3', () => new S3Client({}));

/** One version that holds bytes; delete markers hold none. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  isLatest: boolean;
}

interface VersionBody {
  body: Buffer;
  etag: string;
  contentType: string | undefined;
}

export type Versions = ReturnType<typeof openVersions>;

/** A versioned bucket with everything that it ever held and still holds. Nothing here leaves a delete marker. */
export function openVersions(Bucket: string, client: S3Client = s3()) {
  /** All versions below a prefix, key by key in the order of keys, from the first key after `after`. */
  async function* keys(prefix: string, after = ''): AsyncGenerator<ObjectVersion[]> {
    let group: ObjectVersion[] = [];
    for await (const version of each(prefix, after)) {
      if (group[0] && group[0].key !== version.key) {
        yield group;
        group = [];
      }
      group.push(version);
    }
    if (group.length > 0) yield group;
  }

  async function* each(Prefix: string, after: string): AsyncGenerator<ObjectVersion> {
    let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [after || undefined, undefined];
    do {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(Prefix, KeyMarker, VersionIdMarker);
      for (const { Key, VersionId, IsLatest } of page.Versions ?? [])
        yield { key: Key ?? '', versionId: VersionId ?? '', isLatest: IsLatest === true };
      [KeyMarker, VersionIdMarker] = page.IsTruncated
        ? [page.NextKeyMarker, page.NextVersionIdMarker]
        : [undefined, undefined];
    } while (KeyMarker !== undefined);
  }

  const pageOf = (Prefix: string, KeyMarker?: string, VersionIdMarker?: string) =>
    client.send(
      new ListObjectVersionsCommand({
        ...{ Bucket, Prefix },
        ...(KeyMarker === undefined ? {} : { KeyMarker }),
        ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }),
      }),
    );

  /** `undefined`: it is gone since it was listed. */
  async function read({ key, versionId }: ObjectVersion): Promise<VersionBody | undefined> {
    try {
      const found = await client.send(new GetObjectCommand({ Bucket, Key: key, VersionId: versionId }));
      const chunks: Buffer[] = [];
      for await (const chunk of found.Body as Readable) chunks.push(chunk as Buffer);
      return { body: Buffer.concat(chunks), etag: found.ETag ?? '', contentType: found.ContentType };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Puts a newer version unless somebody else has; `false` = he has. */
  async function replace(key: string, body: Buffer, { etag, contentType }: VersionBody): Promise<boolean> {
    const type = contentType === undefined ? {} : { ContentType: contentType };
    try {
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: body, IfMatch: etag, ...type }));
      return true;
    } catch (error) {
      if ([404, 409, 412].includes(statusOf(error) ?? 0)) return false;
      throw error;
    }
  }

  /** For good. */
  async function remove({ key, versionId }: ObjectVersion): Promise<void> {
    await client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }));
  }

  async function removeThose(key: string, which: (version: ObjectVersion) => boolean): Promise<void> {
    for await (const versions of keys(key))
      for (const version of versions) if (version.key === key && which(version)) await remove(version);
  }

  /** Every version of one key, for good. */
  const removeAll = (key: string): Promise<void> => removeThose(key, () => true);

  /** Every version of one key but the newest. */
  const removeOld = (key: string): Promise<void> => removeThose(key, ({ isLatest }) => !isLatest);

  return { keys, read, replace, remove, removeAll, removeOld };
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
