import { z } from 'zod';

/** What measures a run: DuckDB within one function, or Athena. Both write the same features. */
export const EngineSchema = z.enum(['duckdb', 'athena']);
export type Engine = z.infer<typeof EngineSchema>;

/**
 * What somebody asked for holds; else Athena measures from so many rows on. `rows` are those that the lake holds of every
 * upload that counts, since all of them are read.
 */
export const engineOf = (wanted: Engine | undefined, rows: number, athenaFromRows: number): Engine =>
  wanted ?? (rows >= athenaFromRows ? 'athena' : 'duckdb');
