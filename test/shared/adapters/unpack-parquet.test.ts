import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { inspectText } from '../../support/inspect-text.ts';
import { refusal, unpacked } from '../../support/unpacked.ts';

/** The bytes of a Parquet file with the rows of a query. */
const parquet = (query: string, options = ''): Promise<Buffer> =>
  scratch(async (dir) => {
    const path = join(dir, 'made.parquet');
    await withDuckDb({ memoryMb: 300, dir }, (db) =>
      db.run(`COPY (${query}) TO '${path}' (FORMAT parquet ${options})`),
    );
    return readFile(path);
  });

describe('a value as text', () => {
  test.each([
    ['text', '\'张伟, "a"\'', '"张伟, ""a"""'],
    ['a newline becomes a space', "'a' || chr(10) || 'b' || chr(13) || 'c'", '"a b c"'],
    ['NULL', 'NULL::VARCHAR', ''],
    ['a large whole number', '9123372036854000123::BIGINT', '"9123372036854000123"'],
    ['a decimal', '12.50::DECIMAL(18, 2)', '"12.50"'],
    [
      'a decimal of 38 digits',
      "'1234567890123456789012345678901234.5678'::DECIMAL(38, 4)",
      '"1234567890123456789012345678901234.5678"',
    ],
    ['an amount as doubles have it', '17.799999999999997::DOUBLE', '"17.8"'],
    ['an id that became a double', '123456789012345::DOUBLE', '"123456789012345"'],
    ['an id that lost digits as a double', '123456789012345678::DOUBLE', '"1.23456789012346e+17"'],
    ['an amount as a float', '17.8::FLOAT', '"17.8"'],
    ['an amount that a float just holds', '12345.67::FLOAT', '"12345.67"'],
    ['an amount that no float holds', '1234567.8::FLOAT', '"1.234568e+06"'],
    ['an id as a float', '16777216::FLOAT', '"16777216"'],
    ['an id that lost digits as a float', '123456789::FLOAT', '"1.234568e+08"'],
    ['a date', "DATE '2026-03-01'", '"2026-03-01"'],
    ['a time without zone', "TIMESTAMP '2026-03-01 10:00:00'", '"2026-03-01 10:00:00"'],
    ['a time with zone', "TIMESTAMPTZ '2026-03-01 10:00:00.250+08'", '"2026-03-01T02:00:00.250Z"'],
    ['a time in nanoseconds', "TIMESTAMP_NS '2026-03-01 10:00:00.123456'", '"2026-03-01 10:00:00.123456"'],
    ['true', 'true', '"true"'],
    ['a list', '[1, 2]', '"[1,2]"'],
    ['a struct', "{'city': '上海', 'zip': 1}", '"{""city"":""上海"",""zip"":1}"'],
    ['a map', "MAP {'a': 1}", '"{""a"":1}"'],
    ['texts of old writers', "'abc'::BLOB", '"abc"'],
  ])('%s', async (_, value, expected) => {
    const read = await unpacked(await parquet(`SELECT ${value} AS v, 1 AS "end"`));
    expect(read.lines).toEqual(['"v","end"', `${expected},"1"`]);
  });
});

it('rows keep their order, and line n + 1 is row n', async () => {
  const read = await unpacked(
    await parquet('SELECT range AS n FROM range(300000)', ', ROW_GROUP_SIZE 10000'),
  );
  expect(read).toMatchObject({ container: 'parquet', encoding: 'utf-8', linesAbove: 1, warnings: [] });
  expect(read.lines).toHaveLength(300_001);
  expect(read.lines.every((line, i) => i === 0 || line === `"${i - 1}"`)).toBe(true);
});

it('B28 names of columns are data', async () => {
  const names = ['a"; COPY (SELECT 1) TO \'x', "b'", 'c,d', '订单号', 'e\nf', 'c0', 'v'];
  const columns = names.map((name, i) => `${i} AS "${name.replaceAll('"', '""')}"`);
  const read = await unpacked(await parquet(`SELECT ${columns.join(', ')}`));
  expect(read.lines).toEqual([
    '"a""; COPY (SELECT 1) TO \'x","b\'","c,d","订单号","e f","c0","v"',
    '"0","1","2","3","4","5","6"',
  ]);
});

it('a Parquet file says what the CSV of the same table says', async () => {
  const rows = [
    ['9123372036854000123', 'C1', '2026-03-01 10:00:00', '12.50'],
    ['2', '张伟', '2026-04-01 00:00:00', '0.00'],
    ['3', '', '2026-04-01 00:00:00', '5.10'],
  ];
  const values = rows.map(
    ([id, who, at, amount]) => `(${id}::BIGINT, '${who}', TIMESTAMP '${at}', ${amount}::DECIMAL(18, 2))`,
  );
  const table = await unpacked(
    await parquet(`FROM (VALUES ${values.join(', ')}) AS t(order_id, customer_id, ordered_at, amount)`),
  );
  const fromText = await inspectText(
    `order_id,customer_id,ordered_at,amount\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  );
  expect(fromText.counts).toMatchObject({ rows: 3, kept: 2 });
  expect(await inspectText(table.bytes)).toEqual(fromText);
});

describe('what is refused', () => {
  const WIDE = `SELECT ${Array.from({ length: 2001 }, (_, i) => `1 AS c${i}`).join(', ')}`;
  test.each<[string, () => Promise<Buffer>, object, string]>([
    ['2,001 columns', () => parquet(WIDE), {}, 'F_TOO_MANY_COLUMNS'],
    [
      'a billion equal rows',
      () => parquet('SELECT 1 AS v FROM range(3000000)'),
      { maxBytes: 2_999_999 },
      'F_DECOMPRESSED_TOO_LARGE',
    ],
    [
      'one long text a thousand times',
      () => parquet("SELECT repeat('x', 60000) AS v FROM range(1000)"),
      { maxBytes: 50_000_000 },
      'F_DECOMPRESSED_TOO_LARGE',
    ],
    [
      'random texts',
      () => parquet('SELECT uuid()::VARCHAR AS v FROM range(10000)'),
      { maxBytes: 300_000 },
      'F_DECOMPRESSED_TOO_LARGE',
    ],
    ['B77 renamed .csv', () => parquet('SELECT 1 AS v'), { extension: 'csv' }, 'F_FORMAT_MISMATCH Parquet'],
    ['its own name', () => parquet('SELECT 1 AS v'), { extension: 'parquet' }, 'read as parquet'],
    ['only the mark', async () => Buffer.from('PAR1....PAR1'), {}, 'F_FORMAT_MISMATCH Parquet'],
    [
      'cut off',
      async () => (await parquet('SELECT range AS v FROM range(1000)')).subarray(0, -20),
      {},
      'F_FORMAT_MISMATCH Parquet',
    ],
    ['encrypted', async () => Buffer.from('PARE....PARE'), {}, 'F_FORMAT_MISMATCH Parquet (PARE)'],
    ['bytes that are no UTF-8', () => parquet("SELECT '\\xFF\\xFE'::BLOB AS v"), {}, 'F_ENCODING_UNKNOWN'],
  ])('%s', async (_, body, wanted, expected) => {
    expect(await refusal(await body(), wanted)).toBe(expected);
  });
});

it('a damaged file is refused or read, and never more than that', async () => {
  const body = await parquet("SELECT range AS n, 'x' || range AS t FROM range(200)");
  for (let at = 0; at < body.length; at += Math.ceil(body.length / 60)) {
    const damaged = Buffer.from(body);
    damaged[at] = (damaged[at] ?? 0) ^ 0x55;
    expect(await refusal(damaged)).toMatch(/^(F_|read as)/);
  }
});
