import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { unsubscribe } from '../../lambdas/unsubscribe/step.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable, type Table } from '../../shared/adapters/table.ts';
import { WebRequestSchema } from '../../shared/contract/functions.ts';
import { pageRate } from '../../shared/domain/mail/page-rate.ts';
import { LOCAL_SDK } from './local-stores.ts';

export const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });
export const SORT = { rule: 'win-back', topic: 'offers' } as const;
export const NOW = '2026-10-02T08:00:00.000Z';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The fields of a form as a function URL hands them over. */
export const form = (fields: Record<string, string>, headers: object = {}) => ({
  headers: { ...FORM, ...headers },
  body: Buffer.from(new URLSearchParams(fields).toString()).toString('base64'),
  isBase64Encoded: true,
});

/** The unsubscribe step on a real table; every visitor has a mailbox of his own. */
export async function startUnsubscribing() {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-unsubscribe-'));
  const dynamo = await startDynamo({ dir });
  await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
  const client = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url });
  let [writes, visitors, entered] = [0, 0, 0];
  const table: Table = openTable('mailboxes', client);
  const counting: Table = {
    ...table,
    update: (...call) => {
      writes += 1;
      return table.update(...call);
    },
  };
  const mailboxes = openMailboxes(counting);

  function visitor(held = keys) {
    const address = `visitor-${visitors++}@example.com`;
    const mailbox = held.mailbox(address);
    const token = held.token(mailbox, SORT);
    const clock = { now: Date.parse(NOW) };
    const count = (): void => {
      entered += 1;
    };
    const counted = { entered: count, now: () => clock.now };
    const act = unsubscribe({ ...held, mailboxes, rate: pageRate(), ...counted });
    const visit = (method: string, path = `/${token}`, rest: object = {}) =>
      act(WebRequestSchema.parse({ rawPath: path, requestContext: { http: { method } }, ...rest }));
    const choose = (choice: string) => visit('POST', `/${token}`, form({ choice }));
    return { address, mailbox, token, clock, visit, choose, box: () => mailboxes.find(mailbox) };
  }

  async function close(): Promise<void> {
    client.destroy();
    await dynamo.close();
    rmSync(dir, { recursive: true, force: true });
  }

  return { mailboxes, visitor, writes: () => writes, entered: () => entered, close };
}
