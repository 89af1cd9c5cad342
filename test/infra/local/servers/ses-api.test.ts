import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import {
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  GetSendStatisticsCommand,
  ListIdentitiesCommand,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, bench, failure, NOW, rawMail, sendInput } from './ses-support.ts';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(() => at.close());

const send = (input: SendRawEmailCommandInput) => at.client.send(new SendRawEmailCommand(input));

describe('SendRawEmail', () => {
  it('answers a message id and keeps the mail with all that was said of it', async () => {
    const { MessageId = '' } = await send(sendInput('ann@example.org', 'sid-1'));
    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
    expect(at.ses.accepted()).toMatchObject([
      {
        messageId: MessageId,
        at: NOW.toISOString(),
        source: 'shop@example.com',
        destinations: ['ann@example.org'],
        configurationSet: 'mails',
        tags: { sid: 'sid-1', cid: 'welcome-2026-Q3' },
        subject: 'Hello',
      },
    ]);
  });

  it('puts its own Message-ID and Date, drops hidden copies and leaves the rest byte for byte', async () => {
    const headers = ['Message-ID: <mine@example.com>', 'Date: Thu, 1 Jan 1970 00:00:00 +0000'];
    const folded = ['Bcc: eve@example.org', 'List-Unsubscribe:', ' <https://example.com/u/1>'];
    const input = sendInput('ann@example.org', 'a', { headers: [...headers, ...folded], text: '你好\r\n.' });
    const { MessageId = '' } = await send(input);
    const raw = at.ses.raw(MessageId)?.toString() ?? '';
    expect(raw).toContain(`Message-ID: <${MessageId}@email.amazonses.com>\r\n`);
    expect(raw).toContain('Date: Thu, 01 Oct 2026 01:02:03 +0000\r\n');
    expect(raw).not.toMatch(/mine@example|1970|eve@/);
    expect(raw).toContain('List-Unsubscribe:\r\n <https://example.com/u/1>\r\n');
    const body = (text: string) => text.slice(text.indexOf('\r\n\r\n'));
    expect(body(raw)).toBe(body(input.RawMessage.Data.toString()));
  });

  it('reads recipients and sender from the mail when the call names none', async () => {
    const to = '"Li, Ann" <ann@example.org>, bob@example.org';
    await send({ RawMessage: { Data: rawMail({ to, headers: ['Cc: cy@example.org'] }) } });
    expect(at.ses.accepted()[0]).toMatchObject({
      source: 'shop@example.com',
      destinations: ['ann@example.org', 'bob@example.org', 'cy@example.org'],
      configurationSet: null,
    });
  });

  it('decodes the subject', async () => {
    await send(sendInput('a@b.example', 's', { subject: '=?UTF-8?B?5L2g5aW9?= =?UTF-8?Q?=E5=90=97?=' }));
    expect(at.ses.accepted()[0]?.subject).toBe('你好吗');
  });

  it('takes a mail of nearly 10 MB and refuses a larger one', async () => {
    const sendLarge = (sid: string, text: string) => send(sendInput('a@b.example', sid, { text }));
    const text = 'x'.repeat(10 * 1024 * 1024 - 1000);
    await sendLarge('large', text);
    const refused = await failure(sendLarge('larger', `${text}${'x'.repeat(1000)}`));
    expect(refused).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
    expect(refused.message).toMatch(/^Message length is more than 10485760 bytes long/);
    expect(at.ses.sentCount()).toBe(1);
  });
});

