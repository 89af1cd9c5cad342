import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueries } from '../../../../infra/local/athena/queries.ts';
import { scratchFolder } from '../../../support/cli.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const TOKEN = 'a'.repeat(64);
const queryOf = (text: string, token = TOKEN) => ({
  ...{ QueryString: text, ClientRequestToken: token, WorkGroup: 'shop' },
  QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'shop_1' },
});
const CREATE = 'CREATE DATABASE IF NOT EXISTS `shop_1`';

let query: ReturnType<typeof openQueries>;
beforeAll(() => {
  query = openQueries(folder.path('athena'));
});

describe('a query of the local Athena', () => {
  it('is answered as Step Functions gives it', async () => {
    expect(await query(queryOf(CREATE))).toMatchObject({
      QueryExecution: { Status: { State: 'SUCCEEDED' }, Statistics: { DataScannedInBytes: 0 } },
    });
  });

  it('runs once for its token, in a process that came later too, and its token stands for no other', async () => {
    const failing = queryOf('CREATE OR REPLACE VIEW v AS\nSELECT * FROM t', 'b'.repeat(64));
    await expect(query(failing)).rejects.toMatchObject({ name: 'States.TaskFailed' });
    await query(queryOf('CREATE OR REPLACE VIEW t AS\nSELECT 1 AS one', 'c'.repeat(64)));
    const later = openQueries(folder.path('athena'));
    await expect(later(failing)).rejects.toMatchObject({ name: 'States.TaskFailed' });
    await later({ ...failing, ClientRequestToken: 'd'.repeat(64) });
    await expect(later(queryOf('DROP DATABASE IF EXISTS `shop_1` CASCADE'))).rejects.toMatchObject({
      name: 'Athena.InvalidRequestException',
    });
  });
});
