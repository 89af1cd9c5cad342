import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { quoted, type Row, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { CUSTOMER_LAKE_COLUMNS, ORDER_LAKE_COLUMNS } from '../../shared/contract/intake.ts';

const TABLES = {
  orders: ORDER_LAKE_COLUMNS,
  customers: CUSTOMER_LAKE_COLUMNS,
  held: { customer_id: 'VARCHAR', held: 'VARCHAR' },
} as const;

/** A bucket in memory: what the steps use of a lake, and Parquet objects made of and read as plain rows. */
export function mapLake() {
  const objects = new Map<string, Buffer>();

  async function must(key: string): Promise<Buffer> {
    const body = objects.get(key);
    if (!body) throw new Error(`missing object ${key}`);
    return body;
  }
  async function putIfAbsent(key: string, body: Buffer | string): Promise<boolean> {
    if (objects.has(key)) return false;
    objects.set(key, Buffer.from(body));
    return true;
  }
  async function head(key: string) {
    const body = objects.get(key);
    const metadata: Record<string, string> = {};
    return body && { size: body.length, etag: '', lastModified: '', metadata, versionId: '' };
  }
  const download = async (key: string, path: string) => writeFile(path, await must(key));
  async function upload(path: string, key: string): Promise<string> {
    objects.set(key, await readFile(path));
    return '';
  }

  async function putRows(key: string, kind: keyof typeof TABLES, rows: Iterable<Row>): Promise<void> {
    await scratch((dir) =>
      withDuckDb({ memoryMb: 300, dir }, async (db) => {
        // Every row of the lake bears the name of its reading, as its object does.
        const intake_id = basename(key, '.parquet');
        const named = Array.from(rows, (row) => ({ intake_id, ...row }));
        await db.load('t', TABLES[kind], named);
        await db.run(`COPY t TO ${quoted(join(dir, 't.parquet'))} (FORMAT parquet)`);
        await upload(join(dir, 't.parquet'), key);
      }),
    );
  }

  async function rowsOf(keys: readonly string[]): Promise<Row[]> {
    return scratch((dir) =>
      withDuckDb({ memoryMb: 300, dir }, async (db) => {
        const paths = keys.map((_, i) => join(dir, `${i}.parquet`));
        for (const [i, key] of keys.entries()) await download(key, paths[i] ?? '');
        return db.rows(`SELECT * FROM read_parquet([${paths.map(quoted).join(', ')}])`);
      }),
    );
  }

  return { objects, must, head, putIfAbsent, download, upload, putRows, rowsOf };
}

export type MapLake = ReturnType<typeof mapLake>;
