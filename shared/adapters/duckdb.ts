import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Cell, type Chunk, type ColumnType, chunkOf, PUT, plain, type Row } from './duckdb-values.ts';
import { engineFault } from './engine-faults.ts';
import { openTimeBudget, type TimeLeft } from './time-budget.ts';

export type { Cell, Chunk, Row } from './duckdb-values.ts';

export interface DuckDbSettings {
  memoryMb: number;
  /** The only folder it may read and write; spills go below it too. */
  dir: string;
  /** How much it may spill to disk. */
  spillMb?: number;
  /** At most so many threads; as many as there are cores where it is left out. */
  threads?: number;
  /** Of the function; work that would outlast it ends as `E_OUT_OF_TIME`. */
  timeLeft?: TimeLeft | undefined;
}

export type DuckDb = ReturnType<typeof open>;

/** SQL text literal; only for paths that we made and for parsed dates. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Lends a fresh in-memory database that can reach nothing but `dir`. Fresh each time, because an internal error
 * invalidates an instance for good and a warm Lambda would stay broken. What it cannot do is a refusal that says how to
 * mend it (`engineFault`).
 */
export async function withDuckDb<T>(settings: DuckDbSettings, work: (db: DuckDb) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const budget = openTimeBudget(settings.timeLeft, () => connection.interrupt());
    try {
      await lock(connection, settings);
      return await work(open(connection, budget.mustHaveTime));
    } catch (error) {
      throw engineFault(error, settings);
    } finally {
      budget.close();
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** The order matters: nothing can be loosened after the last line. */
async function lock(
  connection: DuckDBConnection,
  { memoryMb, dir, spillMb = 8000, threads }: DuckDbSettings,
) {
  const spill = join(dir, '.spill');
  await mkdir(spill, { recursive: true });
  for (const setting of [
    ...(threads === undefined ? [] : [`threads = ${threads}`]),
    `memory_limit = '${memoryMb}MB'`,
    `temp_directory = ${quoted(spill)}`,
    `max_temp_directory_size = '${spillMb}MB'`,
    `TimeZone = 'UTC'`,
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    `allowed_directories = [${quoted(dir)}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ])
    await connection.run(`SET ${setting}`);
}

function open(connection: DuckDBConnection, mustHaveTime: () => void) {
  async function run(sql: string, params: Cell[] = []): Promise<void> {
    await connection.run(sql, params);
  }

  /** All rows at once; for results that are known to be small. */
  async function rows(sql: string, params: Cell[] = []): Promise<Row[]> {
    const all: Row[] = [];
    for await (const row of stream(sql, params)) all.push(row);
    return all;
  }

  /** Rows as they come, a chunk in memory at a time. */
  async function* stream(sql: string, params: Cell[] = []): AsyncGenerator<Row> {
    const result = await connection.stream(sql, params);
    for await (const chunk of result.yieldConvertedRowObjects(plain)) yield* chunk;
  }

  /**
   * Rows by their columns, some at a time, without an object for each. The engine holds all of them meanwhile, so that
   * other statements may run in between.
   */
  async function* chunks(sql: string): AsyncGenerator<Chunk> {
    const result = await connection.run(sql);
    for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
      mustHaveTime();
      yield chunkOf(chunk);
    }
  }

  /** Creates `table` and appends rows of cells in the order of `columns`; `close` makes them visible. */
  async function appender(table: string, columns: Record<string, ColumnType>) {
    const names = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
    await connection.run(`CREATE TABLE "${table}" (${names.join(', ')})`);
    const target = await connection.createAppender(table);
    const puts = Object.values(columns).map((type) => PUT[type]);
    const append = (cells: readonly Cell[]): void => {
      puts.forEach((put, i) => {
        const cell = cells[i] ?? null;
        if (cell === null) target.appendNull();
        else put(target, cell);
      });
      target.endRow();
    };
    return { append, close: () => target.closeSync() };
  }

  /** Creates `table` and fills it with plain rows; a missing cell is NULL. */
  async function load(
    table: string,
    columns: Record<string, ColumnType>,
    source: Iterable<Partial<Row>> | AsyncIterable<Partial<Row>>,
  ): Promise<void> {
    const { append, close } = await appender(table, columns);
    const names = Object.keys(columns);
    for await (const row of source) append(names.map((name) => row[name] ?? null));
    close();
  }

  return { run, rows, stream, chunks, appender, load };
}
