import { join } from 'node:path';
import { columnOfPlain } from '../sql/plain-columns.ts';
import type { Bucket } from './bucket.ts';
import { type DuckDb, quoted, type Row, withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';

type Lake = Pick<Bucket, 'list' | 'download' | 'upload'>;

/** DuckDB over the files that Athena wrote below a prefix; `files` is empty where it wrote none. */
const reading = <T>(
  lake: Lake,
  memoryMb: number,
  prefix: string,
  work: (db: DuckDb, files: string, dir: string) => Promise<T>,
): Promise<T> =>
  scratch((dir) =>
    withDuckDb({ memoryMb, dir }, async (db) => {
      const paths: string[] = [];
      for (const key of await lake.list(prefix)) {
        const path = join(dir, `${paths.length}.parquet`);
        await lake.download(key, path);
        paths.push(path);
      }
      const list = paths.map(quoted).join(', ');
      const read = `read_parquet([${list}], hive_partitioning = false, union_by_name = true)`;
      return work(db, paths.length === 0 ? '' : read, dir);
    }),
  );

/** The rows of a query's files, under the names that we call the columns by. */
export const rowsOfFiles = (lake: Lake, memoryMb: number, prefix: string): Promise<Row[]> =>
  reading(lake, memoryMb, prefix, async (db, files) =>
    files === '' ? [] : db.rows(`SELECT ${await ourNames(db, files)} FROM ${files}`),
  );

/** Makes one object of all files, in an order if one is asked for, and tells how many rows it has. */
export const oneObject = (
  lake: Lake,
  memoryMb: number,
  { prefix, key, order, empty }: { prefix: string; key: string; order?: string; empty: Columns },
): Promise<number> =>
  reading(lake, memoryMb, prefix, async (db, files, dir) => {
    const query =
      files === ''
        ? `SELECT ${noRow(empty)} WHERE false`
        : `SELECT ${await ourNames(db, files)} FROM ${files}${order === undefined ? '' : ` ORDER BY ${order}`}`;
    const path = join(dir, 'one.parquet');
    const [written] = await db.rows(`COPY (${query}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`);
    await lake.upload(path, key);
    return Number(written?.Count);
  });

type Columns = Readonly<Record<string, string>>;

const noRow = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`)
    .join(', ');

async function ourNames(db: DuckDb, files: string): Promise<string> {
  const columns = await db.rows(`SELECT column_name AS name FROM (DESCRIBE SELECT * FROM ${files})`);
  return columns.map(({ name }) => `"${name}" AS "${columnOfPlain(String(name))}"`).join(', ');
}
