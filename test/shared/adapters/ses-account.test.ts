import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSesAccount } from '../../../shared/adapters/ses-account.ts';
import { type Bench, bench } from '../../infra/local/servers/ses-support.ts';

const login = { region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const SENDER = 'members@mail.shop.example';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(() => at.close());

const asked = (endpoint = at.ses.url) => openSesAccount({ endpoint, ...login }).readiness(SENDER, 'shop');

describe('what the local SES says of an account', () => {
  it('is that everything is ready, with the quota', async () => {
    expect(await asked()).toEqual({
      ...{
        sendingEnabled: true,
        production: true,
        identityVerified: true,
        dkim: true,
        configurationSet: true,
      },
      ...{ destinations: { eventBridge: true, queue: true }, suppression: ['BOUNCE', 'COMPLAINT'] },
      ...{ perSecond: 1000, perDay: 1_000_000, sentLast24Hours: 0, denied: [] },
    });
  });

  it.each<[string, Parameters<Bench['ses']['configure']>[0], object]>([
    ['the sandbox', { sandbox: true }, { production: false, perDay: 200, perSecond: 1 }],
    ['a stopped account', { sendingEnabled: false }, { sendingEnabled: false }],
    ['a domain that nobody registered', { identities: ['other.example'] }, { identityVerified: false }],
    [
      'a domain whose records are not found yet',
      { identities: [], unverified: ['mail.shop.example'] },
      { identityVerified: false, dkim: false },
    ],
    ['a domain above the sender’s', { identities: ['shop.example'] }, { identityVerified: true, dkim: true }],
    ['no such configuration set', { configurationSets: ['another'] }, { configurationSet: false }],
    [
      'no way to EventBridge',
      { missingPaths: ['bus'] },
      { destinations: { eventBridge: false, queue: true } },
    ],
    [
      'no way to the queue',
      { missingPaths: ['queue'] },
      { destinations: { eventBridge: true, queue: false } },
    ],
  ])('tells of %s', async (_, settings, wanted) => {
    at.ses.configure(settings);
    expect(await asked()).toMatchObject({ denied: [], ...wanted });
  });

  it('a destination that leaves one of our events out does not count', async () => {
    const queue = {
      configurationSet: 'shop',
      name: 'q',
      enabled: true,
      path: 'queue' as const,
      arn: 'arn:t',
    };
    const bus = { ...queue, name: 'b', path: 'bus' as const, arn: 'arn:b' };
    const all = ['Send', 'Bounce', 'Complaint', 'Reject'] as const;
    at.ses.configure({
      destinations: [
        { ...bus, eventTypes: [...all] },
        { ...queue, eventTypes: [...all] },
      ],
    });
    expect((await asked()).destinations).toEqual({ eventBridge: true, queue: false });
  });
});

describe('what an odd answer comes to', () => {
  /** A server that answers each path by its own rule, and otherwise with an empty object. */
  async function playing(behave: RequestListener): Promise<string> {
    const server = createServer(behave);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
  const refusing =
    (name: string, status: number): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name }).end('{}');
    };

  it('a role that may read nothing is told each permission that it lacks, and nothing else', async () => {
    const url = await playing(refusing('AccessDeniedException', 403));
    expect(await asked(url)).toMatchObject({
      denied: [
        'ses:GetAccount',
        'ses:GetConfigurationSet',
        'ses:GetConfigurationSetEventDestinations',
        'ses:GetEmailIdentity',
      ],
      ...{ sendingEnabled: true, identityVerified: true, configurationSet: true },
    });
  });

  it('a read that is asked too often is repeated until it is answered', async () => {
    let requests = 0;
    const url = await playing((request, response) => {
      requests += 1;
      if (requests === 1) return refusing('TooManyRequestsException', 429)(request, response);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    expect(await asked(url)).toMatchObject({ sendingEnabled: false, production: false, denied: [] });
    expect(requests).toBe(5);
  });

  it('any other definite no is thrown at once', async () => {
    let requests = 0;
    const url = await playing((request, response) => {
      requests += 1;
      refusing('BadRequestException', 400)(request, response);
    });
    await expect(asked(url)).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(requests).toBe(1);
  });
});
