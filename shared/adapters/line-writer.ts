import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { Bucket } from './bucket.ts';

/** Half the work of the usual level, for files that are larger by a half. */
export const GZIP_LEVEL = 3;

const BLOCK = 1 << 18;
/** So many letters are gathered before they are turned into bytes: a call for each line costs as much as its bytes. */
const GATHERED = 1 << 13;
/** What a UTF-16 unit takes in UTF-8 at most. */
const MOST_BYTES = 3;

/**
 * Gzipped JSON Lines as they come: texts go into one block of memory, so that little of a line is left behind. `settled`
 * waits until what was written is packed; call it now and then, or all of it stays in memory.
 */
export function openLines(bucket: Pick<Bucket, 'put'>, key: string) {
  const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: BLOCK });
  const packed: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => packed.push(chunk));
  let block = Buffer.allocUnsafe(BLOCK);
  let filled = 0;
  let gathered = '';

  function pass(): void {
    if (filled > 0) gzip.write(block.subarray(0, filled));
    block = Buffer.allocUnsafe(BLOCK);
    filled = 0;
  }

  /** One line, without its end. */
  function add(line: string): void {
    gathered += `${line}\n`;
    if (gathered.length >= GATHERED) toBytes();
  }

  function toBytes(): void {
    const most = gathered.length * MOST_BYTES;
    if (filled + most > BLOCK) pass();
    if (most > BLOCK) gzip.write(gathered);
    else filled += block.write(gathered, filled);
    gathered = '';
  }

  async function settled(): Promise<void> {
    if (gzip.writableNeedDrain) await once(gzip, 'drain');
  }

  async function close(): Promise<void> {
    toBytes();
    pass();
    const ended = once(gzip, 'end');
    gzip.end();
    await ended;
    await bucket.put(key, Buffer.concat(packed));
  }

  return { add, settled, close };
}
