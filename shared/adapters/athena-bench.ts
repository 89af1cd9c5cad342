import { createHash } from 'node:crypto';
import { runKeys } from '../contract/keys.ts';
import { CollectedSchema, type Measured, type MeasureInput } from '../contract/steps.ts';
import { withPlainColumns } from '../sql/plain-columns.ts';
import { mustBeAskable, openAsked, PARTS_AT_ONCE, tokenOf } from './athena-asked.ts';
import { oneObject, rowsOfFiles } from './athena-files.ts';
import {
  creates,
  filesOf,
  rowsAsQueries,
  rowsAsQuery,
  tableOf,
  tableOfObjects,
  viewOf,
  withParameters,
} from './athena-texts.ts';
import type { Bucket } from './bucket.ts';
import type { Cell, Row } from './duckdb.ts';
import { getJson } from './lines.ts';

/** Ends the work of a call: something has to be done elsewhere before it goes on. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly measured: Measured;

  constructor(measured: Measured) {
    super('measure goes on when this is done');
    this.measured = measured;
  }
}

/** Bytes of rows in one query's text; what stands around them is far shorter than the rest of Athena's limit. */
const ROWS_BYTES = 200_000;

/** Where nobody bought anything Athena writes no file, which alone would tell the columns. */
const PURCHASES = { customer_id: 'VARCHAR', order_date: 'DATE', net: 'BIGINT' } as const;

/**
 * Lends a bench that asks Athena through the state machine. Each call does the work from the start: what was asked before
 * is passed over, and the first query that has no answer yet ends the call.
 */
export const openAskingBench =
  (lake: Bucket, databasePrefix: string, memoryMb: number) =>
  async (input: MeasureInput, work: (bench: AskingBench) => Promise<Measured>): Promise<Measured> => {
    const database = databaseOf(databasePrefix, input.runId);
    const asking = await asker({ lake, database, memoryMb }, input);
    try {
      await asking.ask(() => `CREATE DATABASE IF NOT EXISTS \`${database}\``);
      const measured = await work(benchOf(asking));
      // What a run that failed leaves are names without a cost; a drop that fails leaves no more.
      await asking.ask(() => `DROP DATABASE IF EXISTS \`${database}\` CASCADE`, true);
      return measured;
    } catch (error) {
      if (error instanceof Unanswered) return error.measured;
      throw error;
    }
  };

export type AskingBench = ReturnType<typeof benchOf>;

/** Names of databases are short: a hash stands for the run. */
export const databaseOf = (prefix: string, runId: string): string =>
  `${prefix}_${createHash('sha256').update(runId).digest('hex').slice(0, 16)}`;

interface Place {
  lake: Bucket;
  database: string;
  memoryMb: number;
}

async function asker({ lake, database, memoryMb }: Place, input: MeasureInput) {
  const { runId, answer } = input;
  const notes = await openAsked(lake, input);
  const at = (key: string) => `s3://${lake.name}/${key}`;
  let next = 0;

  /** Comes back when the query is done. `textAt`: its text, where it writes to. */
  async function ask(textAt: (location: string) => string, mayFail = false): Promise<number> {
    const number = next;
    next += 1;
    const text = (attempt: number) => textAt(at(runKeys.answered(runId, number, attempt)));
    const { attempt, done } = await notes.entryOf(number, text(0), mayFail);
    if (done) return number;
    const asked = text(attempt);
    mustBeAskable(number, asked);
    const query = { text: asked, token: tokenOf(runId, number, attempt, asked), database };
    throw new Unanswered({ status: 'QUERY', runId, number, attempt, query });
  }

  /** What is read of a query's files is read once. */
  async function once<T extends number | Row[]>(number: number, read: (prefix: string) => Promise<T>) {
    const entry = notes.asked.entries[number];
    if (!entry) throw new Error(`query ${number} was never asked`);
    if (entry.result === undefined) {
      entry.result = (await read(runKeys.answered(runId, number, entry.attempt))) as number | PlainRow[];
      await notes.save();
    }
    return entry.result as T;
  }

  async function collected(parts: number, partFiles: number[]): Promise<number> {
    if (notes.asked.collected !== undefined) return notes.asked.collected;
    if (!answer || !('collected' in answer)) {
      notes.asked.partFiles = partFiles;
      await notes.save();
      throw new Unanswered({ status: 'COLLECT', runId, parts });
    }
    let rows = 0;
    for (let part = 0; part < parts; part += 1)
      rows += (await getJson(lake, runKeys.collected(runId, part), CollectedSchema)).rows;
    notes.asked.collected = rows;
    await notes.save();
    return rows;
  }

  const list = async (table: string, keys: readonly string[]): Promise<string> => {
    const key = runKeys.symlinks(runId, table);
    await lake.put(key, `${keys.map(at).join('\n')}\n`);
    return at(key.slice(0, -'manifest'.length));
  };
  return { ask, once, collected, list, lake, memoryMb };
}

type PlainRow = Record<string, string | number | boolean | null>;

function benchOf({ ask, once, collected, list, lake, memoryMb }: Awaited<ReturnType<typeof asker>>) {
  const make = (table: string, query: string) =>
    ask((location) => tableOf(table, withPlainColumns(query), location));
  async function joined(view: string, queries: readonly string[]): Promise<void> {
    for (const [i, query] of queries.entries()) await make(`${view}_${i + 1}`, query);
    await ask(() =>
      viewOf(view, queries.map((_, i) => `SELECT * FROM ${view}_${i + 1}`).join(' UNION ALL ')),
    );
  }
  return {
    async fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]) {
      if (keys.length === 0) await make(table, rowsAsQuery(columns, []));
      else {
        const location = await list(table, keys);
        await ask(() => tableOfObjects(table, columns, location));
      }
    },
    async load(
      table: string,
      columns: Readonly<Record<string, string>>,
      rows: Iterable<Readonly<Record<string, Cell>>>,
    ) {
      const [query = '', ...more] = rowsAsQueries(columns, rows, ROWS_BYTES);
      if (more.length === 0) await make(table, query);
      else await joined(table, [query, ...more]);
    },
    async run(sql: string, params: Cell[] = []) {
      const { kind, name, query } = creates(withParameters(sql, params));
      if (kind === 'TABLE') await make(name, query);
      else await ask(() => viewOf(name, withPlainColumns(query)));
    },
    async rows(sql: string): Promise<Row[]> {
      const number = await ask((location) => filesOf(withPlainColumns(sql), location));
      return once(number, (prefix) => rowsOfFiles(lake, memoryMb, prefix));
    },
    async save(query: string, key: string): Promise<number> {
      const number = await ask((location) => filesOf(withPlainColumns(query), location));
      return once(number, (prefix) =>
        oneObject(lake, memoryMb, { prefix, key, order: 'ALL', empty: PURCHASES }),
      );
    },
    /** The keys are those that collect writes to. */
    async saveParts(parts: number): Promise<number> {
      const partFiles: number[] = [];
      for (let from = 0; from < parts; from += PARTS_AT_ONCE) {
        const to = Math.min(parts, from + PARTS_AT_ONCE);
        const rows = `SELECT * FROM numbered_features WHERE part >= ${from} AND part < ${to}`;
        partFiles.push(await ask((location) => filesOf(rows, location, 'part')));
      }
      return collected(parts, partFiles);
    },
  };
}
