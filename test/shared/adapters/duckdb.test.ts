import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DuckDb, quoted, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';

const inDuckDb = <T>(work: (db: DuckDb, dir: string) => Promise<T>): Promise<T> =>
  scratch((dir) => withDuckDb({ memoryMb: 200, dir }, (db) => work(db, dir)));

describe('what DuckDB may not reach', () => {
  const outside = join(tmpdir(), 'tierwise-outside.csv');
  const escapes: [string, (dir: string) => string][] = [
    ['the environment', () => `SELECT * FROM read_text('/proc/self/environ')`],
    ['another file', () => `SELECT * FROM read_csv('/etc/passwd')`],
    [
      'a folder above',
      (dir) => `SELECT * FROM read_text(${quoted(join(dir, 'x'))} || '/../../../etc/passwd')`,
    ],
    ['a folder above, spelled out', (dir) => `SELECT * FROM read_text(${quoted(`${dir}/../../etc/passwd`)})`],
    ['every file', () => `SELECT * FROM glob('/etc/*')`],
    ['an extension', () => 'INSTALL httpfs'],
    ['an extension on disk', () => `LOAD '/usr/lib/libc.so'`],
    ['writing elsewhere', () => `COPY (SELECT 1) TO ${quoted(outside)}`],
    ['writing above', (dir) => `COPY (SELECT 1) TO ${quoted(`${dir}/../tierwise-outside.csv`)}`],
    ['another database', () => `ATTACH ${quoted(join(tmpdir(), 'tierwise-outside.db'))}`],
    ['its own lock', () => 'SET enable_external_access = true'],
    ['its memory limit', () => `SET memory_limit = '64GB'`],
    ['another folder', () => `SET allowed_directories = ['/']`],
  ];

  test.each(escapes)('%s', async (_, sql) => {
    await inDuckDb((db, dir) => expect(db.run(sql(dir))).rejects.toThrow());
    expect(existsSync(outside)).toBe(false);
  });

  test('an address', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('a\n1\n');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const at = server.address();
    const port = typeof at === 'object' && at ? at.port : 0;
    await inDuckDb((db) =>
      expect(db.run(`SELECT * FROM read_csv('http://127.0.0.1:${port}/a.csv')`)).rejects.toThrow(),
    );
    server.close();
    expect(seen).toEqual([]);
  });
});

describe('values', () => {
  test('come out plain', async () => {
    const sql = `SELECT 7::BIGINT AS big, sum(x)::BIGINT AS total, date '2026-09-30' AS day,
      timestamp '2026-09-30 10:11:12' AS at, true AS yes, NULL AS nothing, '张三' AS text
      FROM range(4) t(x)`;
    expect(await inDuckDb((db) => db.rows(sql))).toEqual([
      {
        big: 7,
        total: 6,
        day: '2026-09-30',
        at: '2026-09-30T10:11:12.000Z',
        yes: true,
        nothing: null,
        text: '张三',
      },
    ]);
  });

  test('a whole number that would lose digits is refused', async () => {
    await inDuckDb((db) =>
      expect(db.rows('SELECT 9007199254740993::BIGINT AS x')).rejects.toThrow('too large'),
    );
  });

  test('parameters stay values', async () => {
    const text = `'; DROP TABLE x; --`;
    expect(await inDuckDb((db) => db.rows('SELECT $1 AS text, $2 AS n', [text, 3]))).toEqual([
      { text, n: 3 },
    ]);
  });

  test('a table takes typed rows and Parquet keeps them', async () => {
    const columns = {
      id: 'VARCHAR',
      n: 'BIGINT',
      small: 'TINYINT',
      x: 'DOUBLE',
      day: 'DATE',
      at: 'TIMESTAMP',
      yes: 'BOOLEAN',
    } as const;
    const row = {
      id: 'a',
      n: -5,
      small: 2,
      x: 0.5,
      day: '1969-12-31',
      at: '2026-01-01T00:00:00.000Z',
      yes: false,
    };
    const back = await inDuckDb(async (db, dir) => {
      const file = quoted(join(dir, 'rows.parquet'));
      await db.load('t', columns, [row, { id: 'b', at: '2026-01-01T08:00:00+08:00' }]);
      await db.run(`COPY (SELECT * FROM t) TO ${file} (FORMAT parquet)`);
      return db.rows(`SELECT * FROM read_parquet(${file}) ORDER BY id`);
    });
    expect(back[0]).toEqual(row);
    expect(back[1]).toMatchObject({ id: 'b', n: null, day: null, at: '2026-01-01T00:00:00.000Z' });
  });

  test('large results stream', async () => {
    const count = await inDuckDb(async (db) => {
      let n = 0;
      for await (const row of db.stream('SELECT x FROM range(50000) t(x)')) n += Number(row.x) >= 0 ? 1 : 0;
      return n;
    });
    expect(count).toBe(50_000);
  });
});

test('a scratch folder is gone afterwards, whatever happened', async () => {
  let kept = '';
  const work = scratch(async (dir) => {
    kept = dir;
    await writeFile(join(dir, 'x'), '1');
    expect(await readdir(dir)).toEqual(['x']);
    throw new Error('on the way');
  });
  await expect(work).rejects.toThrow('on the way');
  expect(existsSync(kept)).toBe(false);
});

describe('columns of some rows', () => {
  test('give each text, or nothing, in whatever order it is asked for', async () => {
    await scratch((dir) =>
      withDuckDb({ memoryMb: 100, dir }, async (db) => {
        const query = `SELECT CASE WHEN range % 7 <> 0 THEN 'row ' || range || ' of many 客户' END FROM range(5000)`;
        const told = (row: number) => (row % 7 === 0 ? null : `row ${row} of many 客户`);
        let before = 0;
        for await (const { rows, column } of db.chunks(query)) {
          const text = column(0);
          const places = Array.from({ length: rows }, (_, place) => place);
          const mixed = places.map((place) => (place * 37) % rows);
          for (const asked of [places, [...places].reverse(), mixed])
            expect(asked.map(text)).toEqual(asked.map((place) => told(before + place)));
          before += rows;
        }
        expect(before).toBe(5000);
      }),
    );
  });
});
