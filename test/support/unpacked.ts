import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from '../../shared/adapters/scratch.ts';
import { type Unpacked, unpackFile, type Wanted } from '../../shared/adapters/unpack.ts';
import { FileProblem } from '../../shared/formats/profile.ts';

export interface Text extends Omit<Unpacked, 'path'> {
  /** Of the text of columns. */
  bytes: Buffer;
  text: string;
  lines: string[];
}

const WANTED: Wanted = { extension: '', maxBytes: 2 ** 31, memoryMb: 300 };

/** Unpacks bytes as intake would. */
export const unpacked = (body: string | Buffer, wanted: Partial<Wanted> = {}): Promise<Text> =>
  scratch(async (dir) => {
    const path = join(dir, 'upload');
    await writeFile(path, body);
    const { path: to, ...more } = await unpackFile(path, dir, { ...WANTED, ...wanted });
    const bytes = await readFile(to);
    const text = bytes.toString('utf8');
    return { ...more, bytes, text, lines: text.replace(/\n$/, '').split('\n') };
  });

/** Why bytes are refused, as `CODE column`; anything but a `FileProblem` is thrown on. */
export async function refusal(body: string | Buffer, wanted: Partial<Wanted> = {}): Promise<string> {
  try {
    const { container } = await unpacked(body, wanted);
    return `read as ${container}`;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return error.column === undefined ? error.code : `${error.code} ${error.column}`;
  }
}
