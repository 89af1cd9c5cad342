import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export type Blobs = ReturnType<typeof openBlobs>;

/** Bytes in files with random names; a name never comes from a key. A blob is whole and synced, or it is not there. */
export function openBlobs(dir: string) {
  const incoming = join(dir, 'incoming');
  const kept = join(dir, 'blobs');
  rmSync(incoming, { recursive: true, force: true });
  for (const folder of [incoming, kept]) mkdirSync(folder, { recursive: true });

  /** Runs `fill` with a place to write to; answers the blob's name and what `fill` answered. */
  async function write<T>(fill: (sink: (chunk: Buffer) => Promise<unknown>) => Promise<T>) {
    const blob = randomUUID();
    const path = join(incoming, blob);
    const file = await open(path, 'wx');
    try {
      const result = await fill((chunk) => file.writeFile(chunk));
      await file.sync();
      await rename(path, join(kept, blob));
      return { blob, result };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** The same bytes under a second name. */
  async function copy(blob: string): Promise<string> {
    const name = randomUUID();
    await link(join(kept, blob), join(kept, name));
    return name;
  }

  /** Bytes `start` to `end`, both included. */
  const read = (blob: string, range?: { start: number; end: number }): Readable =>
    createReadStream(join(kept, blob), range);

  const remove = (blob: string): Promise<void> => rm(join(kept, blob), { force: true });

  return { write, copy, read, remove };
}
