import { describe, expect, test } from 'vitest';
import { withDuckDb } from '../../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../../shared/adapters/scratch.ts';
import { readAsset } from '../../../../shared/runtime/assets.ts';
import { textLiteral } from '../../../../shared/sql/bind.ts';

const found = (expression: string) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 100, dir }, async (db) => {
      await db.run(readAsset('infra/local/athena/trino-words.sql'));
      const [row] = await db.rows(`SELECT ${expression} AS found`);
      return row?.found;
    }),
  );

describe('an instant by the clock of a zone', () => {
  test.each([
    ['2026-03-29 00:59:59', 'Europe/Berlin', '2026-03-29 01:59:59'],
    ['2026-03-29 01:00:00', 'Europe/Berlin', '2026-03-29 03:00:00'],
    ['2025-10-26 00:30:00', 'Europe/Berlin', '2025-10-26 02:30:00'],
    ['2025-10-26 01:30:00', 'Europe/Berlin', '2025-10-26 02:30:00'],
    ['2026-06-30 16:00:00.250', 'Asia/Shanghai', '2026-07-01 00:00:00.25'],
  ])('%s UTC is, in %s, %s', async (utc, zone, local) => {
    const moment = `at_timezone(with_timezone(timestamp '${utc}', 'UTC'), '${zone}')`;
    expect(await found(`CAST(CAST(${moment} AS timestamp(3)) AS varchar)`)).toBe(local);
  });
});

describe('a text out of a JSON object by the path of its name', () => {
  test.each([
    ['plan', '$["plan"]'],
    ['a/b~c', '$["a/b~c"]'],
    ['say "x"', '$["say \\"x\\""]'],
    ['back\\slash', '$["back\\\\slash"]'],
    ["le'vel.x [1]", `$["le'vel.x [1]"]`],
    ['等级', '$["等级"]'],
  ])('%s', async (name, path) => {
    const value = textLiteral(JSON.stringify({ other: 'no', [name]: 'yes' })).sql;
    expect(await found(`json_extract_scalar(${value}, ${textLiteral(path).sql})`)).toBe('yes');
    expect(await found(`json_extract_scalar('{"other":"no"}', ${textLiteral(path).sql})`)).toBe(null);
  });
});

test('no two lists of texts and NULLs are the same text', async () => {
  const lists = [`'a', NULL`, `NULL, 'a'`, `'a', ''`, `'a","', ''`, `'null', 'a'`];
  const texts = await Promise.all(lists.map((list) => found(`json_format(CAST(ARRAY[${list}] AS json))`)));
  expect(new Set(texts).size).toBe(lists.length);
});

test('the number that a customer goes by is whole and not negative', async () => {
  const numbers = `from_big_endian_64(xxhash64(to_utf8('c' || CAST(range AS varchar))))`;
  expect(await found(`(SELECT CAST(count(DISTINCT ${numbers}) AS bigint) FROM range(2000))`)).toBe(2000);
  expect(await found(`(SELECT min(${numbers}) >= 0 FROM range(2000))`)).toBe(true);
});

/** As Trino does; the texts order by columns that may be NULL and say nothing of it. */
test.each(['ASC', 'DESC'])('whatever is NULL comes last, ordered %s', async (direction) =>
  expect(
    await found(
      `(SELECT last(x) FROM (SELECT x FROM (VALUES (1), (NULL), (2)) t(x) ORDER BY x ${direction}))`,
    ),
  ).toBe(null),
);
