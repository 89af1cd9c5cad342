import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ZodType } from 'zod';

/** A small JSON file that only its owner may read, replaced whole at each change. */
export function jsonFile<T>(path: string, schema: ZodType<T>, empty: T) {
  const read = (): T => (existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : empty);

  function write(value: T): void {
    const fresh = `${path}.new`;
    writeFileSync(fresh, JSON.stringify(value, null, 1), { mode: 0o600 });
    renameSync(fresh, path);
  }

  return { read, write };
}
