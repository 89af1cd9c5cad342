import { describe, expect, it } from 'vitest';
import { statementIn } from '../../../../infra/local/athena/statement.ts';
import { filesOf, tableOf, tableOfObjects, viewOf } from '../../../../shared/adapters/athena-texts.ts';

describe('the local Athena', () => {
  it.each([
    ['CREATE DATABASE IF NOT EXISTS `a`', { form: 'createDatabase', database: 'a' }],
    ['DROP DATABASE IF EXISTS `a` CASCADE', { form: 'dropDatabase', database: 'a' }],
    [
      tableOfObjects('t', { row: 'BIGINT', name: 'VARCHAR' }, 's3://lake/x/'),
      { form: 'objects', table: 't', columns: { row: 'bigint', name: 'varchar' }, location: 's3://lake/x/' },
    ],
    [
      tableOf('t', 'SELECT\n1', 's3://lake/x/'),
      { form: 'table', table: 't', location: 's3://lake/x/', query: 'SELECT\n1' },
    ],
    [viewOf('v', 'SELECT 1'), { form: 'view', view: 'v', query: 'SELECT 1' }],
    [
      filesOf('SELECT 1', 's3://lake/x/'),
      { form: 'unload', query: 'SELECT 1', location: 's3://lake/x/', by: undefined },
    ],
    [
      filesOf('SELECT 1', 's3://lake/x/', 'part'),
      { form: 'unload', query: 'SELECT 1', location: 's3://lake/x/', by: 'part' },
    ],
  ])('takes %s', (text, statement) => expect(statementIn(text)).toEqual(statement));

  it.each([
    'CREATE TABLE t AS SELECT 1',
    'INSERT INTO t SELECT 1',
    "UNLOAD (SELECT 1) TO 's3://lake/x' WITH (format = 'PARQUET')",
  ])('refuses %s', (text) => {
    expect(() => statementIn(text)).toThrow(
      expect.objectContaining({ name: 'Athena.InvalidRequestException' }),
    );
  });
});
