import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFault } from './engine-faults.ts';

/** Lends a private temporary folder; it and all in it are gone afterwards. A full disk is `E_TMP_FULL`. */
export async function scratch<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-'));
  try {
    return await work(dir);
  } catch (error) {
    throw diskFault(error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
