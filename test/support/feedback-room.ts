import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { feedback } from '../../lambdas/feedback/step.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openMailFacts } from '../../shared/adapters/mail-facts.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { MailNewsSchema, type Reported } from '../../shared/contract/mail-events.ts';
import { type LedgerRow, LedgerRowSchema } from '../../shared/contract/mails.ts';
import { LOCAL_SDK } from './local-stores.ts';

export type FeedbackRoom = Awaited<ReturnType<typeof openFeedbackRoom>>;

/** The feedback step on a real local DynamoDB. */
export async function openFeedbackRoom() {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-feedback-'));
  const dynamo = await startDynamo({ dir });
  await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
  await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
  await dynamo.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
  const client = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url });
  const ledger = openTable('ledger', client);
  const [facts, mailboxes] = [openMailFacts(ledger), openMailboxes(openTable('mailboxes', client))];
  const campaigns = openCampaigns(openTable('runs', client));
  const returned: string[] = [];
  const dependencies = {
    ...{ facts, mailboxes, campaigns },
    returned: (error: unknown) => void returned.push(error instanceof Error ? error.name : ''),
    now: () => new Date('2026-10-02T00:00:00Z'),
    at: () => undefined,
  };
  let made = 0;

  /** A row of a mail of its own, with a mailbox of its own. */
  async function rowIn(state: LedgerRow['state'], own: Partial<LedgerRow> = {}): Promise<LedgerRow> {
    made += 1;
    const names = { sid: `sid-${made}`, mailbox: `box-${made}`, campaignId: `campaign-${made}` };
    const row = { ...names, customer: 'c1', runId: 'r1', state, owner: 'w', startedAt: 0, ...own };
    await ledger.put(row);
    return LedgerRowSchema.parse(row);
  }

  async function close(): Promise<void> {
    client.destroy();
    await dynamo.close();
    await rm(dir, { recursive: true, force: true });
  }

  return {
    ...{ ledger, facts, mailboxes, campaigns, dependencies, returned, rowIn, close },
    /** Hands over what Lambda would. */
    take: async (news: unknown) => feedback(dependencies)(MailNewsSchema.parse(news)),
    async rowAfter({ sid }: LedgerRow): Promise<LedgerRow> {
      return LedgerRowSchema.parse(await ledger.get({ sid }));
    },
  };
}

type Told = Reported['eventType'] | 'SoftBounce';

/** What SES says of a mail, with what the product does not read. */
export function reported(sid: string, type: Told, messageId = 'm-1'): object {
  const mail = { messageId, tags: { sid: [sid] }, destination: ['li@example.org'] };
  if (type !== 'Bounce' && type !== 'SoftBounce') return { eventType: type, mail };
  const bounceType = type === 'Bounce' ? 'Permanent' : 'Transient';
  return { eventType: 'Bounce', mail, bounce: { bounceType, timestamp: '2026-10-01T23:30:00-01:00' } };
}

export const onBus = (detail: object): object => ({ source: 'aws.ses', detail });

/** A batch of the queue; each message is named by its place. */
export const inQueue = (...bodies: (object | string)[]): object => ({
  Records: bodies.map((body, place) => ({
    messageId: `message-${place}`,
    eventSource: 'aws:sqs',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});
