import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startSes } from '../../infra/local/servers/ses/server.ts';
import { send } from '../../lambdas/send/step.ts';
import { memoryOf } from '../../shared/adapters/fingerprint.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { openLedger } from '../../shared/adapters/ledger.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { checkHeaders, composeMime } from '../../shared/adapters/mime.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openTemplates } from '../../shared/adapters/templates.ts';
import type { OutcomeLine, SendCounts } from '../../shared/contract/artifacts.ts';
import type { Mail } from '../../shared/contract/mails.ts';
import type { Withdrawal } from '../../shared/domain/mail/withdrawal.ts';

const login = { region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const templates = new URL('../../shared/templates/', import.meta.url);
const bilingual = (en: string, zh: string) => ({ en, 'zh-CN': zh });

const POLICY = {
  shop: {
    name: bilingual('Tea & Paper', '茶与纸'),
    language: 'en' as const,
    postalAddress: bilingual('1 Lake Road', '湖滨路1号'),
  },
  tiers: [
    { id: 'gold', name: bilingual('Gold', '金牌') },
    { id: 'silver', name: bilingual('Silver', '银牌') },
  ],
  campaigns: [
    {
      rule: 'up-to-gold',
      kind: 'movement' as const,
      on: ['promoted' as const],
      tier: 'gold',
      template: 'moved-up',
      ...{ whenPolicyChanged: false, variants: [] },
    },
  ],
  mail: { cooldownDays: 30 },
  identity: ['customer_id' as const],
  timeZone: 'Asia/Shanghai',
};

export const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });

export function mailTo(n: number, other: Partial<Mail> = {}): Mail {
  const customerId = `c${String(n).padStart(4, '0')}`;
  return {
    campaignId: 'up-to-gold@after-1',
    rule: 'up-to-gold',
    kind: 'movement',
    customerId,
    tier: 'gold',
    previousTier: 'silver',
    address: `${customerId}@example.com`,
    name: n % 2 ? `王${n}` : null,
    language: n % 2 ? 'zh-CN' : 'en',
    template: 'moved-up',
    skip: null,
    consentOn: '2026-05-01',
    since: '2026-06-30',
    ...other,
  };
}

export const sidOf = ({ campaignId, address }: Mail): string =>
  keys.sid(campaignId, keys.mailbox(address ?? ''));

export type MailRoom = Awaited<ReturnType<typeof openRoom>>;

/** The send step on a real local SES and DynamoDB over HTTP; the outbox and the clock are in memory. */
export async function openRoom() {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-mail-'));
  const events: unknown[] = [];
  const ses = await startSes({
    dir: join(dir, 'ses'),
    clock: () => new Date(),
    onEvent: async (e) => void events.push(e),
  });
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
  const client = new DynamoDBClient({ endpoint: dynamo.url, ...login });
  const made = randomUUID().slice(0, 8);
  const tableOf = async (name: string, partitionKey: string, sortKey?: string) => {
    await dynamo.createTable({ name: `${name}-${made}`, partitionKey, sortKey });
    return openTable(`${name}-${made}`, client);
  };
  const [ledgerTable, boxesTable, runs] = [
    await tableOf('ledger', 'sid'),
    await tableOf('mailboxes', 'mailbox'),
    await tableOf('runs', 'pk', 'sk'),
  ];
  const saved: { outcomes: OutcomeLine[]; counts: SendCounts }[] = [];
  const sesClient = openSes({ endpoint: ses.url, ...login });

  const dependencies = (mails: Mail[], asOf = '2026-10-01') => ({
    keys,
    memory: () => memoryOf(runs, ledgerTable, keys.fingerprint),
    outbox: {
      load: async () => ({ mails, planned: mails.length, policy: POLICY, asOf, seen: [] }),
      save: async (_: unknown, outcomes: readonly OutcomeLine[], counts: SendCounts) => {
        saved.push({ outcomes: [...outcomes], counts });
      },
    },
    withdrawals: async (): Promise<Withdrawal[]> => [],
    ledger: openLedger(ledgerTable),
    mailboxes: openMailboxes(boxesTable),
    ses: sesClient,
    render: openTemplates((file) => readFileSync(new URL(file, templates), 'utf8')),
    checkHeaders,
    mime: composeMime,
    now: () => Date.now(),
    newId: () => randomUUID(),
    sleep: (ms: number) => sleep(ms),
    settings: {
      sender: 'members@mail.example.com',
      configurationSet: 'tierwise',
      unsubscribeUrl: 'https://u.example.com/',
      leaseMs: 60_000,
      workers: 4,
    },
  });

  type Dependencies = ReturnType<typeof dependencies>;
  const sendMails = (mails: Mail[], change: Partial<Dependencies> = {}, runId = 'r1', timeLeft = 900_000) =>
    send({ ...dependencies(mails), ...change })(
      { runId, part: 0 },
      { timeLeft: () => timeLeft, requestId: 'request' },
    );

  async function close() {
    await ses.close();
    await dynamo.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return { ses, events, saved, dependencies, sendMails, close, runs, ledgerTable };
}
