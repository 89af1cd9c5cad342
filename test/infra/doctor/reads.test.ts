import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openShop } from '../../../infra/cli/batch.ts';
import { everyFinding } from '../../../infra/cli/doctor.ts';
import { DOCTOR_READS } from '../../../infra/doctor/reads.ts';
import { defaultPolicyText } from '../../../shared/runtime/assets.ts';
import { allowedBy, type Stack, synthesise } from '../stacks.fixture.ts';

const NAMES = { UPLOADS_BUCKET: 'u', LAKE_BUCKET: 'l', RESULTS_BUCKET: 'r', RUNS_TABLE: 't' };
const SETTINGS = {
  ...{ ...NAMES, CUSTOMERS_TABLE: 'c', LEDGER_TABLE: 'g', MAILBOXES_TABLE: 'm', KEYS_SECRET: 'k' },
  ...{ PAGES_SECRET: 'p', SCHEDULE_NAME: 'default/p', ALARM_TOPIC: 'arn:aws:sns:eu-central-1:1:alarms' },
  ...{ SENDER: 'crm@mail.invalid', CONFIGURATION_SET: 's', AWS_REGION: 'eu-central-1' },
};
const RUN = {
  ...{ runId: 'r1', runSeq: 1, state: 'CLOSED', mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3' },
  ...{ executionArn: 'arn', baseSeq: 0, parts: 1 },
};

/** Each service by its name in a policy; the doctor of an account where everything is there, and nothing is denied. */
const SERVICES = {
  ...{ s3: mockClient(S3Client), dynamodb: mockClient(DynamoDBClient), ses: mockClient(SESv2Client) },
  ...{ secretsmanager: mockClient(SecretsManagerClient), scheduler: mockClient(SchedulerClient) },
  sns: mockClient(SNSClient),
};
/** The right that S3 asks for has a name of its own. */
const RIGHTS: Record<string, string> = { 's3:HeadBucket': 's3:ListBucket' };

const bodyOf = (text: string) => Readable.from([Buffer.from(text)]);

async function asked(): Promise<Set<string>> {
  const { dynamodb, s3, ses, secretsmanager, scheduler, sns } = SERVICES;
  ses.onAnyCommand().resolves({});
  secretsmanager.onAnyCommand().resolves({});
  scheduler.onAnyCommand().resolves({});
  sns.onAnyCommand().resolves({});
  s3.onAnyCommand().resolves({});
  dynamodb.onAnyCommand().resolves({});
  const current = { hash: 'h', key: 'policies/h.yaml', order: '1' };
  dynamodb.on(GetItemCommand).resolves({ Item: marshall(current) });
  dynamodb.on(QueryCommand).resolves({ Items: [marshall(RUN)] });
  s3.on(GetObjectCommand).callsFake(() => ({ Body: bodyOf(defaultPolicyText()) }));
  await everyFinding(openShop(NAMES));
  const calls = Object.entries(SERVICES).flatMap(([name, service]) =>
    service
      .calls()
      .map(({ args: [command] }) => `${name}:${command.constructor.name.replace(/Command$/, '')}`),
  );
  return new Set(calls.map((call) => RIGHTS[call] ?? call));
}

const granted = Object.values(DOCTOR_READS).flat();

describe('what doctor asks of AWS', () => {
  beforeAll(() => {
    for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    for (const service of Object.values(SERVICES)) service.restore();
  });

  it('is what its list names, all of it; only decrypting is asked by the services themselves', async () => {
    expect([...(await asked()), 'kms:Decrypt'].sort()).toEqual([...granted].sort());
  });
});

describe('the doctor’s policy', () => {
  let pipeline: Stack;
  beforeAll(() => {
    ({ pipeline } = synthesise());
  });
  const statements = () => Object.values(allowedBy(pipeline, 'AWS::IAM::ManagedPolicy')).flat();
  const resourcesOf = (action: string) =>
    statements().flatMap(({ actions, resources }) => (actions.includes(action) ? resources : []));

  it('grants the list, and nothing besides', () => {
    const actions = statements().flatMap((one) => one.actions);
    expect([...new Set(actions)].sort()).toEqual([...granted].sort());
  });

  it.each([
    ['dynamodb:DescribeTable', [/Customers/, /Ledger/, /Mailboxes/, /Runs/]],
    ['dynamodb:Query', [/Runs/]],
    ['dynamodb:GetItem', [/Runs/]],
    ['s3:ListBucket', [/Lake/, /Results/, /Uploads/]],
    ['s3:GetObject', [/Lake.*\/policies\/\*$/, /Lake.*\/runs\/\*\/preflight\.json$/]],
    ['secretsmanager:DescribeSecret', [/Keys/, /Pages/]],
    ['kms:Decrypt', [/RefKey|GetAttKey/]],
    ['scheduler:GetSchedule', [/schedule\/default\/tierwise-staging-periodic$/]],
    ['sns:ListSubscriptionsByTopic', [/Topic/]],
    ['ses:GetEmailIdentity', [/:identity\/[a-z.]+$/]],
    ['ses:GetConfigurationSet', [/:configuration-set\/tierwise-staging$/]],
  ])('grants %s on %j and on nothing else', (action, wanted) => {
    const found = resourcesOf(action).sort();
    expect(found).toHaveLength(wanted.length);
    for (const [i, one] of wanted.entries()) expect(found[i]).toMatch(one);
  });
});
