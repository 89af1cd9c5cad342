import { join } from 'node:path';
import { both } from '../domain/bilingual.ts';
import type { SheetLine } from '../domain/override-columns.ts';
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
