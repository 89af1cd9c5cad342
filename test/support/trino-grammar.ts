import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';

/** What is wrong with a statement under the grammar of Trino; nothing where it parses. */
export type Faults = (sql: string) => unknown[];

const root = join(import.meta.dirname, '../..');
const Parser = z.custom<new () => { validate: Faults }>((value) => typeof value === 'function');

/** The parser cannot be imported as it is: its modules name folders. Bundled, it also loads in a tenth of the time. */
export async function trinoGrammar(): Promise<Faults> {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-trino-'));
  const outfile = join(dir, 'trino.mjs');
  await build({
    stdin: { contents: `export { TrinoSQL } from 'dt-sql-parser'`, resolveDir: root },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error', outfile },
  });
  const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  const { TrinoSQL } = z.object({ TrinoSQL: Parser }).parse({ ...Object(loaded) });
  await rm(dir, { recursive: true, force: true });
  const parser = new TrinoSQL();
  return (sql) => parser.validate(sql);
}
