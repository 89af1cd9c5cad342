type Cell = string | number | bigint | boolean | null;

/** What measure needs of the engine. */
export interface Bench {
  fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  load(
    table: string,
    columns: Record<string, 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'TIMESTAMP' | 'BOOLEAN'>,
    rows: Iterable<Record<string, Cell>>,
  ): Promise<void>;
  run(sql: string, params?: Cell[]): Promise<void>;
  rows(sql: string): Promise<Record<string, Cell>[]>;
}