describe('the reading actions', () => {
  it('GetSendQuota, also of an account in the sandbox', async () => {
    const quota = () => at.client.send(new GetSendQuotaCommand({}));
    expect(await quota()).toMatchObject({ Max24HourSend: 1_000_000, MaxSendRate: 1000, SentLast24Hours: 0 });
    at.ses.configure({ sandbox: true });
    expect(await quota()).toMatchObject({ Max24HourSend: 200, MaxSendRate: 1 });
  });

  it('GetSendStatistics', async () => {
    for (const who of ['success', 'bounce', 'complaint', 'suppressionlist']) {
      await send(sendInput(`${who}@simulator.amazonses.com`, who));
    }
    const { SendDataPoints } = await at.client.send(new GetSendStatisticsCommand({}));
    const Timestamp = new Date('2026-10-01T01:00:00Z');
    expect(SendDataPoints).toEqual([
      { Timestamp, DeliveryAttempts: 4, Bounces: 2, Complaints: 1, Rejects: 0 },
    ]);
  });

  it('GetAccountSendingEnabled', async () => {
    const enabled = async () => (await at.client.send(new GetAccountSendingEnabledCommand({}))).Enabled;
    expect(await enabled()).toBe(true);
    at.ses.configure({ sendingEnabled: false });
    expect(await enabled()).toBe(false);
  });

  it('identities: verified ones with DKIM, unknown ones left out', async () => {
    at.ses.createIdentity('example.com');
    const Identities = ['example.com', 'other.example'];
    const verified = await at.client.send(new GetIdentityVerificationAttributesCommand({ Identities }));
    expect(verified.VerificationAttributes).toEqual({ 'example.com': { VerificationStatus: 'Success' } });
    const { DkimAttributes } = await at.client.send(new GetIdentityDkimAttributesCommand({ Identities }));
    expect(Object.keys(DkimAttributes ?? {})).toEqual(['example.com']);
    expect(DkimAttributes?.['example.com']).toMatchObject({
      DkimEnabled: true,
      DkimVerificationStatus: 'Success',
    });
    expect(DkimAttributes?.['example.com']?.DkimTokens).toHaveLength(3);
  });

  it('DescribeConfigurationSet', async () => {
    at.ses.createConfigurationSet('mails');
    const describe_ = (ConfigurationSetName: string) =>
      at.client.send(new DescribeConfigurationSetCommand({ ConfigurationSetName }));
    expect((await describe_('mails')).ConfigurationSet).toEqual({ Name: 'mails' });
    expect(await failure(describe_('none'))).toMatchObject({ name: 'ConfigurationSetDoesNotExistException' });
  });

  it('refuses any other action at once', async () => {
    const refused = await failure(at.client.send(new ListIdentitiesCommand({})));
    expect(refused).toMatchObject({ name: 'InvalidAction', status: 400 });
    expect(refused.message).toBe('Could not find operation ListIdentities for version 2010-12-01');
  });
});

describe('a restart', () => {
  it('keeps mails and truth; an index line torn by a kill is forgotten and the next one stays whole', async () => {
    const { MessageId = '' } = await send(sendInput('ann@example.org', 'kept'));
    const raw = at.ses.raw(MessageId);
    appendFileSync(join(at.dir, 'accepted.jsonl'), '{"messageId":"torn');
    writeFileSync(join(at.dir, 'mails', 'torn.eml'), 'never accepted');
    at = await at.again();
    expect(at.ses.accepted().map(({ tags }) => tags.sid)).toEqual(['kept']);
    expect(at.ses.raw(MessageId)).toEqual(raw);
    await send(sendInput('ann@example.org', 'next'));
    at = await at.again();
    expect([...at.ses.acceptedBySid()]).toEqual([
      ['kept', 1],
      ['next', 1],
    ]);
  });
});

it('answers only by its own names', async () => {
  const status = await new Promise((resolve) => {
    http.get(`${at.ses.url}/inbox`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(421);
});

it('stands inside the given wrapper', async () => {
  const seen: string[] = [];
  const wrapped = await bench({
    wrap: (listener) => (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      listener(request, response);
    },
  });
  await wrapped.client.send(new GetSendQuotaCommand({}));
  await wrapped.close();
  expect(seen).toEqual(['POST /']);
});

it('takes three thousand mails at once', async () => {
  at.ses.configure({ maxSendRate: 1_000_000 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const data = rawMail({ html: '<p>x</p>'.repeat(500) }).toString('base64');
  const post = (i: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const form = {
        Action: 'SendRawEmail',
        'RawMessage.Data': data,
        'Destinations.member.1': `a${i}@b.example`,
      };
      const request = http.request(at.ses.url, { agent, method: 'POST' }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      });
      request.on('error', reject).end(new URLSearchParams(form).toString());
    });
  const answers = await Promise.all(Array.from({ length: 3000 }, (_, i) => post(i)));
  agent.destroy();
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(readdirSync(join(at.dir, 'mails'))).toHaveLength(3000);
});
