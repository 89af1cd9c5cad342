import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SesEvent } from '../../../../infra/local/servers/ses/events.ts';
import type { SesChange } from '../../../../infra/local/servers/ses/settings.ts';
import { type Bench, bench, clientOf, NOW, sendInput } from './ses-support.ts';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(() => at.close());

async function send(to: string, sid = 'sid-1'): Promise<string> {
  const { MessageId = '' } = await at.client.send(new SendRawEmailCommand(sendInput(to, sid)));
  return MessageId;
}

const types = () => at.events.map(({ detail }) => detail.eventType);

const FATES: [string, string[]][] = [
  ['ann@example.org', ['Email Sent', 'Email Delivered']],
  ['success@simulator.amazonses.com', ['Email Sent', 'Email Delivered']],
  ['Success+q3@Simulator.AmazonSES.com', ['Email Sent', 'Email Delivered']],
  ['ooto@simulator.amazonses.com', ['Email Sent', 'Email Delivered']],
  ['bounce@simulator.amazonses.com', ['Email Sent', 'Email Bounced']],
  ['bounce+a+b@simulator.amazonses.com', ['Email Sent', 'Email Bounced']],
  ['suppressionlist+x@simulator.amazonses.com', ['Email Sent', 'Email Bounced']],
  ['complaint@simulator.amazonses.com', ['Email Sent', 'Email Delivered', 'Email Complaint Received']],
  ['complaint+x@simulator.amazonses.com', ['Email Sent', 'Email Delivered', 'Email Complaint Received']],
  ['softbounce@simulator.tierwise.example', ['Email Sent', 'Email Bounced']],
  ['softbounce+late@simulator.tierwise.example', ['Email Sent', 'Email Bounced']],
  ['reject@simulator.tierwise.example', ['Email Sent', 'Email Rejected']],
  ['bounce@example.org', ['Email Sent', 'Email Delivered']],
  ['constructor@simulator.amazonses.com', ['Email Sent', 'Email Delivered']],
];

describe('the mailbox simulator', () => {
  it.each(FATES)('%s', async (to, expected) => {
    const messageId = await send(to);
    await at.ses.settled();
    expect(at.events.map((event) => event['detail-type'])).toEqual(expected);
    for (const event of at.events) {
      expect(event).toMatchObject({ version: '0', source: 'aws.ses', time: NOW.toISOString() });
      expect(event.resources[0]).toMatch(/:configuration-set\/mails$/);
      expect(event.detail.mail).toMatchObject({
        messageId,
        timestamp: NOW.toISOString(),
        source: 'shop@example.com',
        destination: [to],
        tags: { sid: ['sid-1'], cid: ['welcome-2026-Q3'], 'ses:configuration-set': ['mails'] },
      });
    }
  });

  it('tells a hard bounce, a suppressed address and a complaint as SES does', async () => {
    await send('bounce@simulator.amazonses.com');
    await send('suppressionlist@simulator.amazonses.com');
    await send('complaint@simulator.amazonses.com');
    await send('softbounce@simulator.tierwise.example');
    await at.ses.settled();
    const details = at.events.map(({ detail }) => detail);
    expect(details.flatMap(({ bounce }) => bounce ?? [])).toMatchObject([
      {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
        timestamp: NOW.toISOString(),
      },
      { bounceType: 'Permanent', bounceSubType: 'Suppressed' },
      { bounceType: 'Transient', bounceSubType: 'MailboxFull' },
    ]);
    expect(details.flatMap(({ complaint }) => complaint ?? [])).toMatchObject([
      {
        complaintFeedbackType: 'abuse',
        complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }],
      },
    ]);
  });

  it('publishes nothing for a mail without a configuration set', async () => {
    const { ConfigurationSetName: _, ...input } = sendInput('ann@example.org', 's');
    await at.client.send(new SendRawEmailCommand(input));
    await at.ses.settled();
    expect(at.events).toEqual([]);
  });
});

const PLAYED: [string, NonNullable<SesChange['events']>, string[]][] = [
  ['duplicated', { copies: 2 }, ['Send', 'Send', 'Delivery', 'Delivery', 'Complaint', 'Complaint']],
  ['reordered', { reversed: true }, ['Complaint', 'Delivery', 'Send']],
  ['lost in part', { lost: ['Send', 'Complaint'] }, ['Delivery']],
  ['lost', { lost: 'all' }, []],
];

describe('events that are', () => {
  it.each(PLAYED)('%s', async (_, settings, expected) => {
    at.ses.configure({ events: settings });
    await send('complaint@simulator.amazonses.com');
    await at.ses.settled();
    expect(types()).toEqual(expected);
  });

  it('duplicated carry the same id', async () => {
    at.ses.configure({ events: { copies: 3, lost: ['Delivery'] } });
    await send('ann@example.org');
    await at.ses.settled();
    expect(new Set(at.events.map(({ id }) => id)).size).toBe(1);
  });

  it('delayed come later', async () => {
    at.ses.configure({ events: { delayMs: 120 } });
    await send('ann@example.org');
    expect(types()).toEqual([]);
    await at.ses.settled();
    expect(types()).toEqual(['Send', 'Delivery']);
  });
});

