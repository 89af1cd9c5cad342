import { closeSync, openSync, writeSync } from 'node:fs';
import { FileProblem } from '../formats/profile.ts';

/** More columns are refused before anything as wide is written. */
export const MAX_COLUMNS = 2000;

const FLUSH = 1 << 18;
/** Signs that could be taken for a delimiter, or that begin a quoted cell. */
const TO_QUOTE = /[",;|\t]|^\s|\s$/;
const NEWLINES = /\r\n|\n|\r/g;

/** Cells of one line: a newline inside becomes a space, so that lines can be counted. */
export const tableLine = (cells: readonly string[]): string => `${cells.map(quotedCell).join(',')}\n`;

function quotedCell(cell: string): string {
  const text = cell.replace(NEWLINES, ' ');
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes a CSV of one line a record; more than `maxBytes` are F_DECOMPRESSED_TOO_LARGE. */
export function tableFile(path: string, maxBytes: number) {
  const file = openSync(path, 'w');
  let [pending, size] = ['', 0];

  function flush(): void {
    size += Buffer.byteLength(pending);
    if (size > maxBytes) throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
    writeSync(file, pending);
    pending = '';
  }

  function line(cells: readonly string[]): void {
    pending += tableLine(cells);
    if (pending.length > FLUSH) flush();
  }

  return { line, flush, close: () => closeSync(file) };
}

export type TableFile = ReturnType<typeof tableFile>;

/** Lends a table that is whole on disk when `work` is done. */
export async function withTable<T>(
  path: string,
  maxBytes: number,
  work: (table: TableFile) => T | Promise<T>,
): Promise<T> {
  const table = tableFile(path, maxBytes);
  try {
    const made = await work(table);
    table.flush();
    return made;
  } finally {
    table.close();
  }
}
