import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../domain/bilingual.ts';
import { placesOf, type SheetLine } from '../domain/override-columns.ts';
import type { OverrideFault } from '../domain/override-fault.ts';
import { problemText } from '../formats/problems.ts';
import { FileProblem } from '../formats/profile.ts';
import type { Bucket } from './bucket.ts';
import { readRecords } from './csv.ts';
import { beginning, decodeFile } from './decode.ts';
import { scratch } from './scratch.ts';
import { fetchUpload } from './upload-file.ts';

/** Five thousand lines of the longest kind take less. */
const MAX_BYTES = 8 * 1024 * 1024;
const HEAD_CHARACTERS = 4096;
const DELIMITERS = [',', ';', '\t'] as const;

export type OverridesFile = { lines: SheetLine[] } | { faults: OverrideFault[] };

/** Reads one version of an uploaded file of manual tiers as lines of cells, or says why it cannot be read. */
export async function readOverridesFile(
  uploads: Pick<Bucket, 'head' | 'open'>,
  key: string,
  versionId: string,
): Promise<OverridesFile> {
  try {
    return await scratch(async (dir) => {
      const path = join(dir, 'upload');
      const fetched = await fetchUpload(uploads, { key, versionId, maxBytes: MAX_BYTES }, path);
      if ('problem' in fetched) throw new FileProblem(fetched.problem);
      return { lines: await linesOf(path, fetched.encoding) };
    });
  } catch (error) {
    if (error instanceof FileProblem) return { faults: [faultOf(error)] };
    throw error;
  }
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
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_CHARACTERS), 0, HEAD_CHARACTERS, 0);
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

async function linesOf(path: string, declared: string | undefined): Promise<SheetLine[]> {
  const text = await decodeFile(path, declared);
  const { head } = await beginning(text, HEAD_CHARACTERS);
  const lines: SheetLine[] = [];
  await readRecords(text.open(), delimiterOf(head), (cells, line) => void lines.push({ line, cells }));
  return lines;
}

/** The one that parts the first line most often. */
function delimiterOf(head: string): string {
  const [first = ''] = head.trimStart().split(/[\r\n]/);
  const times = (sign: string) => first.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

function faultOf({ code, line, column }: FileProblem): OverrideFault {
  const { what, remedy } = problemText(code, column);
  const message = both(`${what.en} ${remedy.en}`, `${what['zh-CN']}${remedy['zh-CN']}`);
  return { line, column: '', message };
}
