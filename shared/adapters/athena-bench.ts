import { createHash } from 'node:crypto';
import type { Measured, MeasureInput } from '../contract/steps.ts';
import type { Source } from '../domain/packs/places.ts';
import { withPlainColumns } from '../sql/plain-columns.ts';
import { PARTS_AT_ONCE } from './athena-asked.ts';
import { type Dialogue, openDialogue, Unanswered } from './athena-dialogue.ts';
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

/** Bytes of rows in one query's text, on the way; what stands around them is far shorter than the rest of the limit. */
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
    const dialogue = await openDialogue({ lake, database }, input);
    try {
      await dialogue.ask(() => `CREATE DATABASE IF NOT EXISTS \`${database}\``);
      const measured = await work(benchOf(dialogue, { lake, memoryMb }));
      // What a run that failed leaves are names without a cost; a drop that fails leaves no more.
      await dialogue.ask(() => `DROP DATABASE IF EXISTS \`${database}\` CASCADE`, true);
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

type Columns = Readonly<Record<string, string>>;

/** Where the files of queries lie, and what DuckDB may take to read them. */
interface Files {
  lake: Bucket;
  memoryMb: number;
}

function benchOf({ ask, once, collected, list }: Dialogue, { lake, memoryMb }: Files) {
  const make = (table: string, query: string) =>
    ask((location) => tableOf(table, withPlainColumns(query), location));
  async function joined(view: string, queries: readonly string[]): Promise<void> {
    for (const [i, query] of queries.entries()) await make(`${view}_${i + 1}`, query);
    await ask(() =>
      viewOf(view, queries.map((_, i) => `SELECT * FROM ${view}_${i + 1}`).join(' UNION ALL ')),
    );
  }
  async function objects(table: string, columns: Columns, sources: readonly Source[]) {
    const keys = sources.map(({ key }) => key);
    const location = await list(table, keys);
    await ask(() => tableOfObjects(table, columns, location));
  }
  async function load(table: string, columns: Columns, rows: Iterable<Readonly<Record<string, Cell>>>) {
    const [query = '', ...more] = rowsAsQueries(columns, rows, ROWS_BYTES);
    if (more.length === 0) await make(table, query);
    else await joined(table, [query, ...more]);
  }
  /** Of packs only the exports that count: their names lie in a table, because there may be thousands. */
  async function together(table: string, columns: Columns, own: readonly Source[], packs: readonly Source[]) {
    if (own.length > 0) await objects(`${table}_own`, columns, own);
    await objects(`${table}_packs`, columns, packs);
    const counted = packs.flatMap(({ only = [] }) => only.map((intake_id) => ({ intake_id })));
    await load(`${table}_counted`, { intake_id: 'VARCHAR' }, counted);
    const rest = own.length > 0 ? `SELECT * FROM ${table}_own UNION ALL ` : '';
    const packed = `SELECT * FROM ${table}_packs WHERE intake_id IN (SELECT intake_id FROM ${table}_counted)`;
    await ask(() => viewOf(table, `${rest}${packed}`));
  }
  async function fetch(
    table: string,
    columns: Columns,
    sources: readonly (string | Source)[],
  ): Promise<void> {
    const all = sources.map((source) => (typeof source === 'string' ? { key: source } : source));
    const isPack = ({ only }: Source) => only !== undefined;
    const [own, packs] = [all.filter((source) => !isPack(source)), all.filter(isPack)];
    if (packs.length > 0) await together(table, columns, own, packs);
    else if (own.length > 0) await objects(table, columns, own);
    else await make(table, rowsAsQuery(columns, []));
  }
  return {
    manyReads: 'TABLE' as const,
    fetch,
    load,
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
      return once(number, (prefix) => oneObject(lake, memoryMb, { prefix, key, empty: PURCHASES }));
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
