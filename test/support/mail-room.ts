import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startSes } from '../../infra/local/servers/ses/server.ts';
import type { Batch, SendDependencies } from '../../lambdas/send/dependencies.ts';
import { send } from '../../lambdas/send/step.ts';
import { openBudgets } from '../../shared/adapters/budgets.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openChunkClaims } from '../../shared/adapters/chunk-claims.ts';
import { memoryOf, notePass } from '../../shared/adapters/fingerprint.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { openLedger } from '../../shared/adapters/ledger.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import { openOffers } from '../../shared/adapters/offers.ts';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import { openSenders } from '../../shared/adapters/senders.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { openSesAccount } from '../../shared/adapters/ses-account.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openTemplates, sourceOf } from '../../shared/adapters/templates.ts';
import type { OutcomeLine, SendCounts } from '../../shared/contract/artifacts.ts';
import { type Mail, MailSchema, type OutboxMail } from '../../shared/contract/mails.ts';
import { LANGUAGES } from '../../shared/domain/bilingual.ts';
import { madeReady } from '../../shared/domain/mail/ready.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { memoryBucket } from './memory-bucket.ts';

const login = { region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const shipped = (file: string): string =>
  readFileSync(new URL(`../../shared/${file}`, import.meta.url), 'utf8');

const NAMES = ['moved-up', 'gold', 'win-back'];
export const templates = Object.fromEntries(
  NAMES.flatMap((name) =>
    LANGUAGES.map((language) => [
      `${name}.${language}`,
      sourceOf((file) => shipped(`templates/${file}`), name, language),
    ]),
  ),
);

const preset = parsePolicy(shipped('presets/default.yaml'));
const [movement] = preset.campaigns;
const campaign = (rule: string, template: string, more: Partial<Policy['campaigns'][number]> = {}) =>
  ({ ...movement, rule, template, ...more }) as Policy['campaigns'][number];

/** One campaign of moves, and one that carries codes of the list `autumn`. */
export const POLICY: Policy = {
  ...preset,
  tiers: preset.tiers.map(({ budget: _, ...tier }) => tier),
  campaigns: [
    campaign('up-to-gold', 'moved-up'),
    campaign('gift', 'win-back', { offer: { list: 'autumn', cost: '0.5' }, unlessBought: true }),
  ],
};

export const withMail = (mail: Partial<Policy['mail']>): Policy => ({
  ...POLICY,
  mail: { ...POLICY.mail, ...mail },
});

export const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });

export function mailTo(n: number, other: Partial<Mail> = {}): Mail {
  const customerId = `c${String(n).padStart(4, '0')}`;
  return MailSchema.parse({
    ...{ campaignId: 'up-to-gold@after-1', rule: 'up-to-gold', kind: 'movement', customerId, tier: 'gold' },
    ...{ previousTier: 'silver', address: `${customerId}@example.com`, name: n % 2 ? `王${n}` : null },
    ...{ language: n % 2 ? 'zh-CN' : 'en', template: 'moved-up', skip: null, consentOn: '2026-05-01' },
    ...{ since: '2026-06-30' },
    ...other,
  });
}

/** The same mail of the campaign that carries codes. */
export const giftTo = (n: number, other: Partial<Mail> = {}): Mail =>
  mailTo(n, { campaignId: 'gift@after-1', rule: 'gift', template: 'win-back', topic: 'offers', ...other });

export const some = (n: number): Mail[] => Array.from({ length: n }, (_, i) => mailTo(i));

export const sidOf = ({ campaignId, address }: Mail, step = 1): string =>
  keys.sid(campaignId, keys.mailbox(address ?? ''), step);

const asOf = '2026-10-01';

/** As compose makes them ready. */
export function outboxOf(mails: readonly Mail[], policy = POLICY, by = keys): OutboxMail[] {
  const makings = { policy, asOf, keys: by, templates: openTemplates(templates) };
  return mails
    .map((mail) => ({ ...mail, ...madeReady(mail, makings), already: null }))
    .sort((a, b) => b.priority - a.priority || (a.customerId < b.customerId ? -1 : 1));
}

