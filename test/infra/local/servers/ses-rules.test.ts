import { GetSendQuotaCommand, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SesChange } from '../../../../infra/local/servers/ses/settings.ts';
import { type Bench, bench, failure, NOW, rawMail, sendInput } from './ses-support.ts';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(async () => {
  vi.useRealTimers();
  await at.close();
});

const send = (input: SendRawEmailCommandInput) => at.client.send(new SendRawEmailCommand(input));

type Change = Partial<SendRawEmailCommandInput>;
const REFUSED: [string, SesChange, Change, string, string | RegExp][] = [
  [
    'no From',
    {},
    { RawMessage: { Data: rawMail({ from: '' }) } },
    'InvalidParameterValue',
    "Missing required header 'From'.",
  ],
  [
    'two From',
    {},
    { RawMessage: { Data: rawMail({ headers: ['From: x@example.com'] }) } },
    'InvalidParameterValue',
    "Duplicate header 'from'.",
  ],
  [
    'a header without a name',
    {},
    { RawMessage: { Data: rawMail({ headers: [': x'] }) } },
    'InvalidParameterValue',
    'Empty header names are illegal.',
  ],
  ['no domain', {}, { Destinations: ['ann'] }, 'InvalidParameterValue', "Missing final '@domain'."],
  [
    'a local part beyond ASCII',
    {},
    { Destinations: ['安@example.org'] },
    'InvalidParameterValue',
    /non-ASCII/,
  ],
  ['a blank in an address', {}, { Destinations: ['a b@example.org'] }, 'InvalidParameterValue', /whitespace/],
  [
    '51 recipients',
    {},
    { Destinations: Array.from({ length: 51 }, (_, i) => `a${i}@example.org`) },
    'InvalidParameterValue',
    'Recipient count exceeds 50.',
  ],
  ['an illegal tag', {}, { Tags: [{ Name: 'sid', Value: 'a b' }] }, 'ValidationError', /tags\.0\.value/],
  ['an empty mail', {}, { RawMessage: { Data: Buffer.alloc(0) } }, 'ValidationError', /data/],
  [
    'an unknown configuration set',
    { configurationSets: ['other'] },
    {},
    'ConfigurationSetDoesNotExistException',
    'Configuration set <mails> does not exist.',
  ],
  [
    'an unverified From',
    { identities: ['other.example'] },
    {},
    'MessageRejected',
    /^Email address is not verified\..*shop@example\.com$/,
  ],
  [
    'an unverified Source',
    { identities: ['example.com'] },
    { Source: 'x@evil.example' },
    'MessageRejected',
    /x@evil\.example$/,
  ],
  [
    'a stranger in the sandbox',
    { identities: ['example.com'], sandbox: true },
    {},
    'MessageRejected',
    /ann@example\.org$/,
  ],
  ['a paused account', { sendingEnabled: false }, {}, 'AccountSendingPausedException', /disabled/],
  ['a used-up day', { max24HourSend: 0 }, {}, 'Throttling', 'Daily message quota exceeded.'],
];

describe('a refused mail', () => {
  it.each(REFUSED)('%s', async (_, settings, change, name, message) => {
    at.ses.configure(settings);
    const refused = await failure(send({ ...sendInput('ann@example.org', 's'), ...change }));
    expect(refused).toMatchObject({ name, status: 400, message: expect.stringMatching(message) });
    expect(at.ses.sentCount()).toBe(0);
  });

  it('is taken once the account is ready: a verified domain, a configuration set, a verified recipient', async () => {
    at.ses.createIdentity('Example.com');
    at.ses.createIdentity('ann@example.org');
    at.ses.createConfigurationSet('mails');
    at.ses.configure({ sandbox: true });
    await send(sendInput('ann@example.org', '1'));
    expect(at.ses.sentCount()).toBe(1);
  });
});

describe('quotas', () => {
  it('lets through as many as the rate allows, and more a second later', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    at.ses.configure({ maxSendRate: 5 });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        send(sendInput('ann@example.org', `s${i}`)).then(
          () => 'sent',
          (error: Error) => `${error.name}: ${error.message}`,
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5);
    expect(outcomes.filter((o) => o === 'Throttling: Maximum sending rate exceeded.')).toHaveLength(7);
    vi.advanceTimersByTime(999);
    expect(await failure(send(sendInput('ann@example.org', 'soon')))).toMatchObject({ name: 'Throttling' });
    vi.advanceTimersByTime(1);
    await send(sendInput('ann@example.org', 'later'));
    expect(at.ses.sentCount()).toBe(6);
  });

  it('counts recipients over 24 hours of the clock, over a restart too', async () => {
    let now = NOW;
    await at.close();
    at = await bench({ clock: () => now, settings: { max24HourSend: 3 } });
    await send({ ...sendInput('ann@example.org', '1'), Destinations: ['a@b.example', 'c@d.example'] });
    at = await at.again();
    expect(await at.client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2 });
    await send(sendInput('ann@example.org', '2'));
    expect(await failure(send(sendInput('ann@example.org', '3')))).toMatchObject({ name: 'Throttling' });
    now = new Date(NOW.getTime() + 24 * 3600 * 1000);
    await send(sendInput('ann@example.org', '3'));
    expect(await at.client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 1 });
  });
});
