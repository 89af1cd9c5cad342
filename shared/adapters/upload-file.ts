import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Bucket } from './bucket.ts';

export interface Fetched {
  sha256: string;
  /** Encoding that the uploader declared as object metadata. */
  encoding: string | undefined;
  /** Sheet of a workbook that the uploader named as object metadata. */
  sheet: string | undefined;
}

/** What cannot be had is refused by its code. */
export type Fetching = Fetched | { problem: 'F_OBJECT_GONE' | 'F_TOO_LARGE' };

/**
 * Brings exactly one version of an upload onto disk; its key never becomes a path. What breaks off on its way throws:
 * a short file would pass for a whole one.
 */
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
  let size = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(source, hashing, createWriteStream(path));
  if (size !== found.size) throw new Error(`read ${size} bytes of an upload of ${found.size}`);
  const { encoding, sheet } = found.metadata;
  return { sha256: hash.digest('hex'), encoding, sheet: sheet === undefined ? undefined : plainText(sheet) };
}

const ENCODED_WORD = /=\?utf-8\?(?:b\?([^?]*)|q\?([^?]*))\?=(?:\s+(?==\?))?/gi;

/** Metadata is ASCII: S3 gives other letters back as RFC 2047 has them, and people write them as in a URL. */
function plainText(value: string): string {
  const text = value.replace(ENCODED_WORD, (_, base64?: string, quoted?: string) =>
    base64 === undefined ? fromQuoted(quoted ?? '') : Buffer.from(base64, 'base64').toString('utf8'),
  );
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const fromQuoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
