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
import { type AmountStyle, FileProblem } from '../../../shared/formats/profile.ts';
import { NeedsSurvey } from '../../../shared/formats/row-refusal.ts';
import { initialStyle } from '../../../shared/formats/survey.ts';
import { NOW, READING_POLICY } from '../../support/inspect-text.ts';
import { orderFiles } from '../../support/lane-files.ts';

interface Way {
  read: ExportRead;
  lake: Row[];
  rejects: string;
}

type Refusal = { code: string; line: number };

/** Reads a text in one of the two ways. */
async function readBy(sort: typeof sortScanned, body: string, amount?: AmountStyle): Promise<Way | Refusal> {
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
      ...(amount ? { amount } : {}),
    };
    const read = await readRows(
      { file, out, text, layout, linesAbove: 0, isJson: false },
      style,
      { line: 0 },
      sort,
    ).catch(refusal);
    if ('code' in read) return read;
    const rows = (db: DuckDb) => db.rows(`SELECT * FROM read_parquet('${rowsPath(dir)}') ORDER BY "row"`);
    const lake = read.status === 'read' ? await withDuckDb({ memoryMb: 200, dir }, rows) : [];
    return { read, lake, rejects: await readFile(rejectsPath(dir), 'utf8') };
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** What ends the reading of a whole file must be the same as well. */
function refusal(error: unknown): Refusal {
  if (error instanceof FileProblem) return { code: error.code, line: error.line };
  if (error instanceof NeedsSurvey) return { code: error.asks, line: 0 };
  throw error;
}

async function bothWays(body: string, amount?: AmountStyle): Promise<void> {
  const [fast, slow] = [await readBy(sortScanned, body, amount), await readBy(sortParsed, body, amount)];
  expect(fast).toEqual(slow);
}

const LONG = 'order_id,customer_id,ordered_at,amount,updated_at';
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('the fast lane', () => {
  test('reads any file exactly as the row reader does', async () => {
    const style = fc.constantFrom('point' as const, 'point' as const, undefined);
    await fc.assert(fc.asyncProperty(orderFiles, style, bothWays), { numRuns: 25 });
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
