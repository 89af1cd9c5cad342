import type { Source } from '../../shared/domain/packs/places.ts';

type Cell = string | number | bigint | boolean | null;

/** What measure needs of the engine. */
export interface Bench {
  /** How rows are laid that many statements read: out, where an engine is paid by what it scans. */
  manyReads: 'TABLE' | 'VIEW';
  /** Lays out the rows of these objects; of a source with `only` those of the exports that it names. */
  fetch(
    table: string,
    columns: Readonly<Record<string, string>>,
    sources: readonly (string | Source)[],
  ): Promise<void>;
  load(
    table: string,
    columns: Record<string, 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'TIMESTAMP' | 'BOOLEAN'>,
    rows: Iterable<Record<string, Cell>>,
  ): Promise<void>;
  run(sql: string, params?: Cell[]): Promise<void>;
  rows(sql: string): Promise<Record<string, Cell>[]>;
}
