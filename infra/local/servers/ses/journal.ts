import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';

/** An append-only file of lines. */
export interface Journal {
  append(line: string): void;
  close(): void;
}

/**
 * Opens a journal and hands over its whole lines. What follows the last line end was torn by a kill; it is cut off, so
 * that the next line does not grow onto it.
 */
export function openJournal(path: string): { lines: string[]; journal: Journal } {
  if (!existsSync(path)) appendFileSync(path, '');
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(path, whole);
  const lines = bytes.toString('utf8', 0, whole).split('\n').filter(Boolean);
  const file = openSync(path, 'a');
  return {
    lines,
    journal: { append: (line) => void writeSync(file, `${line}\n`), close: () => closeSync(file) },
  };
}
