import { closeSync, openSync, writeSync } from 'node:fs';
import type { Language } from '../domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../domain/csv.ts';
import type { HeaderOf } from '../formats/header-of.ts';
import { problemText } from '../formats/problems.ts';

const FLUSH = 1 << 16;
/** What a spreadsheet would round, cut or take for a power of ten, and then save so. */
const LOSES_DIGITS = /^(0\d+|\d{12,}|\d+[Ee]\d+)$/;

export interface Rejects {
  add(line: number, code: string, column: string | undefined, cells: readonly string[]): void;
  close(): void;
}

/**
 * The file that goes back to whoever uploaded: every refused row with its reason, ready to be mended in Excel.
 * `linesAbove` = lines of ours that the person never saw; `headerOf` = what the file itself calls a column.
 */
export function rejectsFile(
  path: string,
  language: Language,
  header: readonly string[],
  linesAbove = 0,
  headerOf: HeaderOf = (column) => column,
): Rejects {
  const file = openSync(path, 'w');
  let pending = BYTE_ORDER_MARK + csvLine(['line', 'code', 'reason', 'remedy', ...header]);
  const flush = () => {
    writeSync(file, pending);
    pending = '';
  };
  return {
    add(line, code, column, cells) {
      const { what, remedy } = problemText(code, column === undefined ? undefined : headerOf(column, cells));
      pending += csvLine([
        Math.max(0, line - linesAbove),
        code,
        what[language],
        remedy[language],
        ...cells.map(asText),
      ]);
      if (pending.length > FLUSH) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** A leading `'` keeps a number as the text that it is; intake takes it off. */
const asText = (cell: string): string => (LOSES_DIGITS.test(cell) ? `'${cell}` : cell);
