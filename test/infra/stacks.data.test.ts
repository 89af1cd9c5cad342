import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allowedBy, type Resource, type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

const RulesSchema = z.object({
  Rules: z.array(
    z.object({
      Prefix: z.string().optional(),
      ExpirationInDays: z.number().optional(),
      NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
    }),
  ),
});

let data: Stack;
let pipeline: Stack;
beforeAll(() => {
  ({ data, pipeline } = synthesise());
});

const each = (stack: Stack, type: string): [string, Resource][] => Object.entries(stack.of(type));

describe('tables', () => {
  it('are four, each with its keys', () => {
    const keys = each(data, 'AWS::DynamoDB::Table').map(([id, { Properties }]) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      valuesOf(Properties.KeySchema, 'AttributeName'),
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      Customers: ['customerId'],
      Ledger: ['sid'],
      Mailboxes: ['mailbox'],
      Runs: ['pk', 'sk'],
    });
  });

  it('can be restored, cannot be deleted, forget nothing (F41) and are billed by request', () => {
    for (const [id, { Properties, DeletionPolicy }] of each(data, 'AWS::DynamoDB::Table')) {
      expect(Properties, id).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      });
      expect(Properties, id).not.toHaveProperty('TimeToLiveSpecification');
      expect(DeletionPolicy, id).toBe('Retain');
    }
  });

  it('lie in no other stack', () => {
    expect(pipeline.of('AWS::DynamoDB::Table')).toEqual({});
    expect(pipeline.of('AWS::S3::Bucket')).toEqual({});
  });
});

