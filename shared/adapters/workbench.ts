import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Source } from '../domain/packs/places.ts';
import type { Bucket } from './bucket.ts';
import { type DuckDb, type DuckDbSettings, quoted, withDuckDb } from './duckdb.ts';
import { scratch } from './scratch.ts';

const DOWNLOADS_AT_ONCE = 8;

/** The lowest level: on our rows it is cheaper than the usual one and hardly longer. */
const PACKED = 'COMPRESSION zstd, COMPRESSION_LEVEL 1';

type Lake = Pick<Bucket, 'download' | 'upload'>;

/** What DuckDB is held to besides its memory. */
export type Limits = Omit<DuckDbSettings, 'memoryMb' | 'dir'>;

/** Lends DuckDB beside a lake: Parquet objects become tables, and queries become Parquet objects. */
export const openWorkbench =
  (lake: Lake, memoryMb: number, settings: Limits = {}) =>
  <T>(work: (bench: Workbench) => Promise<T>): Promise<T> =>
    scratch((dir) => withDuckDb({ ...settings, memoryMb, dir }, (db) => work(bench(lake, db, dir))));

export type Workbench = ReturnType<typeof bench>;

type Fetched = Source & { path: string };

/** Queries of all rows that count, one for all objects that count whole. */
function readingsOf(files: readonly Fetched[]): string[] {
  const rows = (paths: readonly string[]) =>
    `SELECT * FROM read_parquet([${paths.map(quoted).join(', ')}], hive_partitioning = false, union_by_name = true)`;
  const whole = files.flatMap(({ path, only }) => (only === undefined ? [path] : []));
  const packs = files.flatMap(({ path, only }) =>
    only === undefined ? [] : [`${rows([path])} WHERE intake_id IN (${only.map(quoted).join(', ')})`],
  );
  return whole.length === 0 ? packs : [rows(whole), ...packs];
}

function bench(lake: Lake, db: DuckDb, dir: string) {
  /**
   * Makes `table` of the rows of all objects; of none, an empty one. Only `columns` are read, and of an object with `only`
   * the rows of those exports.
   */
  async function fetch(
    table: string,
    columns: Readonly<Record<string, string>>,
    sources: readonly (string | Source)[],
  ): Promise<void> {
    const typed = Object.entries(columns);
    if (sources.length === 0) {
      await db.run(
        `CREATE TABLE "${table}" (${typed.map(([name, type]) => `"${name}" ${type}`).join(', ')})`,
      );
      return;
    }
    const files = await downloadAll(
      table,
      sources.map((source) => (typeof source === 'string' ? { key: source } : source)),
    );
    const picked = typed.map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ');
    // A file of an earlier program lacks the columns that came later: they are NULL.
    const empty = typed.map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`).join(', ');
    const read = [`SELECT ${empty} WHERE false`, ...readingsOf(files)].join(' UNION ALL BY NAME ');
    await db.run(`CREATE VIEW "${table}" AS SELECT ${picked} FROM (${read})`);
  }

  /** The local names are our own: a key never becomes a path. */
  async function downloadAll(table: string, sources: readonly Source[]): Promise<Fetched[]> {
    const files = sources.map((source, i) => ({ ...source, path: join(dir, `${table}-${i}.parquet`) }));
    for (let from = 0; from < files.length; from += DOWNLOADS_AT_ONCE)
      await Promise.all(
        files.slice(from, from + DOWNLOADS_AT_ONCE).map(({ key, path }) => lake.download(key, path)),
      );
    return files;
  }

  /**
   * Fills the new `table` with these fields of gzipped JSON Lines, object after object, so that the disk holds one at a
   * time. Unpacked here: DuckDB takes a damaged archive for a shorter one.
   */
  async function fetchLines(
    table: string,
    fields: Readonly<Record<string, string>>,
    keys: readonly string[],
  ): Promise<void> {
    const typed = Object.entries(fields);
    await db.run(`CREATE TABLE "${table}" (${typed.map(([name, type]) => `"${name}" ${type}`).join(', ')})`);
    const types = typed.map(([name, type]) => `"${name}": ${quoted(type)}`).join(', ');
    const [packed, lines] = [join(dir, 'lines.gz'), join(dir, 'lines.jsonl')];
    for (const key of keys) {
      await lake.download(key, packed);
      await pipeline(createReadStream(packed), createGunzip(), createWriteStream(lines));
      const read = `read_json(${quoted(lines)}, format = 'newline_delimited', columns = {${types}})`;
      await db.run(`INSERT INTO "${table}" SELECT * FROM ${read}`);
    }
  }

  /** Writes a query's rows as one Parquet object and tells how many they were. */
  async function save(query: string, key: string): Promise<number> {
    const path = join(dir, 'save.parquet');
    const [written] = await db.rows(`COPY (${query}) TO ${quoted(path)} (FORMAT parquet, ${PACKED})`);
    await lake.upload(path, key);
    await rm(path);
    return Number(written?.Count);
  }

  return { ...db, fetch, fetchLines, save };
}
