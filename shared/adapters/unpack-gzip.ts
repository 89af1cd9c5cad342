import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FileProblem } from '../formats/profile.ts';

/** Below this no ratio is suspicious: it fits on the disk anyway. */
const FREE_BYTES = 50 * 1024 * 1024;
/** Tables of text shrink 5 to 30 times. */
const MAX_RATIO = 100;
const CORRUPT = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT']);

/**
 * Unpacks a gzip file of one or more members, with checksum and length proven to its last byte; what is no whole gzip
 * is F_GZIP_CORRUPT, what grows beyond all measure F_DECOMPRESSED_TOO_LARGE, found out before it is written.
 */
export async function gunzipFile(path: string, to: string, maxBytes: number): Promise<void> {
  let [read, written] = [0, 0];
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      read += chunk.length;
      done(null, chunk);
    },
  });
  const gunzip = createGunzip();
  const capped = new Transform({
    transform(chunk: Buffer, _, done) {
      written += chunk.length;
      const tooMuch = written > maxBytes || (written > FREE_BYTES && written > read * MAX_RATIO);
      done(tooMuch ? new FileProblem('F_DECOMPRESSED_TOO_LARGE') : null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), counted, gunzip, capped, createWriteStream(to));
  } catch (error) {
    throw isCorrupt(error) ? new FileProblem('F_GZIP_CORRUPT') : error;
  }
  if (gunzip.bytesWritten !== read) throw new FileProblem('F_GZIP_CORRUPT');
}

const isCorrupt = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CORRUPT.has(String(error.code));
