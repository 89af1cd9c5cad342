import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { bind, booleanLiteral, columnLiteral, dateLiteral } from '../../../shared/sql/bind.ts';
import type { Pass } from '../../../shared/sql/measured-table.ts';
import { measuredFeatures, measuredTables } from '../../../shared/sql/measured-tables.ts';
import { STATEMENTS, sqlFrom } from '../../../shared/sql/texts.ts';
import { policyWith } from '../../support/measured.ts';

const root = join(import.meta.dirname, '../../..');
const files = readdirSync(join(root, 'shared/sql')).filter((name) => name.endsWith('.sql'));

/** Both engines have these, and they mean the same in both for the types we use (dates, whole numbers, text). */
const ALLOWED = new Set([
  // Of whole numbers alone: of decimals the engines mean different types.
  'avg',
  'cast',
  'coalesce',
  'count',
  'date_diff',
  'greatest',
  'lower',
  'max',
  'max_by',
  'min',
  'round',
  // A constructor: of two statements at one moment that of the newer upload is the greater row.
  'row',
  'row_number',
  'sum',
]);

/** Words that may stand before a bracket without being functions. */
const KEYWORDS = new Set(['as', 'in', 'over', 'from', 'and', 'or', 'union', 'all', 'by', 'not', 'when']);

const column = { sql: 'count(CASE WHEN order_date IS NULL THEN 1 END) AS "x_a"' };
const SAMPLE = {
  as_of: dateLiteral('2026-09-30'),
  window_start: dateLiteral('2025-09-30'),
  ...{ start: dateLiteral('2026-07-01'), last_day: dateLiteral('2026-09-30') },
  start_before: dateLiteral('2026-04-01'),
  zero_counts: booleanLiteral(false),
  ...{
    orders: { sql: 'current_orders' },
    judged: { sql: 'current_judged' },
    facts: { sql: 'current_order_facts' },
  },
  ...{
    activity: { sql: 'current_activity' },
    feedback: { sql: 'current_feedback' },
    rows: { sql: 'current_orders' },
  },
  ...{ customers: { sql: 'current_customers' }, texts: { sql: 'category,' }, word: { sql: 'category' } },
  ...{
    columns: column,
    ...{ days: columnLiteral('x_$purchaseDays'), net: columnLiteral('x_$repeatNet') },
    column: { sql: '"x_a"' },
    names: { sql: '"x_a"' },
    ties: { sql: `coalesce("x_a", '')` },
  },
  ...{
    when: booleanLiteral(true),
    known: booleanLiteral(true),
    joins: { sql: 'LEFT JOIN t ON t.id = f.id' },
  },
};

const boundText = (name: string): string =>
  bind(readFileSync(join(root, 'shared/sql', name), 'utf8'), SAMPLE);

/** Of every kind of feature, with every filter and everything that can be taken. */
const EVERYTHING = policyWith({
  features: {
    ...taking('orders', ['count', 'amount', 'average', 'largest', 'days', 'daysSinceLast'], {
      ...{ category: ["it's / DESC", '50% ($1)?'], channel: 'web', region: 'sum(x)' },
      ...{ amountFrom: 1.5, amountTo: 900, days: 90, before: 3 },
    }),
    ...taking('activity', ['count', 'quantity', 'average', 'days', 'daysSinceLast'], {
      activity: 'now()',
      days: 'all',
    }),
    ...taking('feedback', ['count', 'average', 'latest', 'lowest', 'daysSinceLast'], {
      ...{ feedback: ['survey', 'rating'], scoreFrom: 1, scoreTo: 9 },
    }),
    open: { from: 'feedback', open: true, take: 'count' },
    closed: { from: 'feedback', open: false, take: 'count' },
    favourite: { from: 'orders', favourite: 'category', days: 30 },
    level: { from: 'customers', column: "le'vel" },
    plan: { from: 'customers', column: 'plan' },
  },
  flags: { slow: { name: { en: 'Slow', 'zh-CN': '慢' }, when: { daysBetweenLastOrders: '> 10' } } },
  lifetime: { model: 'bgnbd' },
  portrait: { preferences: ['channel', 'region'] },
});

