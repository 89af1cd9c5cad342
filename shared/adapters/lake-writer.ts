import { type ExportKind, LAKE_COLUMNS } from '../contract/intake.ts';
import type { Grain } from '../formats/profile.ts';
import { type Cell, type DuckDb, quoted } from './duckdb.ts';

/** Opens a table for the readable rows of one file; `append` takes a row and its line. */
export async function lakeTable(db: DuckDb, kind: ExportKind, grain: Grain) {
  const { intake_id: _, ...columns } = LAKE_COLUMNS[kind];
  const all = grain === 'lines' ? { ...columns, line_id: 'VARCHAR' as const } : columns;
  const names = Object.keys(all);
  const { append, close } = await db.appender('read', all);
  return {
    append: (row: Readonly<Record<string, Cell>>, line: number) =>
      append(names.map((name) => (name === 'row' ? line : (row[name] ?? null)))),
    close,
  };
}

/** The names of a kind's columns as the file fills them: without the intake's id and the row's number. */
export const contentsOf = (kind: ExportKind): string[] =>
  Object.keys(LAKE_COLUMNS[kind]).filter((name) => name !== 'intake_id' && name !== 'row');

/** Further rows of a file, which are in no table: a SELECT of them, and the highest row number that they may have. */
export interface Alone {
  select: string;
  lines: number;
}

/** Those of `alone` whose rows are not in a table; by a bit for each, because a join would take the longer side into memory. */
export const without = ({ select, lines }: Alone, table: string): Alone => ({
  lines,
  select: `SELECT * FROM (${select}) WHERE coalesce(get_bit(
      (SELECT bitstring_agg("row", 0, ${lines}) FROM "${table}"), CAST("row" AS INTEGER)), 0) = 0`,
});

/**
 * Writes what `settle` left as Parquet. Of customers every row, because an older row may hold the only word on
 * consent; of all other kinds the newest statement of each. Of the rows `alone` those that are in "read" too are left
 * out.
 */
export async function writeLake(
  db: DuckDb,
  {
    kind,
    intakeId,
    path,
    alone,
  }: { kind: ExportKind; intakeId: string; path: string; alone?: Alone | undefined },
): Promise<void> {
  const names = ['"row"', ...contentsOf(kind).map((name) => `"${name}"`)].join(', ');
  const newest = kind === 'customers' ? '' : 'ANTI JOIN older USING ("row")';
  const settled = `SELECT ${names} FROM known ${newest}`;
  const others = alone && `SELECT ${names} FROM (${without(alone, 'read').select}) UNION ALL`;
  await db.run(`COPY (SELECT ${quoted(intakeId)} AS intake_id, * FROM (${others ?? ''} ${settled}))
    TO ${quoted(path)} (FORMAT parquet, COMPRESSION snappy)`);
}
