import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../infra/local/bus.ts';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import { DEFAULT_SETTINGS } from '../../../infra/local/servers/ses/settings.ts';
import { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { openMailboxes } from '../../../shared/adapters/mailboxes.ts';
import { openSesAccount } from '../../../shared/adapters/ses-account.ts';
import { openTable } from '../../../shared/adapters/table.ts';
import { type LedgerRow, LedgerRowSchema } from '../../../shared/contract/mails.ts';
import { rawMail } from './servers/ses-support.ts';

let cloud: LocalCloud;
let problems: Problem[];
beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-cloud-mail-'));
  const clock = () => new Date('2026-10-01T00:00:00Z');
  cloud = await startLocalCloud({ dir, clock, onProblem: (problem) => problems.push(problem) });
});
afterAll(() => cloud.close());
beforeEach(() => {
  problems = [];
  cloud.ses.configure({ events: DEFAULT_SETTINGS.events, missingPaths: [] });
});

const table = (name: string) => openTable(cloud.environment[name] ?? '');

/** A mail whose sender never learned what became of it; answers its row when all events were heard. */
async function afterEvents(sid: string, to: string): Promise<LedgerRow> {
  const mail = { sid, mailbox: `box-${sid}`, campaignId: `campaign-${sid}`, customer: 'c1', runId: 'r1' };
  await table('LEDGER_TABLE').put({ ...mail, state: 'unknown', reason: 'timeout', owner: 'w', startedAt: 0 });
  await new SESClient({}).send(
    new SendRawEmailCommand({
      RawMessage: { Data: rawMail({ from: cloud.environment.SENDER ?? '', to }) },
      ConfigurationSetName: cloud.environment.CONFIGURATION_SET,
      Tags: [{ Name: 'sid', Value: sid }],
    }),
  );
  await cloud.idle();
  return LedgerRowSchema.parse(await table('LEDGER_TABLE').get({ sid }));
}

const ARRIVALS = [
  ['in order', {}],
  ['with all lost on the bus', { bus: { lost: 'all' } }],
  ['with all lost in the queue', { queue: { lost: 'all' } }],
  ['twice and the last first', { copies: 2, reversed: true }],
] as const;

it('the account is ready to send as the template has it, until somebody takes a way of its events away', async () => {
  const { SENDER = '', CONFIGURATION_SET = '' } = cloud.environment;
  const account = openSesAccount();
  const ready = { production: true, identityVerified: true, dkim: true, configurationSet: true };
  expect(await account.readiness(SENDER, CONFIGURATION_SET)).toMatchObject({
    ...ready,
    destinations: { eventBridge: true, queue: true },
  });
  cloud.ses.configure({ missingPaths: ['queue'] });
  expect((await account.readiness(SENDER, CONFIGURATION_SET)).destinations).toEqual({
    eventBridge: true,
    queue: false,
  });
  account.close();
});

describe('what SES tells of a mail, by the ways of the real template', () => {
  it.each(ARRIVALS)('reaches the ledger and the mailbox: %s', async (how, events) => {
    cloud.ses.configure({ events: structuredClone(events) as object });
    const sid = how.replaceAll(' ', '-');
    const row = await afterEvents(sid, 'complaint@simulator.amazonses.com');
    const isByBusAlone = how.endsWith('in the queue');
    const facts = ['complaint', ...(isByBusAlone ? [] : ['delivery']), 'send'];
    expect([row.state, Object.keys(row.facts).sort()]).toEqual(['sent', facts]);
    const mailbox = await openMailboxes(table('MAILBOXES_TABLE')).find(row.mailbox);
    expect(mailbox.suppressed).toBe('complaint');
    const campaign = (await openCampaigns(table('RUNS_TABLE')).find([row.campaignId])).get(row.campaignId);
    expect(campaign?.complaints).toBe(1);
    expect(problems).toEqual([]);
  });

  it('stays unknown when neither way tells', async () => {
    cloud.ses.configure({ missingPaths: ['bus', 'queue'] });
    expect(await afterEvents('silence', 'ann@example.org')).toMatchObject({ state: 'unknown', facts: {} });
  });

  it('counts the mail as opened when somebody looks at it in the inbox', async () => {
    await afterEvents('opened', 'ann@example.org');
    const mail = cloud.ses.accepted().find(({ tags }) => tags.sid === 'opened');
    await fetch(`${cloud.urls.inbox}/${mail?.messageId}/html`);
    await cloud.idle();
    const row = LedgerRowSchema.parse(await table('LEDGER_TABLE').get({ sid: 'opened' }));
    expect(row.facts).toEqual({ send: mail?.messageId, delivery: mail?.messageId, open: mail?.messageId });
  });
});

it('what is in the queue and no event of SES ends with the dead letters, and what is beside it does not (F47, F49)', async () => {
  const [queue] = cloud.queues;
  const { sid, messageId = '' } = await afterEvents('beside', 'ann@example.org');
  queue?.put('{"eventType":"Explosion"}');
  queue?.put(JSON.stringify({ eventType: 'Open', mail: { messageId, tags: { sid: [sid] } } }));
  await cloud.idle();
  expect(problems).toMatchObject([{ what: 'deadLetter', rule: queue?.spec.name }]);
  const row = LedgerRowSchema.parse(await table('LEDGER_TABLE').get({ sid }));
  expect(row.facts).toMatchObject({ open: messageId });
});
