import { FileProblem } from '../formats/profile.ts';
import { BrokenFile } from './unpack-broken.ts';
import { MAX_COLUMNS } from './unpack-table.ts';
import { type NumberFormat, numberText } from './unpack-xlsx-formats.ts';
import { unescaped } from './unpack-xlsx-parts.ts';
import { type Attribute, walkXml } from './unpack-xml.ts';

/** What the cells of a sheet refer to. */
export interface CellContext {
  strings: readonly string[];
  formats: readonly NumberFormat[];
  from1904: boolean;
}

interface RawCell {
  type: string;
  style: number;
  value: string | undefined;
  /** A text that stands in the cell itself. */
  inline: string | undefined;
  formula: boolean;
}

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
/** A formula whose result was never worked out; nothing is executed here. */
const NOT_CALCULATED = '#VALUE!';

/** Hands over every row that has a filled cell, with its number in the sheet; empty cells are gaps. */
export function readSheet(
  xml: string,
  context: CellContext,
  onRow: (cells: readonly (string | undefined)[], row: number) => void,
): void {
  let [row, column, inData, inReading] = [0, 0, false, false];
  let cells: string[] = [];
  let cell: RawCell | undefined;
  let into: 'value' | 'inline' | undefined;

  function open(tag: string, attribute: Attribute): void {
    if (tag === 'sheetData') inData = true;
    if (!inData) return;
    if (tag === 'row') {
      row = rowNumber(attribute('r'), row);
      [column, cells] = [0, []];
    } else if (tag === 'c') {
      column = columnNumber(attribute('r'), column);
      cell = rawCell(attribute);
    } else if (cell) openInCell(cell, tag);
  }

  function openInCell(at: RawCell, tag: string): void {
    if (tag === 'f') at.formula = true;
    if (tag === 'rPh') inReading = true;
    if (tag === 'v') [into, at.value] = ['value', ''];
    if (tag === 't' && !inReading) [into, at.inline] = ['inline', at.inline ?? ''];
  }

  function close(tag: string): void {
    if (tag === 'sheetData') inData = false;
    if (tag === 'v' || tag === 't') into = undefined;
    if (tag === 'rPh') inReading = false;
    if (tag === 'c' && cell) {
      fill(cellText(cell, context));
      cell = undefined;
    }
    if (tag === 'row' && inData && cells.length > 0) onRow(cells, row);
  }

  function fill(text: string): void {
    if (text === '') return;
    if (column > MAX_COLUMNS) throw new FileProblem('F_TOO_MANY_COLUMNS', row);
    cells[column - 1] = text;
  }

  const text = (more: string): void => {
    if (cell && into) cell[into] = `${cell[into] ?? ''}${more}`;
  };
  walkXml(xml, { open, close, text });
}

const rawCell = (attribute: Attribute): RawCell => ({
  type: attribute('t') ?? 'n',
  style: Number(attribute('s') ?? 0),
  value: undefined,
  inline: undefined,
  formula: false,
});

/** Numbers may be left out; then rows and cells follow one another. */
function rowNumber(written: string | undefined, before: number): number {
  const row = written === undefined ? before + 1 : Number(written);
  if (!Number.isInteger(row) || row <= before || row > MAX_ROW) throw new BrokenFile('rows out of order');
  return row;
}

function columnNumber(reference: string | undefined, before: number): number {
  if (reference === undefined) return before + 1;
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1] ?? '';
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (column < 1 || column > MAX_COLUMN) throw new BrokenFile('a cell lies nowhere');
  return column;
}

function cellText(cell: RawCell, { strings, formats, from1904 }: CellContext): string {
  const { type, value, inline } = cell;
  if (inline !== undefined) return unescaped(inline);
  if (value === undefined || (value === '' && type !== 'str')) return cell.formula ? NOT_CALCULATED : '';
  if (type === 's') return sharedText(strings, value);
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'n') return numberText(value, formats[cell.style] ?? 'number', from1904);
  return type === 'str' ? unescaped(value) : value;
}

function sharedText(strings: readonly string[], index: string): string {
  const text = strings[Number(index)];
  if (text === undefined) throw new BrokenFile('a text is missing');
  return text;
}
