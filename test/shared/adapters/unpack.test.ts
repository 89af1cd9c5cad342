import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { extensionOf } from '../../../shared/formats/magic.ts';
import { problemText } from '../../../shared/formats/problems.ts';
import { refusal, unpacked } from '../../support/unpacked.ts';
import { oneSheet } from '../../support/xlsx.ts';

const CSV = 'order_id,amount\nO1,5\n';
const BOOK = oneSheet([
  ['order_id', 'amount'],
  ['O1', 5],
]);
const LINES = '{"order_id":"O1","amount":5}\n';
const XLS = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

describe('a text is left as it is', () => {
  test.each(['', 'csv', 'tsv', 'txt', 'tab', '2026', 'bak'])('called .%s', async (extension) => {
    const read = await unpacked(CSV, { extension });
    expect(read).toMatchObject({ container: 'text', linesAbove: 0, warnings: [], text: CSV });
    expect(read.encoding).toBeUndefined();
  });
});

describe('B77 what the bytes are, whatever the name says', () => {
  test.each<[string, string | Buffer, string, string]>([
    ['xlsx', BOOK, 'csv', 'F_FORMAT_MISMATCH Excel (.xlsx)'],
    ['xlsx', BOOK, 'txt', 'F_FORMAT_MISMATCH Excel (.xlsx)'],
    ['xlsx', BOOK, 'gz', 'F_FORMAT_MISMATCH Excel (.xlsx)'],
    ['xlsx', BOOK, '', 'read as xlsx'],
    ['xlsx', BOOK, 'xlsx', 'read as xlsx'],
    ['xlsx', BOOK, 'xlsm', 'read as xlsx'],
    ['the head of an xlsx', BOOK.subarray(0, 200), 'csv', 'F_FORMAT_MISMATCH Excel (.xlsx)'],
    ['xls', XLS, 'csv', 'F_FORMAT_MISMATCH Excel (.xls)'],
    ['xls', XLS, 'xls', 'F_FORMAT_MISMATCH Excel (.xls)'],
    ['PDF', '%PDF-1.7', 'csv', 'F_FORMAT_MISMATCH PDF'],
    ['HTML table', '\r\n<TABLE border=1><tr><td>订单号', 'csv', 'F_FORMAT_MISMATCH HTML'],
    ['HTML table', '<html><body><table>', 'xls', 'F_FORMAT_MISMATCH HTML'],
    ['JSON', '{"orders": []}', 'csv', 'F_FORMAT_MISMATCH JSON'],
    ['JSON', '{"orders": []}', 'json', 'F_FORMAT_MISMATCH JSON'],
    ['JSON', '[{"order_id": "1"}]', '', 'F_FORMAT_MISMATCH JSON'],
    ['JSON Lines', LINES, 'csv', 'F_FORMAT_MISMATCH JSON'],
    ['JSON Lines', LINES, 'ndjson', 'read as jsonl'],
    ['JSON Lines', LINES, 'json', 'read as jsonl'],
    ['Parquet', 'PAR1....PAR1', 'csv', 'F_FORMAT_MISMATCH Parquet'],
    ['gzip', gzipSync(CSV), 'csv', 'F_FORMAT_MISMATCH gzip'],
    ['gzip', gzipSync(CSV), 'gz', 'read as gzip'],
    ['gzip', gzipSync(CSV), '', 'read as gzip'],
    ['text', CSV, 'xlsx', 'F_FORMAT_MISMATCH CSV'],
    ['text', CSV, 'jsonl', 'F_FORMAT_MISMATCH CSV'],
    ['text', CSV, 'parquet', 'F_FORMAT_MISMATCH CSV'],
    ['text', CSV, 'gz', 'F_FORMAT_MISMATCH CSV'],
    ['text', CSV, 'xls', 'read as text'],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'csv', 'F_FORMAT_MISMATCH PNG'],
    ['XML', '<?xml version="1.0"?><a/>', 'csv', 'F_FORMAT_MISMATCH XML'],
    ['7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), 'csv', 'F_UNSUPPORTED_FORMAT 7z'],
    ['RAR', 'Rar!....', '', 'F_UNSUPPORTED_FORMAT RAR'],
    ['B70 nothing', '', 'csv', 'F_EMPTY_OBJECT'],
    ['B70 nothing', '', 'xlsx', 'F_EMPTY_OBJECT'],
  ])('%s', async (_, body, extension, expected) => {
    expect(await refusal(body, { extension })).toBe(expected);
  });
});

test.each([
  ['orders/a.CSV', 'csv'],
  ['orders/a.csv.gz', 'gz'],
  ['orders.2026/all', ''],
  ['orders/订单导出 (1).xlsx', 'xlsx'],
  ['orders/.csv', 'csv'],
  ['orders/a.', ''],
  ['a', ''],
])('the end of the name %s', (name, expected) => {
  expect(extensionOf(name)).toBe(expected);
});

it('whatever the bytes, they are read or refused with words', async () => {
  const marks = fc.constantFrom(
    ...['', 'a,b\n', '{"a":1}\n', '[{', 'PAR1', 'PK\x03\x04', 'PK\x05\x06', '\x1f\x8b\x08\x00', '\x1f\x8b'],
  );
  const bytes = fc
    .tuple(marks, fc.uint8Array({ maxLength: 400 }), marks)
    .map(([before, middle, after]) =>
      Buffer.concat([Buffer.from(before, 'latin1'), middle, Buffer.from(after, 'latin1')]),
    );
  const extension = fc.constantFrom('', 'csv', 'xlsx', 'gz', 'jsonl', 'parquet');
  await fc.assert(
    fc.asyncProperty(bytes, extension, async (body, ending) => {
      const [code = '', column] = (await refusal(body, { extension: ending })).split(/ (.*)/);
      if (code !== 'read') expect(problemText(code, column).what.en).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

it('a workbook or gzip with a changed byte is read or refused', async () => {
  const bodies = [BOOK, gzipSync(CSV.repeat(20)), Buffer.from(LINES.repeat(3))];
  const change = fc.record({
    of: fc.constantFrom(...bodies),
    at: fc.nat(),
    to: fc.integer({ min: 0, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ of, at, to }) => {
      const body = Buffer.from(of);
      body[at % body.length] = to;
      expect(await refusal(body)).toMatch(/^(F_|read as)/);
    }),
    { numRuns: 300 },
  );
});
