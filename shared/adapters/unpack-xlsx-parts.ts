import { posix } from 'node:path';
import { formatKind, type NumberFormat } from './unpack-xlsx-formats.ts';
import { type Attribute, walkXml } from './unpack-xml.ts';

export interface SheetInfo {
  name: string;
  /** Its entry in the archive. */
  path: string;
  hidden: boolean;
}

export interface Workbook {
  sheets: SheetInfo[];
  /** Days count from 1904 instead of 1900; old Macs wrote so. */
  from1904: boolean;
  /** Entries with the texts that cells share, and with the styles; a workbook may have neither. */
  stringsPath: string;
  stylesPath: string;
}

interface Relation {
  id: string;
  type: string;
  path: string;
}

const TRUE = new Set(['1', 'true', 'on']);
const nothing = (): void => undefined;

/** The worksheets in the order of their tabs; charts and macro sheets are none. */
export function readWorkbook(xml: string, relationsXml: string): Workbook {
  const relations = readRelations(relationsXml);
  const pathOf = (type: string, id?: string): string =>
    relations.find((one) => one.type.endsWith(type) && (id === undefined || one.id === id))?.path ?? '';
  const book: Workbook = {
    sheets: [],
    from1904: false,
    stringsPath: pathOf('/sharedStrings'),
    stylesPath: pathOf('/styles'),
  };
  const open = (tag: string, attribute: Attribute): void => {
    if (tag === 'workbookPr') book.from1904 = TRUE.has(attribute('date1904') ?? '');
    if (tag !== 'sheet') return;
    const path = pathOf('/worksheet', attribute('id') ?? '');
    const hidden = (attribute('state') ?? 'visible') !== 'visible';
    if (path !== '') book.sheets.push({ name: attribute('name') ?? '', path, hidden });
  };
  walkXml(xml, { open, close: nothing, text: nothing });
  return book;
}

function readRelations(xml: string): Relation[] {
  const relations: Relation[] = [];
  const open = (tag: string, attribute: Attribute): void => {
    if (tag !== 'Relationship') return;
    const target = (attribute('Target') ?? '').replaceAll('\\', '/');
    const path = posix.resolve('/xl', target).slice(1);
    relations.push({ id: attribute('Id') ?? '', type: attribute('Type') ?? '', path });
  };
  walkXml(xml, { open, close: nothing, text: nothing });
  return relations;
}

/** Texts by their index; runs of one text are joined, readings that are printed above it are left out. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let [text, inText, inReading] = ['', false, false];
  walkXml(xml, {
    open: (tag) => {
      if (tag === 'si') text = '';
      if (tag === 'rPh') inReading = true;
      if (tag === 't') inText = !inReading;
    },
    text: (more) => {
      if (inText) text += more;
    },
    close: (tag) => {
      if (tag === 't') inText = false;
      if (tag === 'rPh') inReading = false;
      if (tag === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
}

/** How numbers of each style are shown, by the style's index. */
export function readFormats(xml: string): NumberFormat[] {
  const templates = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  walkXml(xml, {
    open: (tag, attribute) => {
      if (tag === 'cellXfs') inCells = true;
      if (tag === 'numFmt') {
        templates.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      }
      if (tag === 'xf' && inCells) {
        const id = Number(attribute('numFmtId') ?? 0);
        formats.push(formatKind(id, templates.get(id)));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false;
    },
    text: nothing,
  });
  return formats;
}

/** Excel writes characters that XML cannot hold as `_x000D_`, and `_x005F_` for the mark itself. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
