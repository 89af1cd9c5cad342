import { constants } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { mismatch } from '../formats/magic.ts';
import { FileProblem } from '../formats/profile.ts';
import { type DuckDb, quoted, type Row, withDuckDb } from './duckdb.ts';
import { MAX_COLUMNS } from './unpack-table.ts';

interface Limits {
  maxBytes: number;
  memoryMb: number;
}

interface Column {
  name: string;
  type: string;
}

/** Writes a Parquet file as a CSV with a header; cells are quoted, NULL is an empty one. */
export async function parquetToTable(path: string, to: string, dir: string, limits: Limits): Promise<void> {
  const inside = join(dir, 'unpack.parquet');
  await bringIn(path, inside);
  await withDuckDb({ memoryMb: limits.memoryMb, dir }, async (db) => {
    try {
      const columns = await columnsOf(db, inside, limits.maxBytes);
      await write(db, inside, columns, to, limits.maxBytes);
    } catch (error) {
      throw error instanceof FileProblem ? error : problemOf(error);
    }
  });
}

/** DuckDB reaches only its own folder. */
async function bringIn(path: string, inside: string): Promise<void> {
  await link(path, inside).catch(() => copyFile(path, inside, constants.COPYFILE_FICLONE));
}

function problemOf(error: unknown): FileProblem {
  const text = error instanceof Error ? error.message : '';
  if (/out of memory/i.test(text)) return new FileProblem('F_DECOMPRESSED_TOO_LARGE');
  return /invalid (string encoding|unicode)|utf-?8/i.test(text)
    ? new FileProblem('F_ENCODING_UNKNOWN')
    : mismatch('parquet');
}

/** Texts of old writers are not marked as such. */
const source = (path: string): string =>
  `read_parquet(${quoted(path)}, binary_as_string = true, hive_partitioning = false)`;

/** Every cell takes a byte at least, however small the file packs it. */
async function columnsOf(db: DuckDb, path: string, maxBytes: number): Promise<Column[]> {
  const described = await db.rows(`DESCRIBE SELECT * FROM ${source(path)}`);
  if (described.length > MAX_COLUMNS) throw new FileProblem('F_TOO_MANY_COLUMNS');
  const [size] = await db.rows(`SELECT coalesce(sum(total_uncompressed_size), 0)::DOUBLE AS bytes,
      coalesce(max(row_group_num_rows), 0)::DOUBLE AS most
    FROM parquet_metadata(${quoted(path)})`);
  const [counted] = await db.rows(`SELECT count(*)::DOUBLE AS n FROM ${source(path)}`);
  const rows = Math.max(numberIn(counted, 'n'), numberIn(size, 'most'));
  if (numberIn(size, 'bytes') > maxBytes || rows * described.length > maxBytes)
    throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
  return described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}

const numberIn = (row: Row | undefined, name: string): number => Number(row?.[name] ?? 0);

/** Names of the file are data: they reach SQL as rows of a table, never as words of it. */
async function write(db: DuckDb, path: string, columns: readonly Column[], to: string, maxBytes: number) {
  const names = columns.map((_, i) => `c${i}`);
  const header = Object.fromEntries(columns.map(({ name }, i) => [`c${i}`, name.replace(/[\r\n]+/g, ' ')]));
  await db.load('header', Object.fromEntries(names.map((name) => [name, 'VARCHAR' as const])), [header]);
  const texts = columns.map(({ type }, i) => `${textOf(`c${i}`, type)} AS c${i}`);
  const table = `(SELECT ${texts.join(', ')} FROM ${source(path)} AS t(${names.join(', ')}))`;
  const bytes = names.map((name) => `coalesce(sum(strlen(${name})), 0)`).join(' + ');
  const [size] = await db.rows(`SELECT (${bytes})::DOUBLE AS bytes FROM ${table}`);
  if (numberIn(size, 'bytes') > maxBytes) throw new FileProblem('F_DECOMPRESSED_TOO_LARGE');
  await db.run(`COPY (FROM header UNION ALL FROM ${table})
    TO ${quoted(to)} (FORMAT csv, HEADER false, FORCE_QUOTE *, NULL '')`);
}

function textOf(name: string, type: string): string {
  if (/[[(]/.test(type) && !type.startsWith('DECIMAL')) return `to_json(${name})::VARCHAR`;
  if (type === 'VARCHAR') return `translate(${name}, chr(10) || chr(13), '  ')`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
  if (type === 'DOUBLE') return doubleText(name);
  if (type === 'FLOAT') return floatText(name);
  return `${name}::VARCHAR`;
}

/**
 * A double holds 15 digits for sure: 17.799999999999997 is what 17.8 became on its way. Numbers with more have lost
 * some, and come out as 1.2e+17, which is refused as an id and as an amount.
 */
const doubleText = (name: string): string => `format('{:.15g}', ${name})`;

/** A float holds whole numbers up to 2^24 and hundredths up to 2^17; above that digits are lost. */
const floatText = (name: string): string => `CASE
  WHEN ${name} = trunc(${name}) AND abs(${name}) <= 16777216 THEN ${name}::BIGINT::VARCHAR
  WHEN abs(${name}) < 131072 THEN ${name}::VARCHAR
  ELSE format('{:e}', ${name}) END`;
