import { describe, expect, it } from 'vitest';
import {
  creates,
  filesOf,
  literal,
  rowsAsQueries,
  rowsAsQuery,
  tableOfObjects,
  withParameters,
} from '../../../shared/adapters/athena-texts.ts';

describe('parameters', () => {
  it.each([
    ['in their places, as texts', 'SELECT $1, $2', ['UTC', 'a'], "SELECT 'UTC', 'a'"],
    ['as often as they stand there', '$1 = $1', ['x'], "'x' = 'x'"],
    ['with their quotes doubled', 'SELECT $1', ["o'clock"], "SELECT 'o''clock'"],
    ['but not in a text', "SELECT '$1', $1", ['x'], "SELECT '$1', 'x'"],
    ['but not in a quoted name', 'SELECT "x_$a", "$1"', [], 'SELECT "x_$a", "$1"'],
    ['as numbers and as nothing', 'SELECT $1, $2, $3', [7, null, true], 'SELECT 7, NULL, true'],
  ])('stand %s', (_, sql, params, text) => {
    expect(withParameters(sql, params)).toBe(text);
  });

  it.each([
    ['one that is not given', 'SELECT $2', ['a']],
    ['a text that would break a line', 'SELECT $1', ['a\nb']],
  ])('refuse %s', (_, sql, params) => {
    expect(() => withParameters(sql, params)).toThrow(RangeError);
  });
});

describe('rows as a query', () => {
  const columns = { id: 'VARCHAR', at: 'TIMESTAMP', known: 'BOOLEAN' };
  it('say the type of every column, which may hold nothing', () => {
    const rows = [{ id: "a'b", at: '2026-10-01T00:00:00Z', known: null }];
    expect(rowsAsQuery(columns, rows)).toBe(
      `SELECT CAST(c0 AS varchar) AS "id", CAST(c1 AS timestamp(3)) AS "at", CAST(c2 AS boolean) AS "known" FROM (VALUES
  ('a''b', timestamp '2026-10-01 00:00:00.000', NULL)
) AS given (c0, c1, c2)`,
    );
  });
  it('are a query of no rows where there are none', () => {
    expect(rowsAsQuery({ id: 'VARCHAR' }, [])).toBe('SELECT CAST(NULL AS varchar) AS "id" WHERE false');
  });
});

describe('more rows than a query may hold', () => {
  const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `客${i}` }));
  const idsIn = (query: string) => Array.from(query.matchAll(/'客(\d+)'/g), ([, i]) => Number(i));
  // Each row is '客n' in its quotes, in those of JSON, and what stands between two: 3 + 1 + 2 + 2 + 7 bytes.
  it.each([
    ['are one where they fit', 5, 75, [5]],
    ['are one more where they do not', 5, 74, [4, 1]],
    ['are one a row where none fits', 3, 1, [1, 1, 1]],
    ['are one for no rows', 0, 10, [0]],
  ])('%s', (_, count, most, lengths) => {
    const found = rowsAsQueries({ id: 'VARCHAR' }, rowsOf(count), most).map(idsIn);
    expect(found.map(({ length }) => length)).toEqual(lengths);
    expect(found.flat()).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it.each(['"', '\\'])('are counted as they are handed on, where %j takes two bytes', (sign) => {
    const rows = Array.from({ length: 10 }, () => ({ id: sign.repeat(100) }));
    const queries = rowsAsQueries({ id: 'VARCHAR' }, rows, 1000);
    expect(queries.length).toBeGreaterThan(2);
    for (const query of queries) expect(JSON.stringify(query).length).toBeLessThan(1200);
  });
});

describe('statements', () => {
  it.each([
    ['CREATE TABLE a AS SELECT 1', { kind: 'TABLE', name: 'a', query: 'SELECT 1' }],
    ['CREATE VIEW b AS\nSELECT 1', { kind: 'VIEW', name: 'b', query: 'SELECT 1' }],
  ])('%s makes what it says', (sql, made) => expect(creates(sql)).toEqual(made));

  it.each(['INSERT INTO a SELECT 1', 'DROP TABLE a', 'CREATE TABLE a (b int)'])('%s is refused', (sql) => {
    expect(() => creates(sql)).toThrow(RangeError);
  });

  it('write files of partitions by the last column', () => {
    expect(filesOf('SELECT 1', 's3://lake/x/', 'part')).toBe(
      "UNLOAD (\nSELECT 1\n) TO 's3://lake/x/' WITH (format = 'PARQUET', partitioned_by = ARRAY['part'])",
    );
  });

  it('quote the names of a table of objects, some of which are words of the language', () => {
    const text = tableOfObjects('lake_orders', { row: 'BIGINT', decimals: 'TINYINT' }, 's3://lake/list/');
    expect(text).toContain('`lake_orders` (`row` bigint, `decimals` tinyint)');
    expect(() => tableOfObjects('t', { a: 'BLOB' }, 's3://lake/')).toThrow(RangeError);
  });

  it('say a moment in UTC', () => {
    expect(literal('2026-10-01T08:00:00+08:00', 'TIMESTAMP')).toBe("timestamp '2026-10-01 00:00:00.000'");
  });
});
