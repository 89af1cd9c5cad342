import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readAsset } from '../../../shared/runtime/assets.ts';
import {
  aliasOf,
  bind,
  booleanLiteral,
  cleaned,
  columnLiteral,
  dateLiteral,
  hasBest,
  lonePhone,
  whoseRow,
  wordsOfBest,
} from '../../../shared/sql/bind.ts';
import type { Pass } from '../../../shared/sql/measured-table.ts';
import { measuredFeatures, measuredTables } from '../../../shared/sql/measured-tables.ts';
import { STATEMENTS, sqlFrom } from '../../../shared/sql/texts.ts';
import { askingForEverything } from '../../support/every-feature.ts';
import { foreignCalls, READ_ALIKE } from '../../support/portable-sql.ts';
import { foreignSpan, TRAPS, TRAPS_OF_BOTH, trapsIn } from '../../support/sql-traps.ts';
import { type Faults, trinoGrammar } from '../../support/trino-grammar.ts';

const root = join(import.meta.dirname, '../../..');
const files = readdirSync(join(root, 'shared/sql')).filter((name) => name.endsWith('.sql'));

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
  ...whoseRow(['customer_id', 'email', 'phone']),
  ...{ named: hasBest(['customer_id']), best_named: hasBest(['email']), from: dateLiteral('2025-09-30') },
  ...{ key: wordsOfBest(['email']), customer: cleaned(['email']), lone_phone: lonePhone(['customer_id']) },
  ...{
    taken_back: { sql: 'current_taken_back' },
    owners: { sql: `LEFT JOIN owners ON owners.alias = ${aliasOf(['email', 'phone']).sql}` },
  },
};

const boundText = (name: string): string =>
  bind(readFileSync(join(root, 'shared/sql', name), 'utf8'), SAMPLE);

const PASSES: Pass[] = [
  { name: 'current', knownTo: '2026-09-30' },
  { name: 'quiet', knownTo: '2026-06-30' },
];

/** What a policy's words become. */
function generated(): [string, string][] {
  const ground = {
    sql: sqlFrom(readAsset),
    policy: askingForEverything(),
    currency: 'CNY',
    asOf: '2026-09-30',
  };
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

let faultsOf: Faults;
beforeAll(async () => {
  faultsOf = await trinoGrammar();
});

const EVERY_TRAP = [...TRAPS, ...TRAPS_OF_BOTH];

describe.each([
  ...files.map((name): [string, string] => [name, boundText(name)]),
  ...generated().map(([name, sql]): [string, string] => [`generated: ${name}`, sql]),
])('%s', (_, sql) => {
  test('parses under the Trino grammar', () => expect(faultsOf(sql)).toEqual([]));

  test('calls only functions that both engines have, with as many arguments', () =>
    expect(foreignCalls(sql, READ_ALIKE)).toEqual([]));

  test('says nothing that one engine reads otherwise', () => expect(trapsIn(sql, EVERY_TRAP)).toEqual([]));

  test('counts whole days alone', () => expect(foreignSpan(sql)).toBe(false));
});

test.each(files)('%s is one of the statements', (name) =>
  expect(Object.values(STATEMENTS)).toContain(`shared/sql/${name}`),
);

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
  test.each(EVERY_TRAP)('see %s', (why, _, example) => expect(trapsIn(example, EVERY_TRAP)).toContain(why));

  test.each([
    'SELECT a::int FROM t',
    'SELECT a FROM t QUALIFY row_number() OVER () = 1',
    'SELECT * EXCLUDE (a) FROM t',
  ])('the grammar refuses %s', (sql) => expect(faultsOf(sql)).not.toEqual([]));

  test.each([
    ['SELECT arg_max(a, b), list(c) FROM t WHERE x IN (1)', ['arg_max/2', 'list/1']],
    ['SELECT try_cast(a AS bigint), ntile(4) OVER (ORDER BY a)', ['try_cast/1', 'ntile/1']],
    ['SELECT percent_rank() OVER (ORDER BY a), md5(a), hash(a, b)', ['percent_rank/0', 'md5/1', 'hash/2']],
    [
      'SELECT concat(a, b), least(a, b), greatest(a, (b), c), round(a, 2)',
      ['concat/2', 'least/2', 'greatest/3', 'round/2'],
    ],
    ["SELECT coalesce(a), strftime(a, '%Y'), nullif(trim(a), ')')", ['coalesce/1', 'strftime/2']],
    ['SELECT timezone(a, b), CAST(a AS decimal(30, 18)) FROM (SELECT 1) AS t(a)', ['timezone/2']],
  ])('in %s stands what both engines do not have', (sql, calls) =>
    expect(foreignCalls(sql, READ_ALIKE)).toEqual(calls),
  );

  test.each<[string, boolean]>([
    ["date_diff('month', a, b)", true],
    ["date_diff( 'hour', a, b)", true],
    ["date_diff('day', a, b)", false],
  ])('whether %s counts more than days: %s', (sql, seen) => expect(foreignSpan(sql)).toBe(seen));

  test.each<[string, boolean]>([
    ['SELECT $1', true],
    ['SELECT "a" + $1 AS "b"', true],
    ['SELECT a FROM t WHERE b = ?', true],
    ['SELECT "x_$1" - 1 AS x', false],
    [`SELECT '$1' AS "x_$purchaseDays"`, false],
  ])('whether %s has a parameter: %s', (sql, seen) => {
    expect(trapsIn(sql, TRAPS_OF_BOTH).includes('a parameter')).toBe(seen);
  });
});
