import { parse } from 'csv-parse/sync';
import type { ExportKind } from '../contract/intake.ts';
import { extensionOf } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { type Proposal, propose } from '../formats/propose.ts';
import { isValue } from '../formats/propose-cells.ts';
import { beginning, decodeFile } from './decode.ts';
import { unpackFile } from './unpack.ts';

const HEAD = 1 << 20;
const ROWS = 500;
const DELIMITERS = [',', ';', '\t', '|'];
const MAX_BYTES = 2 * 1024 ** 3;

interface Wanted {
  kind?: ExportKind | undefined;
  encoding?: string | undefined;
  sheet?: string | undefined;
  memoryMb: number;
}

interface Record {
  cells: string[];
  /** Lines of the file before it. */
  above: number;
}

/** Proposes a mapping for a file that nobody knows; `null` where it is not even a table. `dir` is for scratch files. */
export async function proposeFor(path: string, dir: string, wanted: Wanted): Promise<Proposal | null> {
  try {
    const unpacked = await unpackFile(path, dir, {
      ...{ extension: extensionOf(path), sheet: wanted.sheet },
      ...{ maxBytes: MAX_BYTES, memoryMb: wanted.memoryMb },
    });
    const text = await decodeFile(unpacked.path, unpacked.encoding ?? wanted.encoding);
    const { head, whole } = await beginning(text, HEAD);
    return proposeForText(whole ? head : head.replace(/[^\n]*$/, ''), wanted.kind);
  } catch (error) {
    if (error instanceof FileProblem) return null;
    throw error;
  }
}

/** Whatever delimiter makes the widest table; its column names are the first of the lines as wide as most. */
function proposeForText(text: string, kind: ExportKind | undefined): Proposal | null {
  const tables = DELIMITERS.map((delimiter) => ({ delimiter, records: recordsOf(text, delimiter) }));
  const width = ({ records }: { records: Record[] }) => usualWidth(records);
  const { delimiter, records } = tables.reduce((best, one) => (width(one) > width(best) ? one : best));
  const start = records.findIndex(({ cells }) => isHeader(cells, usualWidth(records)));
  const header = records[start];
  if (!header || !namesColumns(header.cells)) return null;
  const rows = records.slice(start + 1).map(({ cells }) => cells);
  const rivals = tables.filter((one) => width(one) === width({ records }) && width(one) > 1);
  return propose(header.cells, rows, {
    kind,
    skipLines: header.above,
    delimiter: rivals.length > 1 ? delimiter : undefined,
  });
}

/** At least two columns, and none named by what only a row of data holds. */
const namesColumns = (cells: readonly string[]): boolean =>
  cells.filter(isFilled).length > 1 && !cells.some(isValue);

function recordsOf(text: string, delimiter: string): Record[] {
  const lenient = { relax_quotes: true, relax_column_count: true, skip_records_with_error: true };
  const read = parse(text, { delimiter, bom: true, info: true, to: ROWS, ...lenient }) as unknown[];
  let above = 0;
  return read.map((each) => {
    const { record, info } = each as { record: string[]; info: { lines: number } };
    const one = { cells: record, above };
    above = info.lines;
    return one;
  });
}

/** How many cells most of the filled lines have. */
function usualWidth(records: readonly Record[]): number {
  const count = new Map<number, number>();
  for (const { cells } of records)
    if (cells.some(isFilled)) count.set(cells.length, (count.get(cells.length) ?? 0) + 1);
  return [...count].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

/** A title that a spreadsheet has padded to the width of its table leaves most of its cells empty. */
const isHeader = (cells: readonly string[], width: number): boolean =>
  cells.length === width && cells.filter(isFilled).length > width / 2;

const isFilled = (cell: string): boolean => cell.trim() !== '';
