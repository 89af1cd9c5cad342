import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { hidingInLedger } from '../../../shared/adapters/ledger-names.ts';
import { openTable, type Table } from '../../../shared/adapters/table.ts';
import { KeysSchema } from '../../../shared/contract/mail-keys.ts';
import { scratchFolder } from '../../support/cli.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const keys = openKeys(KeysSchema.parse({ seed: '1'.repeat(43) }));
const folder = scratchFolder();
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let ledger: Table;
beforeAll(async () => {
  dynamo = await startDynamo({ dir: folder.path('dynamo') });
  await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
  ledger = openTable('ledger', new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url }));
});
afterAll(async () => {
  await dynamo.close();
  folder.remove();
});

const mail = (customerId: string, sid: string) => ({ customerId, sid, campaignId: 'a', mailbox: `m-${sid}` });

it('rows of an earlier program get the keyed hash of an erased customer, and no other row changes', async () => {
  const second = keys.sid('a', 'm-s1', 2);
  const rows = [
    { sid: 's1', customerId: 'c1', state: 'released' },
    { sid: second, customerId: 'c1', state: 'sent' },
    { sid: 's2', customerId: 'c2', state: 'sent' },
    { sid: 's3', customer: 'hash', state: 'sent' },
  ];
  for (const row of rows) await ledger.put(row);
  const mails = [mail('c1', 's1'), mail('c2', 's2'), mail('c1', 's3'), mail('c1', 'never-sent')];
  const body = gzipSync(mails.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const seen: string[] = [];
  const without = hidingInLedger(async (key) => void seen.push(key), ledger, keys, new Set(['c1']));
  for (const key of ['runs/r/plan/part-0000.jsonl.gz', 'lake/orders/a.parquet'])
    await without(key, Buffer.from('never read as an outbox'));
  expect(await ledger.get({ sid: 's1' })).toEqual(rows[0]);
  await without('runs/r/outbox/part-0000.jsonl.gz', body);
  const customer = keys.customer('c1');
  expect(await ledger.getMany(['s1', second, 's2', 's3', 'never-sent'].map((sid) => ({ sid })))).toEqual(
    expect.arrayContaining([
      { sid: 's1', customer, state: 'released' },
      { sid: second, customer, state: 'sent' },
      rows[2],
      rows[3],
    ]),
  );
  expect(await ledger.get({ sid: 'never-sent' })).toBeUndefined();
  expect(seen).toHaveLength(3);
});
