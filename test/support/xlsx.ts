import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  data: string | Buffer;
  stored?: boolean;
  encrypted?: boolean;
  /** What the directory says instead of the truth. */
  says?: { size?: number; crc?: number };
  /** Sizes in the 64-bit extra field, as writers do that stream. */
  wide?: boolean;
}

const u16 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [i, number] of numbers.entries()) bytes.writeUInt16LE(number, i * 2);
  return bytes;
};

const u32 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32LE(number >>> 0, i * 4);
  return bytes;
};

const u64 = (...numbers: number[]): Buffer =>
  Buffer.concat(numbers.map((number) => u32(number % 2 ** 32, Math.floor(number / 2 ** 32))));

/** The bytes of a zip archive, honest but for what `says` and `encrypted` pretend. */
export function zipBytes(entries: readonly ZipEntry[], comment = ''): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packed = entry.stored ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const size = entry.says?.size ?? data.length;
    const flags = u16(entry.encrypted ? 1 : 0, entry.stored ? 0 : 8, 0, 0);
    const crc = u32(entry.says?.crc ?? crc32(data));
    const head = [
      Buffer.from('PK\x03\x04'),
      u16(20),
      flags,
      crc,
      u32(packed.length, size),
      u16(name.length, 0),
    ];
    const extra = entry.wide ? [u16(1, 16), u64(size, packed.length)] : [];
    const sizes = entry.wide ? u32(0xffffffff, 0xffffffff) : u32(packed.length, size);
    const more = u16(name.length, entry.wide ? 20 : 0, 0, 0, 0);
    central.push(
      Buffer.from('PK\x01\x02'),
      u16(20, 20),
      flags,
      crc,
      sizes,
      more,
      u32(0, offset),
      name,
      ...extra,
    );
    local.push(...head, name, packed);
    offset += Buffer.concat([...head, name, packed]).length;
  }
  const directory = Buffer.concat(central);
  const counts = u16(0, 0, entries.length, entries.length);
  const end = [Buffer.from('PK\x05\x06'), counts, u32(directory.length, offset), u16(comment.length)];
  return Buffer.concat([...local, directory, ...end, Buffer.from(comment)]);
}

/** A plain value, or a cell as the sheet's XML has it. */
export type SheetCell = string | number | boolean | null | { attributes?: string; inner: string };

export interface Sheet {
  name: string;
  /** By row number. */
  rows: Record<number, readonly SheetCell[]> | readonly (readonly SheetCell[])[];
  state?: string;
}

export interface Book {
  sheets: readonly Sheet[];
  /** Each an `<si>`'s inside. */
  strings?: readonly string[];
  /** Format templates; a cell's `s="1"` is the first, `s="0"` none. A number is a built-in format. */
  formats?: readonly (string | number)[];
  from1904?: boolean;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? columnLetters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

function cellXml(cell: SheetCell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${at}" ${cell.attributes ?? ''}>${cell.inner}</c>`;
}

export function sheetXml(rows: Sheet['rows']): string {
  const numbered = Array.isArray(rows)
    ? rows.map((cells, i) => [i + 1, cells] as const)
    : Object.entries(rows).map(([row, cells]) => [Number(row), cells as readonly SheetCell[]] as const);
  const lines = numbered.map(([row, cells]) => {
    const inner = cells.map((cell: SheetCell, i: number) => cellXml(cell, `${columnLetters(i + 1)}${row}`));
    return `<row r="${row}">${inner.join('')}</row>`;
  });
  return `<?xml version="1.0"?><worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const custom = formats.map((format, i) =>
    typeof format === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${escaped(format)}"/>` : '',
  );
  const styles = formats.map(
    (format, i) => `<xf numFmtId="${typeof format === 'string' ? 164 + i : format}"/>`,
  );
  // The first list holds templates of styles, which no cell refers to.
  return `<styleSheet><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The entries of a workbook, to be changed before they are zipped. */
export function bookEntries({ sheets, strings = [], formats = [], from1904 = false }: Book): ZipEntry[] {
  const tabs = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}" ${state ? `state="${state}"` : ''}/>`,
  );
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`;
  const relations = [
    ...sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    relation('rS', 'sharedStrings', '/xl/sharedStrings.xml'),
    relation('rT', 'styles', 'styles.xml'),
  ];
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="${TYPES}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${tabs.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${relations.join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', data: `<sst>${strings.map((one) => `<si>${one}</si>`).join('')}</sst>` },
    { name: 'xl/styles.xml', data: stylesXml(formats) },
    ...sheets.map(({ rows }, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data: sheetXml(rows) })),
  ];
}

export const workbook = (book: Book): Buffer => zipBytes(bookEntries(book));

/** A workbook of one sheet. */
export const oneSheet = (rows: Sheet['rows'], more: Omit<Book, 'sheets'> = {}): Buffer =>
  workbook({ sheets: [{ name: 'Orders', rows }], ...more });
