import type { Mentions } from './mentions.ts';
import { isHis } from './person.ts';
import { cellsOf, isHisRecord, rawRecords } from './records.ts';

/** A row that could not be taken in, with why; cells under what the shop's own file calls them. */
export interface Rejected {
  line: string;
  code: string;
  reason: string;
  remedy: string;
  cells: [column: string, cell: string][];
}

/** The rows of a rejects file that are about one person. */
export function rejectedOf(text: string, mentions: Mentions): Rejected[] {
  const [head = '', ...records] = rawRecords(text);
  const header = cellsOf(head.replace(/^\uFEFF/, ''));
  return records
    .filter((record) => mentions.maybe(record))
    .map(cellsOf)
    .filter((cells) => isHisRecord(header, cells, mentions))
    .map((cells) => told(header, cells, mentions));
}

function told(header: readonly string[], cells: readonly string[], mentions: Mentions): Rejected {
  const [line = '', code = '', reason = '', remedy = '', ...rest] = cells;
  const columns = header.slice(cells.length - rest.length);
  const own = rest.map((cell, i): [string, string] => [columns[i] ?? '', ownLines(cell, mentions)]);
  return { line, code, reason, remedy, cells: own };
}

/** A quote that never closes swallows the lines of other people: of such a cell only his lines are his. */
function ownLines(cell: string, mentions: Mentions): string {
  if (!cell.includes('\n')) return cell;
  const lines = cell.split(/\r?\n/).filter((line) => isHisLine(line, mentions));
  return lines.join('\n');
}

const isHisLine = (line: string, { person, names }: Mentions): boolean =>
  names(line) || cellsOf(line).some((cell) => isHis(person, cell.trim()) || person.orders.has(cell.trim()));
