import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/adapters/policy-file.ts';
import { readAsset } from '../../../shared/runtime/assets.ts';
import { STATEMENTS, type Statement, sqlFrom } from '../../../shared/sql/texts.ts';
import { askingForEverything, IDENTITIES } from '../../support/every-feature.ts';
import { askedBy } from '../../support/listening-bench.ts';
import { foreignCalls, READ_BY_ATHENA } from '../../support/portable-sql.ts';
import { foreignSpan, TRAPS, trapsIn } from '../../support/sql-traps.ts';
import { type Faults, trinoGrammar } from '../../support/trino-grammar.ts';

const root = join(import.meta.dirname, '../../..');
const presets = readdirSync(join(root, 'shared/presets')).filter((name) => name.endsWith('.yaml'));

const policies = [
  ...presets.map((name) => parsePolicy(readAsset(`shared/presets/${name}`))),
  ...IDENTITIES.map((identity) => askingForEverything({ identity, currency: { code: 'CNY' } })),
];

const read = new Set<string>();
const texts = new Set<string>();
let faultsOf: Faults;

beforeAll(async () => {
  faultsOf = await trinoGrammar();
  const sql = sqlFrom((path) => {
    read.add(path);
    return readAsset(path);
  }, 'athena');
  for (const policy of policies) for (const text of await askedBy(policy, sql)) texts.add(text);
});

const faulty = (faults: (text: string) => unknown[]) =>
  [...texts].flatMap((text) => faults(text).map((fault) => ({ fault, text: text.slice(0, 60) })));

describe('whatever measuring by a shipped policy, or by one that asks for everything, says to Athena', () => {
  test('parses under the Trino grammar', () => expect(faulty(faultsOf)).toEqual([]));

  test('calls only functions that Athena has, with as many arguments', () =>
    expect(faulty((text) => foreignCalls(text, READ_BY_ATHENA))).toEqual([]));

  test('holds nothing that it reads otherwise', () =>
    expect(faulty((text) => trapsIn(text, TRAPS))).toEqual([]));

  test('counts whole days alone', () => expect([...texts].filter(foreignSpan)).toEqual([]));

  test('has every text of its own in it', () =>
    expect([...read].filter((path) => path.startsWith('shared/sql/athena/')).sort()).toEqual(
      readdirSync(join(root, 'shared/sql/athena')).map((name) => `shared/sql/athena/${name}`),
    ));

  test('makes tables and views alone', () => {
    const form = /^\s*(SELECT|WITH|CREATE (TABLE|VIEW) \w+ AS\s+(SELECT|WITH))\s/;
    expect([...texts].filter((text) => !form.test(text))).toEqual([]);
  });
});

test.each<Statement>(['drawn', 'drawnOnce', 'did', 'campaignCells', 'mailCells'])(
  'the effect of mail is never asked of Athena: %s',
  (statement) => {
    expect(STATEMENTS[statement]).toMatch(/duckdb/);
    expect(() => sqlFrom(readAsset, 'athena')(statement)).toThrow(RangeError);
  },
);

test('DuckDB is asked by its own texts unless another engine is named', () =>
  expect(sqlFrom(readAsset)('older')).toBe(readAsset('shared/sql/duckdb/older.sql')));
