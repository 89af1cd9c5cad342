import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDb, quoted, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { StateError } from '../asl/errors.ts';
import { fetchListed, mustBeEmpty, putAll } from './objects.ts';
import { type Statement, statementIn } from './statement.ts';

const MEMORY_MB = 500;

/**
 * What stands in for Athena on this computer: DuckDB with a few words of Trino's, one database file for each database.
 * It says what the texts reckon where both engines read them alike; it is no proof of what Athena takes.
 */
export const runStatement = (dir: string, text: string, database: string): Promise<void> => {
  const statement = statementIn(text);
  if (statement.form === 'createDatabase') return create(join(dir, statement.database));
  if (statement.form === 'dropDatabase')
    return rm(join(dir, statement.database), { recursive: true, force: true });
  return inDatabase(join(dir, database), (db, work) => carryOut(db, statement, work));
};

const create = (dir: string) =>
  inDatabase(dir, (db) => db.run(replacing(readAsset('infra/local/athena/trino-words.sql'))));

const replacing = (words: string): string => words.replaceAll('CREATE MACRO', 'CREATE OR REPLACE MACRO');

/** `work` is a folder of the statement's own. */
async function inDatabase(dir: string, run: (db: DuckDb, work: string) => Promise<void>): Promise<void> {
  const work = join(dir, 'work');
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await withDuckDb({ memoryMb: MEMORY_MB, dir }, async (db) => {
    await db.run(`ATTACH ${quoted(join(dir, 'catalogue.duckdb'))} AS here`);
    await db.run('USE here');
    try {
      await run(db, work);
    } catch (error) {
      if (error instanceof StateError) throw error;
      throw new StateError('States.TaskFailed', error instanceof Error ? error.message : 'the query failed');
    }
  });
}

async function carryOut(db: DuckDb, statement: Statement, work: string): Promise<void> {
  switch (statement.form) {
    case 'objects':
      return layObjects(db, statement, await fetchListed(statement.location, work));
    case 'table':
      return layTable(db, statement, work);
    case 'view':
      return db.run(`CREATE OR REPLACE VIEW ${statement.view} AS ${statement.query}`);
    case 'unload':
      return unload(db, statement, work);
    default:
      throw new StateError('Athena.InvalidRequestException', 'this needs no database');
  }
}

type Of<F extends Statement['form']> = Extract<Statement, { form: F }>;

async function layObjects(db: DuckDb, { table, columns }: Of<'objects'>, paths: string[]): Promise<void> {
  const typed = Object.entries(columns);
  const empty = typed.map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`).join(', ');
  const picked = typed.map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ');
  const read = `SELECT * FROM read_parquet([${paths.map(quoted).join(', ')}], union_by_name = true)`;
  await db.run(
    `CREATE TABLE IF NOT EXISTS "${table}" AS SELECT ${picked} FROM (SELECT ${empty} WHERE false UNION ALL BY NAME ${read})`,
  );
}

/** The rows are kept in the catalogue as well: nothing reads them from where they are written to. */
async function layTable(db: DuckDb, { table, location, query }: Of<'table'>, work: string): Promise<void> {
  const [found] = await db.rows(
    `SELECT count(*) AS tables FROM information_schema.tables WHERE table_name = ${quoted(table)}`,
  );
  if (Number(found?.tables) > 0) return;
  await mustBeEmpty(location);
  const path = join(work, 'rows.parquet');
  await db.run(`CREATE TEMP TABLE made AS ${query}`);
  await db.run(`COPY made TO ${quoted(path)} (FORMAT parquet)`);
  await putAll(work, location);
  await db.run(`CREATE TABLE "${table}" AS SELECT * FROM made`);
}

/** Of no rows Athena writes no file, and of the partitions one folder each. */
async function unload(db: DuckDb, { query, location, by }: Of<'unload'>, work: string): Promise<void> {
  await mustBeEmpty(location);
  await db.run(`CREATE TEMP TABLE made AS ${query}`);
  const [found] = await db.rows('SELECT count(*) AS lines FROM made');
  if (Number(found?.lines) === 0) return;
  const out = join(work, 'out');
  await mkdir(out, { recursive: true });
  const to = by === undefined ? join(out, 'rows.parquet') : out;
  const cut = by === undefined ? '' : `, PARTITION_BY (${by}), OVERWRITE_OR_IGNORE`;
  await db.run(`COPY made TO ${quoted(to)} (FORMAT parquet${cut})`);
  await putAll(out, location);
}
