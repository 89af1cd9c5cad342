import type { ExportKind } from '../contract/intake.ts';
import { detect, type Known, type Mapping, mustBeUsable } from './detect.ts';
import { firstRecord } from './first-record.ts';
import { FileProblem } from './profile.ts';

/** How a text is cut into records, and what its columns mean. */
export interface Layout {
  delimiter: string;
  /** Whether cells may stand in quotes. */
  quotes: boolean;
  /** The header as the file spells it, without the empty last column of a trailing delimiter. */
  header: string[];
  /** Lines before the header. */
  above: number;
  mapping: Mapping;
  strayMark: boolean;
}

interface Tried {
  delimiter: string;
  cells: string[];
  mapping: Mapping;
  above: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const MAX_COLUMNS = 2000;
const FULL_WIDTH_COMMA = '，';
/** So many lines may stand above a header that is known by its columns. */
const SEARCHED = 50;

/** Finds header and delimiter in the beginning of a file. `whole` = the head is all of it. */
export function findLayout(head: string, whole: boolean, hint: ExportKind, known: Known = {}): Layout {
  const starts = lineStarts(head);
  const declared = /^\uFEFF?"?sep=(.)"?$/im.exec(head.slice(0, starts[1] ?? head.length).trimEnd())?.[1];
  const top = known.mapping?.skipLines ?? firstFilledLine(head, starts, declared ? 1 : 0);
  if (top >= starts.length) throw new FileProblem('F_NO_DATA_ROWS');
  const said = known.mapping?.delimiter ?? declared;
  const attempt = (above: number, delimiter: string): Tried => {
    const cells = firstRecord(head.slice(starts[above]), delimiter, whole, above + 1);
    return { delimiter, cells, mapping: detect(cells, hint, known), above };
  };
  const tried = (said ? [said] : DELIMITERS).map((delimiter) => attempt(top, delimiter));
  const found = complete(tried) ?? below(head, starts, top, known, attempt) ?? widest(tried);
  return toLayout(found, head.slice(starts[found.above]), known);
}

function toLayout({ delimiter, cells, mapping, above }: Tried, text: string, known: Known): Layout {
  if (cells.length > MAX_COLUMNS) throw new FileProblem('F_TOO_MANY_COLUMNS', above + 1);
  if (cells.length === 1 && text.split(/[\r\n]/, 1)[0]?.includes(FULL_WIDTH_COMMA))
    throw new FileProblem('F_HEADER_MISSING_COLUMN', above + 1, FULL_WIDTH_COMMA);
  mustBeUsable(mapping, above + 1, known);
  return {
    ...{ delimiter, header: cells, above, mapping },
    quotes: mapping.profile.noQuotesWith !== delimiter,
    strayMark: cells.some((cell) => cell.includes('\uFEFF')),
  };
}

/** Where each line begins, of the first `SEARCHED` lines with something after them. */
function lineStarts(head: string): number[] {
  const starts = head === '' ? [] : [0];
  const newline = /\r\n|\n|\r/g;
  while (starts.length <= SEARCHED && newline.exec(head)) {
    if (newline.lastIndex < head.length) starts.push(newline.lastIndex);
    else break;
  }
  return starts;
}

function firstFilledLine(head: string, starts: readonly number[], from: number): number {
  let line = from;
  while (line < starts.length && /^[\s\uFEFF]*$/.test(head.slice(starts[line], starts[line + 1]))) line += 1;
  return line;
}

const isComplete = ({ mapping }: Tried): boolean =>
  mapping.missing.length === 0 && Object.keys(mapping.positions).length > 0;

const complete = (tried: readonly Tried[]): Tried | undefined => tried.find(isComplete);

/**
 * A header below titles or a preamble. Only columns that one platform alone has, or that somebody wrote down for this
 * file, are proof enough: a plain header is not told from a title row by guessing.
 */
function below(
  head: string,
  starts: readonly number[],
  top: number,
  { mapping }: Known,
  attempt: (above: number, delimiter: string) => Tried,
): Tried | undefined {
  if (mapping?.skipLines !== undefined) return undefined;
  for (let above = top + 1; above < starts.length; above += 1) {
    const line = head.slice(starts[above], starts[above + 1]);
    for (const delimiter of DELIMITERS.filter((one) => line.includes(one))) {
      const tried = attempt(above, delimiter);
      const proven = mapping !== undefined || tried.mapping.profile.signature.length > 0;
      if (proven && isComplete(tried)) return tried;
    }
  }
  return undefined;
}

/** Where no header is complete, the delimiter that makes most columns; it says best what is missing. */
function widest(tried: readonly Tried[]): Tried {
  const [first, second] = [...tried].sort((a, b) => b.cells.length - a.cells.length);
  if (!first) throw new FileProblem('F_HEADER_MISSING');
  if (second && second.cells.length === first.cells.length && first.cells.length > 1)
    throw new FileProblem('F_DELIMITER_AMBIGUOUS', first.above + 1);
  return first;
}
