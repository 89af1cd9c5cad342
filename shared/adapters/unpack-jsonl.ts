import { createReadStream } from 'node:fs';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { mismatch } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { MAX_COLUMNS, type TableFile, withTable } from './unpack-table.ts';

const MAX_LINE = 2 * 1024 * 1024;
/** How much of an unreadable line is shown. */
const SHOWN = 200;

type Fields = ReadonlyMap<string, unknown>;

/**
 * Writes JSON Lines as a CSV: a header of all keys in the order in which they appear, then a line for every line of
 * the file. A line that is no object gets more cells than the header, so that it is refused as a row.
 */
export async function jsonLinesToTable(path: string, to: string, maxBytes: number): Promise<void> {
  const columns = await columnsOf(path);
  await withTable(to, maxBytes, async (table) => {
    table.line(columns);
    await eachLine(path, (line) => writeRow(table, columns, line));
  });
}

function writeRow(table: TableFile, columns: readonly string[], line: string): void {
  const fields = line.trim() === '' ? new Map() : fieldsOf(line);
  if (fields) table.line(columns.map((name) => cellOf(fields.get(name))));
  else table.line([line.slice(0, SHOWN), ...columns.map(() => ''), '']);
}

/** Two passes, so that no more than one line is in memory. */
async function columnsOf(path: string): Promise<string[]> {
  const columns = new Set<string>();
  let [records, lists] = [0, 0];
  await eachLine(path, (line, number) => {
    if (line.trim() === '') return;
    const fields = objectIn(line, JSON.parse);
    if (records === 0 && !fields && !/[^{\s]\s*\}\s*$/.test(line)) throw mismatch('jsonl');
    records += 1;
    if (!fields) return;
    if ([...fields.values()].some(Array.isArray)) lists += 1;
    for (const name of fields.keys()) columns.add(name);
    if (columns.size > MAX_COLUMNS) throw new FileProblem('F_TOO_MANY_COLUMNS', number);
  });
  if (columns.size === 0 || (records === 1 && lists === 1)) throw mismatch('jsonl');
  return [...columns];
}

/** Numbers stay as they are written: ids have more digits than a double, and `12.50` is not `12.5`. */
const fieldsOf = (line: string): Fields | null =>
  objectIn(line, (text) => parse(text, null, { onDuplicateKey: ({ newValue }) => newValue }));

function objectIn(line: string, read: (text: string) => unknown): Fields | null {
  try {
    const value = read(line);
    return isObject(value) ? new Map(Object.entries(value)) : null;
  } catch (error) {
    // Brackets nested too deep overflow the stack.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && !isLosslessNumber(value)) return stringify(value) ?? '';
  return String(value);
}

/** Hands over each line without its end; `number` is 1 for the first. */
async function eachLine(path: string, onLine: (line: string, number: number) => void): Promise<void> {
  const decode = strictUtf8();
  let [rest, number] = ['', 0];
  const take = (line: string) => {
    number += 1;
    if (line.length > MAX_LINE) throw tooLong(number);
    onLine(line.endsWith('\r') ? line.slice(0, -1) : line, number);
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const lines = (rest + decode(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > MAX_LINE) throw tooLong(number + 1);
  }
  rest += decode();
  if (rest !== '') take(rest);
}

/** Without a chunk: the end, where no character may be cut in two. */
function strictUtf8(): (chunk?: Buffer) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new FileProblem('F_ENCODING_UNKNOWN');
    }
  };
}

/** One endless first line is a single object, not one a line. */
const tooLong = (line: number): FileProblem =>
  line === 1 ? mismatch('jsonl') : new FileProblem('F_LINE_TOO_LONG', line);
