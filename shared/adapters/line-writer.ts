import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { Bucket } from './bucket.ts';

/** Half the work of the usual level, for files that are larger by a half. */
export const GZIP_LEVEL = 3;

const BLOCK = 1 << 18;
/** What a UTF-16 unit takes in UTF-8 at most. */
const MOST_BYTES = 3;

/**
 * Gzipped JSON Lines as they come: texts go into one block of memory, so that nothing of a line is left behind. `settled`
 * waits until what was written is packed; call it now and then, or all of it stays in memory.
 */
export function openLines(bucket: Pick<Bucket, 'put'>, key: string) {
  const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: BLOCK });
  const packed: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => packed.push(chunk));
  let block = Buffer.allocUnsafe(BLOCK);
  let filled = 0;

  function pass(): void {
    if (filled > 0) gzip.write(block.subarray(0, filled));
    block = Buffer.allocUnsafe(BLOCK);
    filled = 0;
  }

  /** One line, without its end. */
  function add(line: string): void {
    const most = line.length * MOST_BYTES + 1;
    if (most > BLOCK) {
      pass();
      gzip.write(`${line}\n`);
      return;
    }
    if (filled + most > BLOCK) pass();
    filled += block.write(line, filled);
    block[filled] = 10;
    filled += 1;
  }

  async function settled(): Promise<void> {
    if (gzip.writableNeedDrain) await once(gzip, 'drain');
  }

  async function close(): Promise<void> {
    pass();
    const ended = once(gzip, 'end');
    gzip.end();
    await ended;
    await bucket.put(key, Buffer.concat(packed));
  }

  return { add, settled, close };
}