/** A clock that goes on from this instant, so that no test meets another day or hour than it is about. */
export function clockFrom(instant: string): () => number {
  const behind = Date.now() - Date.parse(instant);
  return () => Date.now() - behind;
}

export type MailRoom = Awaited<ReturnType<typeof openRoom>>;

interface Told {
  change?: Partial<SendDependencies>;
  batch?: Partial<Batch>;
  settings?: Partial<SendDependencies['settings']>;
  runId?: string;
  timeLeft?: () => number;
}

/** The send step on a real local SES and DynamoDB over HTTP; the outbox and the clock are in memory. */
export async function openRoom() {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-mail-'));
  const clock = () => new Date();
  const ses = await startSes({ dir: join(dir, 'ses'), clock, onEvent: async () => undefined });
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
  const client = new DynamoDBClient({ endpoint: dynamo.url, ...login });
  const tableOf = async (name: string, partitionKey: string, sortKey?: string) => {
    await dynamo.createTable({ name, partitionKey, sortKey });
    return openTable(name, client);
  };
  const ledgerTable = await tableOf('ledger', 'sid');
  const boxesTable = await tableOf('mailboxes', 'mailbox');
  const runs = await tableOf('runs', 'pk', 'sk');
  const lake = memoryBucket('lake');
  const saved: { outcomes: OutcomeLine[]; counts: SendCounts }[] = [];
  const at = { endpoint: ses.url, ...login };
  const settings: SendDependencies['settings'] = {
    sender: 'members@mail.example.com',
    configurationSet: 'tierwise',
    unsubscribeUrl: 'https://u.example.com/',
    redirectTo: '',
    leaseMs: 60_000,
  };

  const batchOf = (mails: readonly Mail[], more: Partial<Batch> = {}): Batch => ({
    ...{ planned: mails.length, templates: openTemplates(templates), policy: POLICY, asOf },
    ...{ mails: outboxOf(mails, more.policy as Policy | undefined), runSeq: 1, period: '2026-Q3', seen: [] },
    ...more,
  });

  const dependencies = (mails: readonly Mail[] = [], more: Partial<Batch> = {}) => ({
    ...{ keys, settings, mime: composeMime },
    memory: () => memoryOf(runs, ledgerTable, keys.fingerprint),
    notePass: () => notePass(runs, ledgerTable),
    outbox: {
      load: async () => batchOf(mails, more),
      save: async (_: unknown, outcomes: readonly OutcomeLine[], counts: SendCounts) => {
        saved.push({ outcomes: [...outcomes], counts });
      },
    },
    ...{ withdrawals: async () => [], purchases: async () => [] },
    ledger: openLedger(ledgerTable),
    claims: openChunkClaims(ledgerTable),
    mailboxes: openMailboxes(boxesTable),
    campaigns: openCampaigns(runs),
    budgets: openBudgets(runs),
    offers: openOffers(runs, lake),
    senders: openSenders(runs),
    account: () => openSesAccount(at).readiness(settings.sender, settings.configurationSet),
    ses: openSes(at),
    ...{ now: () => Date.now(), elapsed: () => performance.now(), newId: () => randomUUID() },
    sleep: (ms: number) => sleep(ms),
    at: () => undefined,
  });

  const sendMails = (mails: readonly Mail[], told: Told = {}) => {
    const { change, batch, runId = 'r1', timeLeft = () => 900_000 } = told;
    const own = { ...dependencies(mails, batch), ...change };
    const deps: SendDependencies = { ...own, settings: { ...settings, ...told.settings } };
    return send(deps)({ runId, part: 0 }, { timeLeft, requestId: 'request' });
  };

  async function close() {
    await ses.close();
    await dynamo.close();
    rmSync(dir, { recursive: true, force: true });
  }
  const outcomes = () => saved.at(-1)?.outcomes ?? [];
  const reasonOf = (n: number) =>
    outcomes().find(({ customerId }) => customerId === mailTo(n).customerId)?.reason;
  const mostForOneSid = () => Math.max(0, ...ses.acceptedBySid().values());
  const stores = { runs, ledgerTable, boxesTable };
  return {
    ses,
    saved,
    outcomes,
    reasonOf,
    mostForOneSid,
    dependencies,
    batchOf,
    sendMails,
    close,
    ...stores,
  };
}
