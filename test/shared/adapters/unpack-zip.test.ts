import { describe, expect, it, test } from 'vitest';
import { refusal } from '../../support/unpacked.ts';
import { bookEntries, oneSheet, type SheetCell, sheetXml, zipBytes } from '../../support/xlsx.ts';

const raw = (inner: string, attributes = ''): SheetCell => ({ inner, attributes });

describe('archives that cannot be trusted', () => {
  const entries = bookEntries({
    sheets: [
      {
        name: 'S',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
    ],
  });
  const withSheet = (change: object) =>
    zipBytes(entries.map((one) => (one.name.includes('sheet1') ? { ...one, ...change } : one)));
  const MISMATCH = 'F_FORMAT_MISMATCH Excel (.xlsx)';
  const TOO_LARGE = 'F_DECOMPRESSED_TOO_LARGE';
  const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, data: '' }));
  test.each<[string, Buffer, string]>([
    ['as it is', zipBytes(entries), 'read as xlsx'],
    ['stored', zipBytes(entries.map((one) => ({ ...one, stored: true }))), 'read as xlsx'],
    ['64-bit sizes', zipBytes(entries.map((one) => ({ ...one, wide: true }))), 'read as xlsx'],
    [
      'backslashes',
      zipBytes(entries.map((one) => ({ ...one, name: one.name.replaceAll('/', '\\') }))),
      'read as xlsx',
    ],
    ['a comment', zipBytes(entries, 'made by a shop'), 'read as xlsx'],
    [
      '80 MB beside the sheet',
      zipBytes([...entries, { name: 'xl/media/a.bin', data: Buffer.alloc(80 << 20) }]),
      TOO_LARGE,
    ],
    ['a sheet that says 4 GB', withSheet({ says: { size: 0xfffffff0 } }), TOO_LARGE],
    ['a sheet larger than it says', withSheet({ says: { size: 10 } }), TOO_LARGE],
    ['a sheet smaller than it says', withSheet({ says: { size: 9999 } }), MISMATCH],
    ['a wrong checksum', withSheet({ says: { crc: 1 } }), MISMATCH],
    ['encrypted', withSheet({ encrypted: true }), MISMATCH],
    ['10,001 entries', zipBytes([...entries, ...many]), TOO_LARGE],
    ['cut off', zipBytes(entries).subarray(0, -30), MISMATCH],
    ['no sheet where the book says', zipBytes(entries.slice(0, -1)), MISMATCH],
    ['no XML', withSheet({ data: 'nothing' }), MISMATCH],
    ['XML that breaks off', withSheet({ data: sheetXml([['a']]).slice(0, -20) }), MISMATCH],
    ['a text that is not there', withSheet({ data: sheetXml([[raw('<v>7</v>', 't="s"')]]) }), MISMATCH],
    [
      'a character that does not exist',
      withSheet({ data: sheetXml([[raw('<v>&#x110000;</v>', 't="str"')]]) }),
      MISMATCH,
    ],
  ])('%s', async (_, body, expected) => {
    expect(await refusal(body)).toBe(expected);
  });

  it('a billion laughs stay one', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
    const data = sheetXml([[raw('<v>&b;</v>', 't="str"')]]).replace('<worksheet>', `${laughs}<worksheet>`);
    const read = await refusal(withSheet({ data }));
    expect(['read as xlsx', MISMATCH]).toContain(read);
  });

  it('one long text in a thousand cells is counted a thousand times', async () => {
    const rows = Array.from({ length: 1000 }, () => [raw('<v>0</v>', 't="s"')]);
    const book = oneSheet(rows, { strings: [`<t>${'x'.repeat(30_000)}</t>`] });
    expect(await refusal(book, { maxBytes: 30_001_000 })).toBe('read as xlsx');
    expect(await refusal(book, { maxBytes: 30_000_999 })).toBe(TOO_LARGE);
  });
});

describe('other archives', () => {
  const archive = (...names: string[]) => zipBytes(names.map((name) => ({ name, data: 'a,b\n1,2\n' })));
  test.each<[string, Buffer, string]>([
    ['B78 many CSVs', archive('a.csv', 'b.csv'), 'F_UNSUPPORTED_FORMAT zip'],
    ['B78 one CSV', archive('a.csv'), 'F_UNSUPPORTED_FORMAT zip'],
    [
      'B78 names that climb out',
      archive('../../etc/passwd', '/tmp/x', '..\\x.csv'),
      'F_UNSUPPORTED_FORMAT zip',
    ],
    ['B78 an empty archive', archive(), 'F_UNSUPPORTED_FORMAT zip'],
    ['B78 an archive cut off', archive('a.csv').subarray(0, 40), 'F_UNSUPPORTED_FORMAT zip'],
    ['binary workbook', archive('xl/workbook.bin'), 'F_FORMAT_MISMATCH Excel (.xlsb)'],
    ['Word', archive('word/document.xml'), 'F_FORMAT_MISMATCH Word (.docx)'],
    ['OpenDocument', archive('content.xml', 'META-INF/manifest.xml'), 'F_FORMAT_MISMATCH OpenDocument'],
  ])('%s', async (_, body, expected) => {
    expect(await refusal(body)).toBe(expected);
    if (expected.endsWith(' zip')) expect(await refusal(body, { extension: 'csv' })).toBe(expected);
  });
});
