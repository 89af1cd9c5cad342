import { textLiteral } from '../sql/bind.ts';
import type { Cell } from './duckdb.ts';

/** Statements in Athena's own forms. Every one may be asked twice: the second time finds its table and leaves it. */

const HIVE_TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'string',
  BOOLEAN: 'boolean',
  TINYINT: 'tinyint',
  INTEGER: 'int',
  BIGINT: 'bigint',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** Hive's tables hold milliseconds, and Athena makes no table of anything finer. */
const trinoType = (type: string): string => (type === 'TIMESTAMP' ? 'timestamp(3)' : type.toLowerCase());

/** The type of a table's column, as the catalogue calls it; throws a RangeError for one that no column of ours has. */
export function hiveType(type: string): string {
  const found = HIVE_TYPES[type];
  if (found === undefined) throw new RangeError(`no type of a table for ${type}`);
  return found;
}

type Columns = Readonly<Record<string, string>>;

/** Rows of exactly the objects that the list in this folder names; a column that a file lacks is NULL. */
export function tableOfObjects(table: string, columns: Columns, location: string): string {
  const typed = Object.entries(columns).map(([name, type]) => `\`${name}\` ${hiveType(type)}`);
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS \`${table}\` (${typed.join(', ')})`,
    "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'",
    "STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
    `LOCATION '${location}'`,
  ].join('\n');
}

export const tableOf = (table: string, query: string, location: string): string =>
  `CREATE TABLE IF NOT EXISTS ${table} WITH (format = 'PARQUET', external_location = '${location}') AS\n${query}`;

export const viewOf = (view: string, query: string): string => `CREATE OR REPLACE VIEW ${view} AS\n${query}`;

/** Files below `location`, which has to be empty; `by` is the last column of the query. */
export function filesOf(query: string, location: string, by?: string): string {
  const partitioned = by === undefined ? '' : `, partitioned_by = ARRAY['${by}']`;
  return `UNLOAD (\n${query}\n) TO '${location}' WITH (format = 'PARQUET'${partitioned})`;
}

/** Plain rows as a query; a missing cell is NULL. The types are said, because a column may hold nothing else. */
export function rowsAsQuery(columns: Columns, rows: Iterable<Readonly<Record<string, Cell>>>): string {
  const names = Object.keys(columns);
  const lines = Array.from(rows, (row) => lineOf(columns, row));
  const typed = (cell: (i: number) => string) =>
    names.map((name, i) => `CAST(${cell(i)} AS ${trinoType(columns[name] ?? '')}) AS "${name}"`).join(', ');
  if (lines.length === 0) return `SELECT ${typed(() => 'NULL')} WHERE false`;
  const places = names.map((_, i) => `c${i}`).join(', ');
  return `SELECT ${typed((i) => `c${i}`)} FROM (VALUES\n  (${lines.join('),\n  (')})\n) AS given (${places})`;
}

type GivenRow = Readonly<Record<string, Cell>>;

const lineOf = (columns: Columns, row: GivenRow): string =>
  Object.entries(columns)
    .map(([name, type]) => literal(row[name] ?? null, type))
    .join(', ');

/** How long a text is on its way to Athena, in bytes: in JSON a quote and the end of a line take two. */
export const bytesOnTheWay = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** What stands between two rows in the text of a query, in bytes on the way. */
const BETWEEN = 7;

/** The rows, in their order, as queries whose rows take `mostBytes` each on the way; a longer row has a query to itself. */
export function rowsAsQueries(columns: Columns, rows: Iterable<GivenRow>, mostBytes: number): string[] {
  let [group, bytes]: [GivenRow[], number] = [[], 0];
  const groups = [group];
  for (const row of rows) {
    const length = bytesOnTheWay(lineOf(columns, row)) + BETWEEN;
    if (bytes > 0 && bytes + length > mostBytes) {
      [group, bytes] = [[], 0];
      groups.push(group);
    }
    group.push(row);
    bytes += length;
  }
  return groups.map((each) => rowsAsQuery(columns, each));
}

/** A cell in the place of a parameter. */
export function literal(cell: Cell, type = ''): string {
  if (cell === null) return 'NULL';
  if (type === 'TIMESTAMP')
    return `timestamp '${new Date(String(cell)).toISOString().slice(0, -1).replace('T', ' ')}'`;
  if (typeof cell !== 'string') return String(cell);
  return textLiteral(cell).sql;
}

const QUOTED_OR_PLACE = /'(?:[^']|'')*'|"[^"]*"|\$(\d+)/g;

/** The statement with its parameters `$1`, `$2` … in their places; what stands in quotes is none. */
export const withParameters = (sql: string, params: readonly Cell[]): string =>
  sql.replace(QUOTED_OR_PLACE, (whole, place?: string) => {
    if (place === undefined) return whole;
    const cell = params[Number(place) - 1];
    if (cell === undefined) throw new RangeError(`no parameter ${whole}`);
    return literal(cell);
  });

const CREATES = /^CREATE (TABLE|VIEW) (\w+) AS\s+/;

/** What a statement makes, and of which query; anything else throws, because Athena is asked nothing else. */
export function creates(sql: string): { kind: 'TABLE' | 'VIEW'; name: string; query: string } {
  const [start = '', kind, name] = CREATES.exec(sql) ?? [];
  if ((kind !== 'TABLE' && kind !== 'VIEW') || name === undefined)
    throw new RangeError('neither a table nor a view of a query');
  return { kind, name, query: sql.slice(start.length) };
}
