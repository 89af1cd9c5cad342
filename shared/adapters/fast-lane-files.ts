import type { Layout } from '../formats/layout.ts';
import { blocksOf, byteWriter } from './byte-file.ts';
import { type PlainRow, RETURN } from './fast-lane-bytes.ts';
import type { RepeatFilter } from './fast-lane-repeats.ts';

/** For each line of the export one line: a plain row, or one of empty cells where the line holds none. */
export const plainPath = (dir: string): string => `${dir}/plain.csv`;
/** Plain rows whose order may stand in the file again, each behind its line. */
export const againPath = (dir: string): string => `${dir}/again.csv`;
/** For each line of `plainPath` the hash of its order and its length, in words of 32 bits. */
const tracePath = (dir: string): string => `${dir}/trace.bin`;

const MARKS = 1 << 16;
const NONE: Uint8Array = new Uint8Array();

/** Plain rows that follow each other, not yet written. */
interface Run {
  bytes: Uint8Array;
  from: number;
  to: number;
}

/** Writes the lane's files: plain rows by the run, as they stand in the export but for the edits of some. */
export function laneFiles(dir: string, { header, delimiter }: Layout, row: PlainRow) {
  const plain = byteWriter(plainPath(dir));
  const trace = byteWriter(tracePath(dir));
  const marks = new Uint32Array(MARKS);
  const empty = delimiter.repeat(header.length - 1);
  /** As plain rows end, so this line must; known with the first of them. */
  let gap: Buffer | undefined;
  let owed = 0;
  let marked = 0;
  let run: Run = { bytes: NONE, from: 0, to: 0 };

  function mark(hash: number, length: number): void {
    if (marked === MARKS) flushMarks();
    marks[marked] = hash;
    marks[marked + 1] = length;
    marked += 2;
  }

  function flushMarks(): void {
    trace.write(new Uint8Array(marks.buffer, 0, marked * 4));
    marked = 0;
  }

  function flush(): void {
    if (run.to > run.from) plain.write(run.bytes.subarray(run.from, run.to));
    run.from = run.to;
  }

  /** Writes what stands before the first edit, and each edit in place of what it replaces. */
  function edit(): number {
    let grown = 0;
    const end = run.to;
    for (const { from, to, text } of row.edits) {
      run.to = from;
      flush();
      plain.write(text);
      run.from = to;
      grown += text.length - (to - from);
    }
    run.to = end;
    return grown;
  }

  function leave(lines: number): void {
    flush();
    if (!gap) owed += lines;
    else
      for (let i = 0; i < lines; i += 1) {
        plain.write(gap);
        mark(0, gap.length);
      }
  }

  return {
    keep(bytes: Uint8Array, from: number, to: number): void {
      if (!gap) {
        gap = Buffer.from(bytes[to - 2] === RETURN ? `${empty}\r\n` : `${empty}\n`);
        leave(owed);
      }
      if (run.to !== from || run.bytes !== bytes) {
        flush();
        run = { bytes, from, to };
      }
      run.to = to;
      mark(row.hash, to - from + (row.edits.length > 0 ? edit() : 0));
    },
    leave,
    /** What is not yet written stands in bytes that are about to change. */
    flush(): void {
      flush();
      run = { bytes: NONE, from: 0, to: 0 };
    },
    close(): void {
      flush();
      flushMarks();
      plain.close();
      trace.close();
    },
  };
}

/** Copies the rows whose order may stand in the file again; gives how many lines there are in all. */
export function copyRepeated(dir: string, repeats: RepeatFilter, delimiter: string): number {
  const again = byteWriter(againPath(dir));
  const blocks = blocksOf(plainPath(dir));
  let block: Uint8Array = NONE;
  let at = 0;
  let line = 0;
  let skipped = 0;

  function pass(length: number, wanted: boolean): void {
    for (let rest = length; rest > 0; ) {
      if (at === block.length) {
        block = blocks.next().value ?? NONE;
        at = 0;
      }
      const part = Math.min(rest, block.length - at);
      if (wanted) again.write(block.subarray(at, at + part));
      at += part;
      rest -= part;
    }
  }

  for (const traced of blocksOf(tracePath(dir))) {
    const marks = new Uint32Array(traced.buffer, 0, traced.length >> 2);
    for (let i = 0; i < marks.length; i += 2) {
      line += 1;
      const length = marks[i + 1] ?? 0;
      if (!repeats.mayRepeat(marks[i] ?? 0)) {
        skipped += length;
        continue;
      }
      pass(skipped, false);
      skipped = 0;
      again.write(Buffer.from(`${line}${delimiter}`));
      pass(length, true);
    }
  }
  again.close();
  return line;
}
