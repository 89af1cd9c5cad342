import { mismatch, mustFitName } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { BrokenFile } from './unpack-broken.ts';
import { withTable } from './unpack-table.ts';
import { readFormats, readSharedStrings, readWorkbook, type SheetInfo } from './unpack-xlsx-parts.ts';
import { type CellContext, readSheet } from './unpack-xlsx-sheet.ts';
import { withZip } from './unpack-zip.ts';

interface Wanted {
  extension: string;
  sheet?: string | undefined;
  maxBytes: number;
  /** The first bytes of the file. */
  head: Buffer;
}

type Part = (name: string) => string | undefined;

/** A sheet is unpacked and parsed in memory. */
const LIMITS = { bytes: 50 * 1024 * 1024, entries: 10_000 };
/** One shared text may stand in a million cells. */
const MAX_TABLE = 10 * LIMITS.bytes;
const BOOK = 'xl/workbook.xml';
/** How much of the sheets' names is shown. */
const SHOWN = 200;
/** What else people know that is a zip archive inside. */
const OTHERS = [
  ['Excel (.xlsb)', 'xl/workbook.bin'],
  ['Word (.docx)', 'word/document.xml'],
  ['PowerPoint (.pptx)', 'ppt/presentation.xml'],
  ['OpenDocument', 'META-INF/manifest.xml'],
  ['Numbers', 'Index/Document.iwa'],
] as const;

/**
 * Writes a sheet of a workbook as a CSV, line n being row n of the sheet, all as wide as the widest; gives back the
 * names of the other visible sheets with anything in them, where nobody said which sheet to read. A zip archive that is no workbook is F_UNSUPPORTED_FORMAT.
 */
export async function workbookToTable(path: string, to: string, wanted: Wanted): Promise<string[]> {
  const found = { workbook: /\[Content_Types\]|xl\//.test(wanted.head.toString('latin1')) };
  try {
    return await withZip(path, LIMITS, (names, read) => {
      mustBeWorkbook(names);
      found.workbook = true;
      mustFitName('xlsx', wanted.extension);
      return fromWorkbook((name) => (names.has(name) ? read(name).toString('utf8') : undefined), to, wanted);
    });
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    throw found.workbook ? mismatch('xlsx') : new FileProblem('F_UNSUPPORTED_FORMAT', 0, 'zip');
  }
}

function mustBeWorkbook(names: ReadonlySet<string>): void {
  if (names.has(BOOK)) return;
  const other = OTHERS.find(([, part]) => names.has(part))?.[0];
  throw other
    ? new FileProblem('F_FORMAT_MISMATCH', 0, other)
    : new FileProblem('F_UNSUPPORTED_FORMAT', 0, 'zip');
}

async function fromWorkbook(part: Part, to: string, { sheet: wanted, maxBytes }: Wanted): Promise<string[]> {
  const book = readWorkbook(must(part(BOOK)), must(part('xl/_rels/workbook.xml.rels')));
  const sheet = chosen(book.sheets, wanted);
  const [strings, styles] = [part(book.stringsPath), part(book.stylesPath)];
  const context = {
    strings: strings === undefined ? [] : readSharedStrings(strings),
    formats: styles === undefined ? [] : readFormats(styles),
    from1904: book.from1904,
  };
  await writeSheet(must(part(sheet.path)), context, to, Math.min(maxBytes, MAX_TABLE));
  const unread = book.sheets.filter((one) => one !== sheet && !one.hidden);
  if (wanted !== undefined) return [];
  return unread.filter(({ path }) => hasCells(part(path) ?? '')).map(({ name }) => name);
}

function must(text: string | undefined): string {
  if (text === undefined) throw new BrokenFile('a part is missing');
  return text;
}

const hasCells = (xml: string): boolean => /<(\w+:)?(v|is)\b/.test(xml);

function chosen(sheets: readonly SheetInfo[], wanted: string | undefined): SheetInfo {
  const found =
    wanted === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : sheets.find(({ name }) => sameName(name, wanted));
  if (found) return found;
  const names = sheets.map(({ name }) => name).join(', ');
  throw wanted === undefined
    ? new FileProblem('F_NO_DATA_ROWS')
    : new FileProblem('F_SHEET_MISSING', 0, names.slice(0, SHOWN));
}

/** Excel itself tells no two sheets apart by case. */
const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b);
const plainName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Two passes: the header must be as wide as the widest row, or that row would be refused. */
async function writeSheet(xml: string, context: CellContext, to: string, maxBytes: number): Promise<void> {
  let width = 0;
  readSheet(xml, context, (cells) => {
    width = Math.max(width, cells.length);
  });
  let line = 0;
  await withTable(to, maxBytes, (table) =>
    readSheet(xml, context, (cells, row) => {
      for (; line < row - 1; line += 1) table.line([]);
      line = row;
      table.line(Array.from({ length: width }, (_, i) => cells[i] ?? ''));
    }),
  );
}