describe('the second way', () => {
  const told = () => at.messages.map(({ told: { eventType } }) => eventType);

  it('tells a topic the same, without what EventBridge has around it', async () => {
    await send('complaint@simulator.amazonses.com');
    await at.ses.settled();
    expect(told()).toEqual(types());
    expect(at.messages.map((message) => message.told)).toMatchObject(
      at.events.map(({ detail: { eventType, mail } }) => ({ eventType, mail })),
    );
  });

  it('gets what its own destination asks for, and is silent when that is taken away', async () => {
    const shared = { configurationSet: 'mails', enabled: true } as const;
    at.ses.createDestination({ ...shared, name: 'a', path: 'bus', arn: 'bus', eventTypes: ['Send'] });
    at.ses.createDestination({ ...shared, name: 'b', path: 'queue', arn: 'topic', eventTypes: ['Delivery'] });
    await send('ann@example.org');
    await at.ses.settled();
    expect(types()).toEqual(['Send']);
    expect(at.messages.map(({ topic }) => topic)).toEqual(['topic']);
    expect(told()).toEqual(['Delivery']);
    at.ses.configure({ missingPaths: ['queue'] });
    await send('ann@example.org');
    await at.ses.settled();
    expect([types(), told()]).toEqual([['Send', 'Send'], ['Delivery']]);
  });

  it.each([
    ['loses', { queue: { lost: 'all' } }, 2, 0],
    ['repeats', { queue: { copies: 3 } }, 2, 6],
    ['loses less', { lost: ['Send'], queue: { lost: [] } }, 1, 2],
  ] as const)('%s events on its own', async (_, events, onBus, onQueue) => {
    at.ses.configure({ events: structuredClone(events) as NonNullable<SesChange['events']> });
    await send('ann@example.org');
    await at.ses.settled();
    expect([at.events.length, at.messages.length]).toEqual([onBus, onQueue]);
  });

  it('is caught up with by itself after a restart', async () => {
    at.ses.configure({ events: { queue: { delayMs: 60_000 } } });
    await send('ann@example.org');
    const isOnBus = () => expect(types()).toEqual(['Send', 'Delivery']);
    await vi.waitFor(isOnBus, { timeout: 30_000 });
    expect(told()).toEqual([]);
    at = await at.again();
    at.ses.resume();
    await at.ses.settled();
    expect([types(), told()]).toEqual([[], ['Send', 'Delivery']]);
  });
});

describe('an opened mail', () => {
  it('is told of as often as pictures are loaded', async () => {
    const messageId = await send('ann@example.org');
    at.ses.open(messageId);
    at.ses.open(messageId);
    at.ses.open('unknown');
    await at.ses.settled();
    expect(types().filter((type) => type === 'Open')).toHaveLength(2);
    expect(at.messages.filter(({ told }) => told.eventType === 'Open')).toHaveLength(2);
  });

  it('is told of once when somebody looks at it in the inbox, over a restart too', async () => {
    const messageId = await send('ann@example.org');
    const look = () => fetch(`${at.ses.inboxUrl}/${messageId}/html`);
    await look();
    await look();
    await at.ses.settled();
    expect(types()).toEqual(['Send', 'Delivery', 'Open']);
    at = await at.again();
    await look();
    await at.ses.settled();
    expect(types()).toEqual([]);
  });

  it('can be played from another process', async () => {
    const messageId = await send('ann@example.org');
    const opens = `${at.ses.url}/_opens`;
    const answer = await fetch(opens, { method: 'POST', body: JSON.stringify({ messageId }) });
    expect(await answer.json()).toEqual({ opened: true });
    await at.ses.settled();
    expect(types()).toContain('Open');
  });
});

/** A server in a process of its own that dies after it took a mail and before it answers. */
const DYING = `
  import { startSes } from './infra/local/servers/ses/server.ts';
  const wrap = (listener) => (request, response) => {
    response.writeHead = () => process.kill(process.pid, 'SIGKILL');
    listener(request, response);
  };
  const [dir] = process.argv.slice(-1);
  const ses = await startSes({ dir, clock: () => new Date(), onEvent: () => {}, wrap });
  console.log(ses.url);
`;

describe('events over a restart', () => {
  it('follow after the process was killed between acceptance and answer', async () => {
    const dying = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', DYING, at.dir]);
    const [url] = (await once(dying.stdout, 'data')) as [Buffer];
    const gone = once(dying, 'exit');
    const client = clientOf(url.toString().trim());
    const input = sendInput('ann@example.org', 'doubt');
    await expect(client.send(new SendRawEmailCommand(input))).rejects.toThrow();
    expect(await gone).toEqual([null, 'SIGKILL']);
    at = await at.again();
    at.ses.resume();
    await at.ses.settled();
    expect([...at.ses.acceptedBySid()]).toEqual([['doubt', 1]]);
    expect(types()).toEqual(['Send', 'Delivery']);
  });

  it('follow when they had not gone out, and only then', async () => {
    await send('ann@example.org', 'early');
    await at.ses.settled();
    at.ses.configure({ events: { delayMs: 60_000 } });
    await send('ann@example.org', 'late');
    at = await at.again();
    at.ses.resume();
    at.ses.resume();
    await at.ses.settled();
    expect(at.events.map(({ detail }) => detail.mail.tags)).toMatchObject([
      { sid: ['late'] },
      { sid: ['late'] },
    ]);
    at = await at.again();
    at.ses.resume();
    await at.ses.settled();
    expect(at.events).toEqual([]);
  });

  it('are tried again when the bus did not take them', async () => {
    const taken: SesEvent[] = [];
    let broken = true;
    await at.close();
    at = await bench({
      onEvent: async (event) => {
        if (broken) throw new Error('bus is down');
        taken.push(event);
      },
    });
    await send('ann@example.org');
    await at.ses.settled();
    broken = false;
    at.ses.resume();
    await at.ses.settled();
    expect(taken).toHaveLength(2);
  });
});
