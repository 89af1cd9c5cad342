/** What calibrate needs of the engine. */
export interface Bench {
  fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  stream(sql: string): AsyncIterable<Record<string, unknown>>;
}
