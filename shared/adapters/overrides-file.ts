import { open } from 'node:fs/promises';
import { placesOf, type SheetLine } from '../domain/override-columns.ts';
import type { OverrideFault } from '../domain/override-fault.ts';
import type { Bucket } from './bucket.ts';
import { delimiterOf, readSheet } from './sheet-file.ts';

/** Five thousand lines of the longest kind take less. */
const MAX_BYTES = 8 * 1024 * 1024;
const HEAD_BYTES = 4096;

export type OverridesFile = { lines: SheetLine[] } | { faults: OverrideFault[] };

/** Reads one version of an uploaded file of manual tiers as lines of cells, or says why it cannot be read. */
export async function readOverridesFile(
  uploads: Pick<Bucket, 'head' | 'open'>,
  key: string,
  versionId: string,
): Promise<OverridesFile> {
  const sheet = await readSheet(uploads, { key, versionId, maxBytes: MAX_BYTES });
  return 'lines' in sheet ? sheet : { faults: sheet.faults.map((fault) => ({ ...fault, column: '' })) };
}

/** Whether the first line of a file on this machine has the heads of manual tiers; what is no text has none. */
export async function isOverridesFile(path: string): Promise<boolean> {
  const first = (await beginningOf(path)).split(/[\r\n]+/).find((line) => line.trim() !== '') ?? '';
  const heads = first.split(delimiterOf(first)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  return 'places' in placesOf({ line: 1, cells: heads });
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return textOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** In what spreadsheets write here; the last letter may be cut in two. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
