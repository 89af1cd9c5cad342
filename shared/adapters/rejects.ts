import { closeSync, openSync, writeSync } from 'node:fs';
import type { Language } from '../domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv.ts';
import { problemText } from '../formats/problems.ts';

const FLUSH = 1 << 16;

export interface Rejects {
  add(line: number, code: string, column: string | undefined, cells: readonly string[]): void;
  close(): void;
}

/**
 * The file that goes back to whoever uploaded: every refused row with its reason, ready to be mended in Excel.
 * `linesAbove` = lines of ours that the person never saw.
 */
export function rejectsFile(
  path: string,
  language: Language,
  header: readonly string[],
  linesAbove = 0,
): Rejects {
  const file = openSync(path, 'w');
  let pending = BYTE_ORDER_MARK + csvLine(['line', 'code', 'reason', 'remedy', ...header]);
  const flush = () => {
    writeSync(file, pending);
    pending = '';
  };
  return {
    add(line, code, column, cells) {
      const { what, remedy } = problemText(code, column);
      pending += csvLine([Math.max(0, line - linesAbove), code, what[language], remedy[language], ...cells]);
      if (pending.length > FLUSH) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
