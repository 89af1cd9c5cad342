import { createHash } from 'node:crypto';
import type { Bucket } from './bucket.ts';

/** One version of an object. */
export interface ObjectVersion {
  versionId: string;
  /** Instant of its upload, ISO 8601 UTC, to the second. */
  at: string;
}

/** No mapping is longer; of anything else that was put under its name so much is enough to refuse it. */
const MAPPING_BYTES = 1_000_000;

/** Which version of an object of the uploads bucket is the newest; `undefined` where there is none, or it was deleted. */
export async function newestVersion(
  uploads: Pick<Bucket, 'head'>,
  key: string,
): Promise<ObjectVersion | undefined> {
  const found = await uploads.head(key);
  return found && { versionId: found.versionId, at: found.lastModified };
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
