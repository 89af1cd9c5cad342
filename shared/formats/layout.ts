import type { ExportKind } from '../contract/intake.ts';
import { detect, type Mapping, mustBeUsable } from './detect.ts';
import { FileProblem } from './profile.ts';

/** How a text is cut into records, and what its columns mean. */
export interface Layout {
  delimiter: string;
  /** The header as the file spells it, without the empty last column of a trailing delimiter. */
  header: string[];
  /** Lines before the header. */
  above: number;
  mapping: Mapping;
  strayMark: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'];
const MAX_COLUMNS = 2000;
const FULL_WIDTH_COMMA = '，';

/** Finds header and delimiter in the beginning of a file. `whole` = the head is all of it. */
export function findLayout(head: string, whole: boolean, hint: ExportKind): Layout {
  const lines = head.split(/\r\n|\n|\r/, 50);
  const declared = /^\uFEFF?"?sep=(.)"?$/i.exec(lines[0] ?? '')?.[1];
  let above = declared ? 1 : 0;
  while (above < lines.length && isBlank(lines[above] ?? '')) above += 1;
  const text = lines.length > above ? afterLines(head, above) : '';
  if (text === '') throw new FileProblem('F_NO_DATA_ROWS');
  const tried = (declared ? [declared] : DELIMITERS).map((delimiter) => {
    const cells = firstRecord(text, delimiter, whole, above + 1);
    return { delimiter, cells, mapping: detect(cells, hint) };
  });
  const { delimiter, cells, mapping } = best(tried, above + 1);
  if (cells.length > MAX_COLUMNS) throw new FileProblem('F_TOO_MANY_COLUMNS', above + 1);
  if (cells.length === 1 && text.split(/[\r\n]/, 1)[0]?.includes(FULL_WIDTH_COMMA))
    throw new FileProblem('F_HEADER_MISSING_COLUMN', above + 1, FULL_WIDTH_COMMA);
  mustBeUsable(mapping, above + 1);
  return {
    delimiter,
    header: cells,
    above,
    mapping,
    strayMark: cells.some((cell) => cell.includes('\uFEFF')),
  };
}

interface Tried {
  delimiter: string;
  cells: string[];
  mapping: Mapping;
}

/** The delimiter whose header is complete, else the one that makes most columns. */
function best(tried: readonly Tried[], line: number): Tried {
  const complete = tried.find(({ mapping }) => mapping.missing.length === 0 && usable(mapping));
  const [first, second] = [...tried].sort((a, b) => b.cells.length - a.cells.length);
  if (!first) throw new FileProblem('F_HEADER_MISSING', line);
  if (complete) return complete;
  if (second && second.cells.length === first.cells.length && first.cells.length > 1)
    throw new FileProblem('F_DELIMITER_AMBIGUOUS', line);
  return first;
}

const usable = (mapping: Mapping): boolean => Object.keys(mapping.positions).length > 0;
const isBlank = (line: string): boolean => /^[\s\uFEFF]*$/.test(line);

function afterLines(text: string, count: number): string {
  let rest = text;
  for (let i = 0; i < count; i += 1) rest = rest.replace(/^[^\r\n]*(\r\n|\n|\r)/, '');
  return rest;
}

/** The first record of a text by RFC 4180; a trailing delimiter makes no column. */
function firstRecord(text: string, delimiter: string, whole: boolean, line: number): string[] {
  const cells: string[] = [];
  let [cell, quoted, i] = ['', false, 0];
  for (; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (quoted && char === '"' && text[i + 1] === '"') i += 1;
    else if (char === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted;
      continue;
    } else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted && char === delimiter) {
      cells.push(cell);
      cell = '';
      continue;
    }
    cell += char;
  }
  if (quoted) throw new FileProblem('F_MALFORMED_CSV', line);
  if (i === text.length && !whole) throw new FileProblem('F_LINE_TOO_LONG', line);
  return cell.trim() === '' && cells.length > 0 ? cells : [...cells, cell];
}