function taking(from: string, takes: readonly string[], over: Record<string, unknown>) {
  return Object.fromEntries(takes.map((take) => [`${from}-${take}`, { from, take, ...over }]));
}

const PASSES: Pass[] = [
  { name: 'current', knownTo: '2026-09-30' },
  { name: 'quiet', knownTo: '2026-06-30' },
];

/** What a policy's words become. */
function generated(): [string, string][] {
  const ground = { sql: sqlFrom(readAsset), policy: EVERYTHING, currency: 'CNY', asOf: '2026-09-30' };
  const tables = measuredTables(ground);
  const each = PASSES.flatMap((pass) =>
    tables.map((table): [string, string] => [`${pass.name} ${table.name}`, table.statement(pass)]),
  );
  const [, quiet] = PASSES;
  return [
    ...each,
    ['features with a quiet pass', measuredFeatures(ground, tables, quiet)],
    ['features without one', measuredFeatures(ground, tables, undefined)],
  ];
}

/** What stands in quotes is no statement. */
const withoutComments = (sql: string): string =>
  sql
    .replace(/--.*$/gm, '')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"[^"]*"/g, '"c"');

function functionsOf(sql: string): string[] {
  const words = [...withoutComments(sql).matchAll(/([a-z_][a-z0-9_]*)\s*\(/gi)];
  return words.map(([, word = '']) => word.toLowerCase()).filter((word) => !KEYWORDS.has(word));
}

const PARAMETER = /[?$]/;

/** What one engine reads and the other does not, or reads differently, though the grammar takes it. */
const TRAPS: [string, RegExp][] = [
  ['division (whole in one, fractional in the other)', /\//],
  ['sum without a cast (another width)', /(?<!cast\(|greatest\(cast\()\bsum\s*\(/i],
  ['ORDER BY with DESC (NULLs differ)', /\bdesc\b/i],
  ['a clock', /\b(current_date|current_timestamp|now|localtimestamp)\b/i],
  ['a parameter', PARAMETER],
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

describe.each(generated())('generated: %s', (_, sql) => {
  test('parses under the Trino grammar', () => expect(validate(sql)).toEqual([]));

  test('calls only functions that both engines have', () =>
    expect(functionsOf(sql).filter((word) => !ALLOWED.has(word))).toEqual([]));

  test.each(TRAPS)('has no %s', (_, trap) => expect(withoutComments(sql)).not.toMatch(trap));
});

test('every table that a policy can ask for is among the generated', () =>
  expect(generated().map(([name]) => name)).toEqual([
    ...PASSES.flatMap(({ name }) =>
      [
        ...['order_features', 'order_returns', 'favourite_0', 'favourite_1', 'favourite_2'],
        ...['activity_features', 'feedback_features', 'customer_columns'],
      ].map((table) => `${name} ${table}`),
    ),
    'features with a quiet pass',
    'features without one',
  ]));

describe('the checks themselves', () => {
  test.each([
    'SELECT a::int FROM t',
    'SELECT a FROM t QUALIFY row_number() OVER () = 1',
    'SELECT * EXCLUDE (a) FROM t',
  ])('the grammar refuses %s', (sql) => expect(validate(sql)).not.toEqual([]));
  test('a function of one engine is seen', () =>
    expect(functionsOf('SELECT arg_max(a, b), list(c) FROM t WHERE x IN (1)')).toEqual(['arg_max', 'list']));
  test.each<[string, boolean]>([
    ['SELECT $1', true],
    ['SELECT "a" + $1 AS "b"', true],
    ['SELECT a FROM t WHERE b = ?', true],
    ['SELECT "x_$1" - 1 AS x', false],
    [`SELECT '$1' AS "x_$purchaseDays"`, false],
  ])('whether %s has a parameter: %s', (sql, seen) =>
    expect(PARAMETER.test(withoutComments(sql))).toBe(seen),
  );
});
