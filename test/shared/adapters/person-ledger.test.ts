import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamo } from '../../../infra/local/servers/dynamo.ts';
import { openKeys } from '../../../shared/adapters/keys.ts';
import { openLedger } from '../../../shared/adapters/ledger.ts';
import { ledgerOf } from '../../../shared/adapters/person-ledger.ts';
import { openTable } from '../../../shared/adapters/table.ts';
import { KeysSchema } from '../../../shared/contract/mail-keys.ts';
import { scratchFolder } from '../../support/cli.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const keys = openKeys(KeysSchema.parse({ seed: '1'.repeat(43) }));
const mailbox = keys.mailbox('he@shop.invalid');
const folder = scratchFolder();
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
let read: ReturnType<typeof ledgerOf>;

const row = (sid: string, more: object) => ({
  ...{ sid, mailbox, campaignId: 'up@1', runId: 'r1', state: 'sent', owner: 'worker-1', epoch: 3 },
  ...{ customer: keys.customer('c07'), startedAt: Date.parse('2026-10-01T02:00:00Z'), ...more },
});
const first = keys.sid('up@1', mailbox);
const second = keys.sid('up@1', mailbox, 2);

beforeAll(async () => {
  dynamo = await startDynamo({ dir: folder.path('dynamo') });
  await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
  const table = openTable('ledger', new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url }));
  const facts = { send: 'm1', delivery: 'm1', open: 'm1', complaint: 'm1' };
  await table.put(row(first, { state: 'released', reason: 'lease_expired' }));
  const startedAt = Date.parse('2026-10-02T02:00:00Z');
  await table.put(row(second, { startedAt, offerCode: 'TEN', messageId: 'm1', attempts: 1, facts }));
  await table.put(row('remembered', { startedAt: 0 }));
  await table.put(row('of-an-earlier-program', { customer: undefined, customerId: 'c07', startedAt: 1 }));
  await table.put(row('of-another', { customer: keys.customer('c08') }));
  await table.put(row('never-asked-for', {}));
  read = ledgerOf(openLedger(table), keys);
});
afterAll(async () => {
  await dynamo.close();
  folder.remove();
});

const planned = { customerId: 'c07', sid: first, campaignId: 'up@1', mailbox };
const remembered = {
  ...{ mailbox, softBounces: { 'of-an-earlier-program': '2026-09-01' } },
  recent: {
    remembered: { rule: 'up', tier: 'gold', on: '2026-09-01' },
    'of-another': { rule: 'up', tier: 'gold', on: '2026-09-01' },
  },
};

describe('what the ledger holds of a person', () => {
  it('is every attempt at his mails, with its times, facts and offer code, and nothing of others', async () => {
    const asked = { mails: [planned], mailboxes: [remembered], customerIds: ['c07', 'he@shop.invalid'] };
    const found = await read(asked);
    expect(found).toMatchObject([
      { sid: 'remembered', startedAt: '1970-01-01T00:00:00.000Z' },
      { sid: 'of-an-earlier-program' },
      { sid: first, state: 'released', reason: 'lease_expired', startedAt: '2026-10-01T02:00:00.000Z' },
      {
        ...{
          sid: second,
          campaignId: 'up@1',
          runId: 'r1',
          state: 'sent',
          startedAt: '2026-10-02T02:00:00.000Z',
        },
        ...{ offerCode: 'TEN', messageId: 'm1', attempts: 1 },
        facts: { send: 'm1', delivery: 'm1', open: 'm1', complaint: 'm1' },
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('worker-1');
  });

  it('is nothing where no mail of his was ever planned', async () => {
    const never = { skip: 'no_consent', customerId: 'c07' };
    expect(await read({ mails: [never], mailboxes: [{ mailbox }], customerIds: ['c07'] })).toEqual([]);
  });
});
