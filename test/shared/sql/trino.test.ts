import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bind, booleanLiteral, dateLiteral } from '../../../shared/sql/bind.ts';
import { STATEMENTS } from '../../../shared/sql/texts.ts';

const root = join(import.meta.dirname, '../../..');
const files = readdirSync(join(root, 'shared/sql')).filter((name) => name.endsWith('.sql'));

/** Both engines have these, and they mean the same in both for the types we use (dates, whole numbers, text). */
const ALLOWED = new Set([
  'cast',
  'coalesce',
  'count',
  'date_diff',
  'greatest',
  'max',
  'max_by',
  'min',
  'row_number',
  'sum',
]);

/** Words that may stand before a bracket without being functions. */
const KEYWORDS = new Set(['as', 'in', 'over', 'from', 'and', 'or', 'union', 'all', 'by', 'not', 'when']);

const SAMPLE = {
  as_of: dateLiteral('2026-09-30'),
  window_start: dateLiteral('2025-09-30'),
  zero_counts: booleanLiteral(false),
};

const boundText = (name: string): string =>
  bind(readFileSync(join(root, 'shared/sql', name), 'utf8'), SAMPLE);

const withoutComments = (sql: string): string => sql.replace(/--.*$/gm, '');

function functionsOf(sql: string): string[] {
  const words = [...withoutComments(sql).matchAll(/([a-z_][a-z0-9_]*)\s*\(/gi)];
  return words.map(([, word = '']) => word.toLowerCase()).filter((word) => !KEYWORDS.has(word));
}

/** What one engine reads and the other does not, or reads differently, though the grammar takes it. */
const TRAPS: [string, RegExp][] = [
  ['division (whole in one, fractional in the other)', /\//],
  ['sum without a cast (another width)', /(?<!cast\(|greatest\(cast\()\bsum\s*\(/i],
  ['ORDER BY with DESC (NULLs differ)', /\bdesc\b/i],
  ['a clock', /\b(current_date|current_timestamp|now|localtimestamp)\b/i],
  ['a parameter', /[?$]/],
];

type Validate = (sql: string) => unknown[];
const dir = mkdtemp(join(tmpdir(), 'tierwise-trino-'));
let validate: Validate;

/** The parser cannot be imported as it is: its modules name folders. Bundled, it also loads in a tenth of the time. */
beforeAll(async () => {
  const outfile = join(await dir, 'trino.mjs');
  await build({
    stdin: { contents: `export { TrinoSQL } from 'dt-sql-parser'`, resolveDir: root },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error', outfile },
  });
  const Parser = z.custom<new () => { validate: Validate }>((value) => typeof value === 'function');
  const { TrinoSQL } = z
    .object({ TrinoSQL: Parser })
    .parse({ ...(await import(/* @vite-ignore */ pathToFileURL(outfile).href)) });
  const parser = new TrinoSQL();
  validate = (sql) => parser.validate(sql);
});

afterAll(async () => rm(await dir, { recursive: true, force: true }));

describe.each(files)('%s', (name) => {
  test('parses under the Trino grammar', () => expect(validate(boundText(name))).toEqual([]));

  test('calls only functions that both engines have', () =>
    expect(functionsOf(boundText(name)).filter((word) => !ALLOWED.has(word))).toEqual([]));

  test.each(TRAPS)('has no %s', (_, trap) => expect(withoutComments(boundText(name))).not.toMatch(trap));

  test('is one of the statements', () => expect(Object.values(STATEMENTS)).toContain(`shared/sql/${name}`));
});

describe('the checks themselves', () => {
  test.each([
    'SELECT a::int FROM t',
    'SELECT a FROM t QUALIFY row_number() OVER () = 1',
    'SELECT * EXCLUDE (a) FROM t',
  ])('the grammar refuses %s', (sql) => expect(validate(sql)).not.toEqual([]));
  test('a function of one engine is seen', () =>
    expect(functionsOf('SELECT arg_max(a, b), list(c) FROM t WHERE x IN (1)')).toEqual(['arg_max', 'list']));
});
