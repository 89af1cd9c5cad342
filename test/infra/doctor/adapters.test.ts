import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { subscriptionsOf } from '../../../infra/doctor/alarms.ts';
import { openMailNames } from '../../../infra/doctor/mail-names-aws.ts';
import { lookAtPages } from '../../../infra/doctor/pages.ts';
import { openStores } from '../../../infra/doctor/stores-aws.ts';

const named = (name: string) => Object.assign(new Error(name), { name });

describe('what is there', () => {
  const [s3, dynamo, secrets, schedules] = [
    mockClient(S3Client),
    mockClient(DynamoDBClient),
    mockClient(SecretsManagerClient),
    mockClient(SchedulerClient),
  ];
  const region = { region: 'eu-central-1' };
  const stores = openStores({
    s3: new S3Client(region),
    dynamo: new DynamoDBClient(region),
    secrets: new SecretsManagerClient(region),
    schedules: new SchedulerClient(region),
  });
  beforeEach(() => {
    for (const mock of [s3, dynamo, secrets, schedules]) mock.reset();
  });

  it('a bucket', async () => {
    s3.on(HeadBucketCommand, { Bucket: 'there' }).resolves({});
    s3.on(HeadBucketCommand, { Bucket: 'gone' }).rejects(named('NotFound'));
    s3.on(HeadBucketCommand, { Bucket: 'theirs' }).rejects(named('Forbidden'));
    expect(await stores.bucket('there')).toBe(true);
    expect(await stores.bucket('gone')).toBe(false);
    await expect(stores.bucket('theirs')).rejects.toThrow('Forbidden');
  });

  it.each([
    ['ACTIVE', true],
    ['UPDATING', true],
    ['DELETING', false],
  ] as const)('a table that is %s', async (TableStatus, there) => {
    dynamo.on(DescribeTableCommand, { TableName: 't' }).resolves({ Table: { TableStatus } });
    expect(await stores.table('t')).toBe(there);
  });

  it('a secret is described and never read', async () => {
    secrets.on(DescribeSecretCommand).resolves({ Name: 'keys' });
    expect(await stores.secret('keys')).toBe(true);
    secrets.on(DescribeSecretCommand).resolves({ Name: 'keys', DeletedDate: new Date(0) });
    expect(await stores.secret('keys')).toBe(false);
    const asked = secrets.calls().map(({ args: [command] }) => command.constructor.name);
    expect(new Set(asked)).toEqual(new Set(['DescribeSecretCommand']));
  });

  it('a schedule, on, off and gone', async () => {
    schedules.on(GetScheduleCommand, { GroupName: 'default', Name: 'p' }).resolves({ State: 'ENABLED' });
    expect(await stores.schedule('default/p')).toEqual({ enabled: true });
    schedules.on(GetScheduleCommand).resolves({ State: 'DISABLED' });
    expect(await stores.schedule('default/q')).toEqual({ enabled: false });
    schedules.on(GetScheduleCommand).rejects(named('ResourceNotFoundException'));
    expect(await stores.schedule('default/q')).toBeUndefined();
  });
});

it('subscriptions are read page by page; those that wait have no ARN', async () => {
  const sns = mockClient(SNSClient);
  const page = (SubscriptionArn: string, NextToken?: string) => ({
    Subscriptions: [{ SubscriptionArn, Endpoint: 'ops@shop.example' }],
    ...(NextToken === undefined ? {} : { NextToken }),
  });
  sns
    .on(ListSubscriptionsByTopicCommand, { NextToken: undefined })
    .resolves(page('PendingConfirmation', 'next'));
  sns.on(ListSubscriptionsByTopicCommand, { NextToken: 'next' }).resolves(page('arn:aws:sns:x:1:alarms:2'));
  expect(await subscriptionsOf('arn:topic', new SNSClient({ region: 'eu-central-1' }))).toEqual([
    { confirmed: false },
    { confirmed: true },
  ]);
});

describe('names in SES and the DNS', () => {
  const ses = mockClient(SESv2Client);
  const client = new SESv2Client({ region: 'eu-central-1' });
  const resolver = (resolveTxt: (name: string) => Promise<string[][]>) =>
    openMailNames(client, { resolveTxt });

  it('a MAIL FROM domain, and none', async () => {
    const { mailFrom } = resolver(async () => []);
    ses.on(GetEmailIdentityCommand).resolves({
      MailFromAttributes: {
        ...{ MailFromDomain: 'bounce.shop.example', MailFromDomainStatus: 'SUCCESS' },
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    });
    expect(await mailFrom('shop.example')).toBe('bounce.shop.example');
    ses.on(GetEmailIdentityCommand).resolves({});
    expect(await mailFrom('shop.example')).toBeUndefined();
  });

  it('long texts are put together; no such name has none; a silent DNS is told by its code', async () => {
    const failing = (code: string) => resolver(() => Promise.reject(Object.assign(new Error(), { code })));
    expect(await resolver(async () => [['v=DMARC1; ', 'p=none']]).texts('x')).toEqual(['v=DMARC1; p=none']);
    expect(await failing('ENOTFOUND').texts('x')).toEqual([]);
    expect(await failing('ENODATA').texts('x')).toEqual([]);
    await expect(failing('ETIMEOUT').texts('x')).rejects.toMatchObject({ name: 'ETIMEOUT' });
  });
});

describe('pages', () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/broken' ? 502 : 400).end();
  });
  beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
  afterAll(() => server.close());

  it('one that says that the link is damaged answers; a fault or silence does not', async () => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = {
      UNSUBSCRIBE_URL: `${base}/broken`,
      APPROVE_URL: `${base}/`,
      SHOW_URL: 'http://127.0.0.1:1/',
    };
    expect(
      (await lookAtPages(settings)).map(({ id, outcome, stopsMail }) => [id, outcome, stopsMail]),
    ).toEqual([
      ['UNSUBSCRIBE_URL', 'toDo', true],
      ['APPROVE_URL', 'ok', false],
      ['SHOW_URL', 'toDo', false],
    ]);
  });
});
