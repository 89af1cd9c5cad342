import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { type Entry, EntrySchema } from './entries.ts';

export type Log = ReturnType<typeof openLog>;

/** An append-only file of JSON lines. A last line without its end was never answered for, and is cut off. */
export function openLog(path: string) {
  const text = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) truncateSync(path, end);
  const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  const entries = lines.map((line) => EntrySchema.parse(JSON.parse(line)));
  const file = openSync(path, 'a', 0o600);

  let open = true;

  function append(entry: Entry): void {
    if (!open) throw new Error('the index is closed');
    writeSync(file, `${JSON.stringify(entry)}\n`);
    // A note that is lost only repeats an event.
    if (entry.op !== 'told') fdatasyncSync(file);
  }

  function close(): void {
    open = false;
    closeSync(file);
  }

  return { entries, append, close };
}
