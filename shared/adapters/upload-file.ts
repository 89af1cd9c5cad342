import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Bucket } from './bucket.ts';

export interface Fetched {
  sha256: string;
  /** Encoding that the uploader declared as object metadata. */
  encoding: string | undefined;
}

/** What cannot be had is refused by its code. */
export type Fetching = Fetched | { problem: 'F_OBJECT_GONE' | 'F_TOO_LARGE' };

/** Brings exactly one version of an upload onto disk; its key never becomes a path. */
export async function fetchUpload(
  uploads: Pick<Bucket, 'head' | 'open'>,
  { key, versionId, maxBytes }: { key: string; versionId: string; maxBytes: number },
  path: string,
): Promise<Fetching> {
  const found = await uploads.head(key, versionId);
  if (!found) return { problem: 'F_OBJECT_GONE' };
  if (found.size > maxBytes) return { problem: 'F_TOO_LARGE' };
  const source = await uploads.open(key, versionId);
  if (!source) return { problem: 'F_OBJECT_GONE' };
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, hashing, createWriteStream(path));
  return { sha256: hash.digest('hex'), encoding: found.metadata.encoding };
}
