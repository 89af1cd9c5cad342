import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginning, decodeFile } from '../../../shared/adapters/decode.ts';
import { type DuckDb, type Row, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { readRows, rejectsPath, rowsPath } from '../../../shared/adapters/export-pass.ts';
import { sortParsed, sortScanned } from '../../../shared/adapters/export-sort.ts';
import type { ExportRead } from '../../../shared/adapters/export-types.ts';
import { findLayout } from '../../../shared/formats/layout.ts';
import { FileProblem } from '../../../shared/formats/profile.ts';
import { NeedsSurvey } from '../../../shared/formats/row-refusal.ts';
import { initialStyle } from '../../../shared/formats/survey.ts';
import { NOW, READING_POLICY } from '../../support/inspect-text.ts';

interface Way {
  read: ExportRead;
  lake: Row[];
  rejects: string;
}

/** Reads a text in one of the two ways. */
async function readBy(sort: typeof sortScanned, body: string): Promise<Way | { code: string; line: number }> {
  const dir = await mkdtemp(join(tmpdir(), 'lane-'));
  try {
    const path = join(dir, 'upload');
    await writeFile(path, body);
    const text = await decodeFile(path);
    const { head, whole } = await beginning(text, 1 << 20);
    const layout = findLayout(head, whole, 'orders');
    const file = { path, hint: 'orders' as const, uploadedAt: NOW, policy: READING_POLICY };
    const out = { intakeId: 'i1', dir, memoryMb: 200, problems: 100, sample: 1 };
    const style = {
      ...initialStyle(layout.mapping.profile),
      date: { order: 'DMY' as const, epoch: 's' as const },
    };
    const read = await readRows({ file, out, text, layout, linesAbove: 0 }, style, { line: 0 }, sort).catch(
      refusal,
    );
    if ('code' in read) return read;
    const rows = (db: DuckDb) => db.rows(`SELECT * FROM read_parquet('${rowsPath(dir)}') ORDER BY "row"`);
    const lake = read.status === 'read' ? await withDuckDb({ memoryMb: 200, dir }, rows) : [];
    return { read, lake, rejects: await readFile(rejectsPath(dir), 'utf8') };
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** What ends the reading of a whole file must be the same as well. */
function refusal(error: unknown): { code: string; line: number } {
  if (error instanceof FileProblem) return { code: error.code, line: error.line };
  if (error instanceof NeedsSurvey) return { code: error.asks, line: 0 };
  throw error;
}

async function bothWays(body: string): Promise<void> {
  const [fast, slow] = [await readBy(sortScanned, body), await readBy(sortParsed, body)];
  expect(fast).toEqual(slow);
}

const COLUMNS = [
  'order_id',
  'customer_id',
  'ordered_at',
  'amount',
  'currency',
  'refund_amount',
  'status',
  'email',
  'category',
  'phone',
  'consent',
  'consent_at',
  'updated_at',
  'note',
];
const usual: Record<string, string[]> = {
  order_id: [
    'O1',
    'O2',
    'O3',
    '20260301-0001',
    '00123',
    "'O1",
    '1.23E+17',
    'null',
    '',
    'O 1',
    '#N/A',
    '-',
    '–1',
  ],
  customer_id: ['C1', 'C2', '', ' C1', 'none', 'N/A', 'a@1', '-5', '=\\"1\\"'],
  ordered_at: [
    ...[
      '2026-03-01',
      '2026-03-01 10:00',
      '2026-03-01T10:00:59',
      '2026-03-01 10:00:00.5',
      '2026-03-01T23:30:00Z',
    ],
    ...[
      '2026-03-01T23:30:00+08:00',
      '2026-03-01 10:00:00 -0330',
      '2026-02-29',
      '2024-02-29',
      '2026-3-1 9:00',
      '13/04/2026',
    ],
    ...[
      '1970-01-01',
      '1971-01-01',
      '2026-10-01 12:00',
      '2026-10-02',
      '2027-01-01',
      '2026-03-01 24:00',
      '2026-03-01 10:00+15:00',
    ],
    ...[
      '2026-03-01 ',
      '2026-03-01T10:00:00.1234Z',
      '1767225600',
      '',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
    ],
  ],
  amount: [
    '1',
    '12.50',
    '-3',
    '-0',
    '0',
    '007',
    '.5',
    '5.',
    '5.555',
    '12.500',
    '999999999',
    '9999999999',
    '¥4',
    '1e3',
    '',
    '1,234.00',
    '１',
  ],
  currency: ['CNY', 'cny', '', 'USD', 'JPY', 'KWD', 'RMB', '¥', 'nan', 'XX', 'BTC1'],
  refund_amount: ['', '0', '1', '-1', '2.5', '0.001', 'x', '-'],
  status: [
    '',
    'paid',
    'Paid',
    ' refunded',
    'refunded',
    'cancelled',
    'pending',
    '已完成',
    'odd',
    'constructor',
    '-',
  ],
  email: [
    ...[
      '',
      'a@x.com',
      'B@x.com',
      'a.b-c_d+e@mail.example',
      'none@none.com',
      'null@x.com',
      'nancy@x.com',
      'u1@members.ebay.com',
    ],
    ...[
      'a..b@x.com',
      '.a@x.com',
      'a@x',
      'a@x.c-',
      'a@-x.com',
      'a@x.123',
      'a b@x.com',
      '用户@x.com',
      'a@x.com@y.com',
      'a@x,y.com',
    ],
  ],
  category: [
    '',
    'books',
    'a  b',
    '图书',
    'a,b',
    'a;b',
    '无',
    'x\u200by',
    ' c',
    '=1+1',
    'line\nbreak',
    'tab\there',
    'q"q',
  ],
  phone: ['', '13800138000', '+86 138-0013-8000', '138****8000', 'x'],
  consent: ['', 'yes', 'NO', 'true', 'false', '是', 'maybe'],
  consent_at: ['', '2026-01-01', '2026-01-01T00:00:00Z', 'x'],
  updated_at: ['', '2026-03-05', '2026-03-06 10:00:00', '2026-03-06T10:00:00+02:00', 'y'],
  note: ['', 'anything', 'with "quotes"', 'two\nlines', 'nul\u0000', 'x'.repeat(300)],
};
const cellOf = (name: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(usual[name] ?? []).slice(0, 3)) },
    { weight: 3, arbitrary: fc.constantFrom(...(usual[name] ?? [''])) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
const spelt = (cell: string, quote: boolean) =>
  quote || /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const rowOf = (columns: readonly string[]) =>
  fc
    .tuple(
      fc.tuple(...columns.map(cellOf)),
      fc.boolean(),
      fc.constantFrom('', '', '', '', '', ',', ',x', ',,', 'cut', 'blank'),
    )
    .map(([cells, quote, end]) => {
      if (end === 'blank') return '';
      const line = cells.map((cell) => spelt(cell, quote)).join(',');
      return end === 'cut' ? line.slice(0, line.lastIndexOf(',')) : line + end;
    });
const file = fc
  .record({
    columns: fc
      .shuffledSubarray(COLUMNS, { minLength: 4 })
      .map((some) => [...new Set([...some, 'order_id', 'customer_id', 'ordered_at', 'amount'])]),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    ends: fc.boolean(),
  })
  .chain(({ columns, newline, ends }) =>
    fc
      .array(rowOf(columns), { minLength: 1, maxLength: 25 })
      .map((rows) => [columns.join(','), ...rows].join(newline) + (ends ? newline : '')),
  );

const LONG = 'order_id,customer_id,ordered_at,amount,updated_at';
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('the fast lane', () => {
  test('reads any file exactly as the row reader does', async () => {
    await fc.assert(fc.asyncProperty(file, bothWays), { numRuns: 60 });
  }, 180_000);

  test.each([
    ['only plain rows', `${LONG}\n${lines(3000, (i) => `O${i},C${i % 9},2026-03-01 10:00,${i}.5,`)}`],
    [
      'orders that come back',
      `${LONG}\n${lines(3000, (i) => `O${i % 1000},C${i % 9},2026-03-01,${i},2026-04-0${1 + (i % 9)}`)}`,
    ],
    [
      'a ragged row here and there',
      `${LONG}\n${lines(3000, (i) => (i % 50 ? `O${i},C1,2026-03-01,1,` : `O${i},C1`))}\n`,
    ],
    [
      'plain rows of an order that a spreadsheet wrapped',
      `${LONG}\n'O1,C1,2026-03-01,1,\nO1,C1,2026-03-01,2,\nO2,C1,2026-03-01,3,`,
    ],
    [
      'moments with and without a zone',
      `${LONG}\n${lines(60, (i) => `O${i},C1,2026-03-01T10:00:00${i % 3 ? 'Z' : ''},1,`)}`,
    ],
    [
      'both line ends',
      `${LONG}\r\nO0,C1,2026-03-01,1,\r\nO1,C1,2026-03-01,1,\nO2,C1,2026-03-01,1,\r\nO3,C1,2026-03-01,1,`,
    ],
    [
      'rows longer than a block',
      `${LONG},note\n${lines(40, (i) => `O${i},C1,2026-03-01,1,,${'x'.repeat(i * 3000)}`)}`,
    ],
    ['only rows that are not plain', `${LONG}\n'O1,C1,1/3/2026,¥1,\n'O2,C1,1/3/2026,¥1,`],
  ])('agrees on %s', async (_, body) => {
    await bothWays(body);
  });
});
