import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Container, contentOf, mustFitName } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { gunzipFile } from './unpack-gzip.ts';
import { jsonLinesToTable } from './unpack-jsonl.ts';
import { parquetToTable } from './unpack-parquet.ts';
import { workbookToTable } from './unpack-xlsx.ts';

export interface Wanted {
  /** Of the file's name, as `extensionOf` gives it; empty where nothing is known. */
  extension: string;
  /** Of a workbook; the first visible one where none is named. */
  sheet?: string | undefined;
  /** How large a file may become. */
  maxBytes: number;
  memoryMb: number;
}

export interface Unpacked {
  /** A text of columns: the file itself where it was one, else a file in the scratch folder. */
  path: string;
  container: Container | 'gzip+jsonl';
  /** Set where the text was written here, with commas and a line for each record; nobody else's word on it counts. */
  encoding?: 'utf-8';
  /** How many lines were written above the first that people know: they see line − linesAbove. */
  linesAbove: number;
  warnings: string[];
  /** Of a workbook: sheets with something in them that nobody asked for. */
  otherSheets?: readonly string[];
}

const HEAD = 4096;

/** Makes a text of columns out of whatever was uploaded, in `dir`; throws `FileProblem` where that cannot be. */
export async function unpackFile(path: string, dir: string, wanted: Wanted): Promise<Unpacked> {
  const head = await headOf(path);
  const content = contentOf(head);
  if (content === 'gzip') return unpackGzip(path, dir, wanted);
  if (content === 'json') return unpackJson(path, dir, wanted);
  if (content === 'parquet') return unpackParquet(path, dir, wanted);
  if (content === 'zip') return unpackZip(path, dir, wanted, head);
  mustFitName('text', wanted.extension);
  return { path, container: 'text', linesAbove: 0, warnings: [] };
}

/** Packed once is enough: within gzip lies a text. */
async function unpackGzip(path: string, dir: string, wanted: Wanted): Promise<Unpacked> {
  mustFitName('gzip', wanted.extension);
  const text = join(dir, 'gunzipped');
  await gunzipFile(path, text, wanted.maxBytes);
  const content = contentOf(await headOf(text));
  if (content === 'text') return { path: text, container: 'gzip', linesAbove: 0, warnings: [] };
  if (content !== 'json') throw new FileProblem('F_UNSUPPORTED_FORMAT', 0, `gzip (${content})`);
  const unpacked = await unpackJson(text, dir, { ...wanted, extension: '' });
  return { ...unpacked, container: 'gzip+jsonl' };
}

async function unpackJson(path: string, dir: string, wanted: Wanted): Promise<Unpacked> {
  mustFitName('jsonl', wanted.extension);
  const to = tablePath(dir);
  await jsonLinesToTable(path, to, wanted.maxBytes);
  return { path: to, container: 'jsonl', encoding: 'utf-8', linesAbove: 1, warnings: [] };
}

async function unpackParquet(path: string, dir: string, wanted: Wanted): Promise<Unpacked> {
  mustFitName('parquet', wanted.extension);
  const to = tablePath(dir);
  await parquetToTable(path, to, dir, wanted);
  return { path: to, container: 'parquet', encoding: 'utf-8', linesAbove: 1, warnings: [] };
}

async function unpackZip(path: string, dir: string, wanted: Wanted, head: Buffer): Promise<Unpacked> {
  const to = tablePath(dir);
  const otherSheets = await workbookToTable(path, to, { ...wanted, head });
  const warnings = otherSheets.length > 0 ? ['W_SHEETS_IGNORED'] : [];
  return { path: to, container: 'xlsx', encoding: 'utf-8', linesAbove: 0, warnings, otherSheets };
}

const tablePath = (dir: string): string => join(dir, 'table.csv');

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    if (bytesRead === 0) throw new FileProblem('F_EMPTY_OBJECT');
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