describe('buckets', () => {
  it('are versioned, private, encrypted and kept', () => {
    for (const [id, { Properties, DeletionPolicy }] of each(data, 'AWS::S3::Bucket')) {
      expect(Properties, id).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      const algorithm = id.startsWith('AccessLogs') ? 'AES256' : 'aws:kms';
      expect(valuesOf(Properties, 'SSEAlgorithm'), id).toEqual([algorithm]);
      expect(DeletionPolicy, id).toBe('Retain');
    }
  });

  it('refuse whoever comes without TLS', () => {
    const policies = each(data, 'AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties);
    for (const id of Object.keys(data.of('AWS::S3::Bucket'))) {
      const policy = policies.find((one) => textOf(one.Bucket) === id);
      expect(JSON.stringify(policy), id).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('tell EventBridge of objects where steps wait for them', () => {
    const telling = each(data, 'AWS::S3::Bucket').filter(
      ([, one]) => one.Properties.NotificationConfiguration,
    );
    expect(telling.map(([id]) => id.replace(/Bucket.*/, '')).sort()).toEqual(['Lake', 'Results', 'Uploads']);
  });

  const expiring = (name: string): Record<string, [days: unknown, versions: unknown]> => {
    const bucket = each(data, 'AWS::S3::Bucket').find(([id]) => id.startsWith(name))?.[1];
    const { Rules } = RulesSchema.parse(bucket?.Properties.LifecycleConfiguration);
    const timed = Rules.filter((rule) => rule.NoncurrentVersionExpiration);
    return Object.fromEntries(
      timed.map((rule) => [
        rule.Prefix ?? '',
        [rule.ExpirationInDays, rule.NoncurrentVersionExpiration?.NoncurrentDays],
      ]),
    );
  };

  it.each([
    [
      'Uploads',
      {
        'orders/': [400, 90],
        'customers/': [400, 90],
        'activity/': [400, 90],
        'feedback/': [400, 90],
        'overrides/': [400, 90],
        'requests/': [30, 1],
      },
    ],
    ['Lake', { '': [undefined, 90], 'erasures/': [30, 1], 'athena/': [30, 1] }],
    ['Results', { '': [undefined, 90], 'exports/': [7, 1] }],
  ])('%s lose by age what names people and is needed no more, and nothing else', (name, rules) => {
    expect(expiring(name)).toEqual(rules);
  });
});

describe('keys', () => {
  it('rotate', () => {
    for (const stack of [data, pipeline])
      for (const [id, { Properties }] of each(stack, 'AWS::KMS::Key'))
        expect(Properties.EnableKeyRotation, id).toBe(true);
  });

  it('of mail and of links to pages come from a generated seed each, which is kept', () => {
    const secrets = each(data, 'AWS::SecretsManager::Secret');
    expect(secrets.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['Keys', 'Pages']);
    for (const [id, { Properties, DeletionPolicy }] of secrets) {
      expect(Properties.GenerateSecretString, id).toMatchObject({
        GenerateStringKey: 'seed',
        SecretStringTemplate: '{}',
      });
      expect(textOf(Properties.KmsKeyId), id).toMatch(/^Key/);
      expect(DeletionPolicy, id).toBe('Retain');
    }
  });
});

describe('people', () => {
  const putting = (name: string): string[] => {
    const [, statements = []] = Object.entries(allowedBy(data, 'AWS::IAM::ManagedPolicy')).find(([id]) =>
      id.startsWith(`People${name}`),
    ) ?? ['', []];
    const puts = statements.filter(({ actions }) => actions.includes('s3:PutObject'));
    return puts.flatMap(({ resources }) => resources.map((one) => one.replace(/^.*?\//, ''))).sort();
  };

  it.each([
    ['MarketingUpload', ['activity/*', 'customers/*', 'feedback/*', 'orders/*']],
    [
      'MarketingLead',
      [
        'activity/*',
        'customers/*',
        'feedback/*',
        'offers/*',
        'orders/*',
        'overrides/*',
        'policy/*',
        'templates/*',
      ],
    ],
    ['ResultsReader', []],
  ])('%s may put under %j', (name, prefixes) => {
    expect(putting(name)).toEqual(prefixes);
  });

  it('lets only operators make requests', () => {
    expect(putting('Operator')).toContain('requests/*');
  });

  it('lets operators, and nobody else, read runs: the table, and what lies in a run’s folder', () => {
    const readers = Object.entries(allowedBy(data, 'AWS::IAM::ManagedPolicy')).filter(([, statements]) =>
      statements.some(({ resources }) => resources.some((one) => /^(Lake|Runs)/.test(one))),
    );
    expect(readers.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['PeopleOperator']);
    const may = (action: string) =>
      readers
        .flatMap(([, statements]) => statements)
        .filter(({ actions }) => actions.includes(action))
        .flatMap(({ resources }) => resources)
        .join();
    expect(may('dynamodb:Query')).toMatch(/^Runs/);
    expect(may('dynamodb:GetItem')).toMatch(/^Runs/);
    expect(may('s3:GetObject')).toMatch(/Lake.*\/runs\/\*/);
    expect(may('s3:ListBucket')).toMatch(/Lake/);
    expect(may('kms:Decrypt')).toMatch(/^Key/);
  });

  it('gives nobody the right to read uploads, or to delete', () => {
    const statements = Object.values(allowedBy(data, 'AWS::IAM::ManagedPolicy')).flat();
    for (const { actions, resources } of statements) {
      expect(actions.join()).not.toMatch(/Delete|\*/);
      if (actions.includes('s3:GetObject'))
        for (const one of resources) expect(one).toMatch(/^(Results.*\/\*|Lake.*\/runs\/\*)$/);
    }
  });
});

describe('outputs', () => {
  it('tell the names that the command line asks for', () => {
    for (const [output, type, id] of [
      ['UploadsBucket', 'AWS::S3::Bucket', /^Uploads/],
      ['LakeBucket', 'AWS::S3::Bucket', /^Lake/],
      ['ResultsBucket', 'AWS::S3::Bucket', /^Results/],
      ['RunsTable', 'AWS::DynamoDB::Table', /^Runs/],
    ] as const) {
      const named = textOf(data.outputs[output]?.Value);
      expect(named).toMatch(id);
      expect(data.of(type)).toHaveProperty(named);
    }
    expect(textOf(pipeline.outputs.UnsubscribeUrl?.Value)).toMatch(/unsubscribe.*FunctionUrl$/);
  });
});
