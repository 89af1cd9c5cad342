import { join } from 'node:path';
import { type Bilingual, both } from '../domain/bilingual.ts';
import type { SheetLine } from '../domain/override-columns.ts';
import { problemText } from '../formats/problems.ts';
import { FileProblem } from '../formats/profile.ts';
import type { Bucket } from './bucket.ts';
import { readRecords } from './csv.ts';
import { beginning, decodeFile } from './decode.ts';
import { scratch } from './scratch.ts';
import { fetchUpload } from './upload-file.ts';

const HEAD_CHARACTERS = 4096;
const DELIMITERS = [',', ';', '\t'] as const;

/** `line` 0 = the whole file. */
export interface SheetFault {
  line: number;
  message: Bilingual;
}

export type Sheet = { lines: SheetLine[] } | { faults: SheetFault[] };

/** Reads one version of an uploaded file of our own making as lines of cells, or says why it cannot be read. */
export async function readSheet(
  uploads: Pick<Bucket, 'head' | 'open'>,
  upload: { key: string; versionId: string; maxBytes: number },
): Promise<Sheet> {
  try {
    return await scratch(async (dir) => {
      const path = join(dir, 'upload');
      const fetched = await fetchUpload(uploads, upload, path);
      if ('problem' in fetched) throw new FileProblem(fetched.problem);
      return { lines: await linesOf(path, fetched.encoding) };
    });
  } catch (error) {
    if (error instanceof FileProblem) return { faults: [faultOf(error)] };
    throw error;
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
export function delimiterOf(head: string): string {
  const [first = ''] = head.trimStart().split(/[\r\n]/);
  const times = (sign: string) => first.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

function faultOf({ code, line, column }: FileProblem): SheetFault {
  const { what, remedy } = problemText(code, column);
  return { line, message: both(`${what.en} ${remedy.en}`, `${what['zh-CN']}${remedy['zh-CN']}`) };
}
