import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../../infra/local/asl/schema.ts';
import { putOn, unionOfEnvironments } from '../../../infra/local/deploy/environment.ts';
import { resolverOf } from '../../../infra/local/deploy/intrinsics.ts';
import { readDeployment } from '../../../infra/local/deploy/read.ts';
import { synthesise } from '../../../infra/local/deploy/synth.ts';
import { TemplateSchema } from '../../../infra/local/deploy/template.ts';

const data = TemplateSchema.parse({
  Resources: {
    LakeBucketB1D32E10: {
      Type: 'AWS::S3::Bucket',
      Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
    },
    Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'given' } },
    Runs12345678: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      },
    },
  },
  Outputs: {
    Lake: { Value: { Ref: 'LakeBucketB1D32E10' }, Export: { Name: { 'Fn::Sub': 'data:Lake' } } },
  },
});
const pipeline = TemplateSchema.parse({
  Parameters: { Version: { Type: 'String', Default: 'v1' } },
  Resources: {
    Step: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'step',
        Timeout: 60,
        Environment: { Variables: { LAKE_BUCKET: { 'Fn::ImportValue': 'data:Lake' } } },
      },
      Metadata: { 'tierwise:entry': 'lambdas/step/handler.ts' },
    },
    StepUrl: {
      Type: 'AWS::Lambda::Url',
      Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Step', 'Arn'] } },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'x-grade',
        DefinitionString: { 'Fn::Join': ['', ['{"fn":"', { 'Fn::GetAtt': ['Step', 'Arn'] }, '"}']] },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { detail: { bucket: { name: [{ 'Fn::ImportValue': 'data:Lake' }] } } },
        Targets: [{ Id: 'T', Arn: { Ref: 'Machine' } }],
      },
    },
    Off: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['x'] }, State: 'DISABLED', Targets: [] },
    },
  },
});
const around = { templates: [data, pipeline], functionUrl: (name: string) => `http://local/${name}/` };
const resolve = resolverOf(pipeline, around);

/** CloudFormation's placeholders, which look like JavaScript's. */
const inBraces = (text: string): string => text.replaceAll('<', '$' + '{').replaceAll('>', '}');

describe('intrinsic functions', () => {
  const cases: [string, unknown, unknown][] = [
    ['plain values', { a: [1, 'x', null] }, { a: [1, 'x', null] }],
    ['Ref of a function', { Ref: 'Step' }, 'step'],
    ['Ref of a machine', { Ref: 'Machine' }, 'arn:aws:states:local:000000000000:stateMachine:x-grade'],
    ['Ref of a parameter', { Ref: 'Version' }, 'v1'],
    [
      'pseudo parameters',
      {
        'Fn::Join': [
          '/',
          [
            { Ref: 'AWS::Region' },
            { Ref: 'AWS::AccountId' },
            { Ref: 'AWS::Partition' },
            { Ref: 'AWS::URLSuffix' },
          ],
        ],
      },
      'local/000000000000/aws/amazonaws.com',
    ],
    ['GetAtt', { 'Fn::GetAtt': ['Step', 'Arn'] }, 'arn:aws:lambda:local:000000000000:function:step'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Machine.Name' }, 'x-grade'],
    ['the address of a function', { 'Fn::GetAtt': ['StepUrl', 'FunctionUrl'] }, 'http://local/step/'],
    ['Join within values', { a: [{ 'Fn::Join': ['', ['x', { Ref: 'Step' }]] }] }, { a: ['xstep'] }],
    [
      'Sub',
      { 'Fn::Sub': inBraces('<AWS::Region>-<Step>-<Machine.Name>-<!Literal>') },
      inBraces('local-step-x-grade-<Literal>'),
    ],
    ['Sub with values', { 'Fn::Sub': [inBraces('<a><Step>'), { a: { Ref: 'Version' } }] }, 'v1step'],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['a value of another stack', { 'Fn::ImportValue': 'data:Lake' }, 'tierwise-local-lake-bucket'],
  ];
  it.each(cases)('%s', (_name, value, resolved) => {
    expect(resolve(value)).toEqual(resolved);
  });

  const refused: unknown[] = [
    { Ref: 'None' },
    { 'Fn::GetAtt': ['None', 'Arn'] },
    { 'Fn::GetAtt': ['Step', 'SnapStartResponse'] },
    { 'Fn::ImportValue': 'data:None' },
    { 'Fn::Cidr': [] },
  ];
  it.each(refused)('refuses %j', (value) => {
    expect(() => resolve(value)).toThrow();
  });
});

describe('a deployment', () => {
  const read = readDeployment(around);

  it('has the buckets, and knows which tell of their objects', () => {
    expect(read.buckets).toEqual([
      { name: 'tierwise-local-lake-bucket', tells: true },
      { name: 'given', tells: false },
    ]);
  });

  it('has tables, functions, machines', () => {
    expect(read.tables).toEqual([{ name: 'tierwise-local-runs', partitionKey: 'pk', sortKey: 'sk' }]);
    expect(read.functions).toMatchObject([
      {
        name: 'step',
        entry: 'lambdas/step/handler.ts',
        timeoutSeconds: 60,
        environment: { LAKE_BUCKET: 'tierwise-local-lake-bucket' },
      },
    ]);
    expect(read.addressed).toEqual(['step']);
    expect(read.machines).toEqual([
      { name: 'x-grade', definition: { fn: 'arn:aws:lambda:local:000000000000:function:step' } },
    ]);
  });

  it('has the rules that are on', () => {
    expect(read.rules.map(({ id, targets }) => [id, targets])).toEqual([
      ['Rule', [{ id: 'T', arn: 'arn:aws:states:local:000000000000:stateMachine:x-grade' }]],
    ]);
    expect(read.rules[0]?.matches({ detail: { bucket: { name: 'tierwise-local-lake-bucket' } } })).toBe(true);
  });
});

describe('environments', () => {
  const spec = (name: string, environment: Record<string, string>) => ({
    name,
    environment,
    logicalId: name,
    entry: '',
    timeoutSeconds: 1,
    memoryMb: 128,
  });

  it('are laid together', () => {
    const union = unionOfEnvironments([spec('a', { X: '1' }), spec('b', { X: '1', Y: '2' })]);
    expect(union).toEqual({ X: '1', Y: '2' });
  });

  it('must not disagree', () => {
    expect(() => unionOfEnvironments([spec('a', { X: '1' }), spec('b', { X: '2' })])).toThrow(/b sets X/);
  });

  it('are taken off again', () => {
    process.env.AWS_PROFILE = 'mine';
    const off = putOn({ TIERWISE_TEST: 'x' });
    expect([process.env.TIERWISE_TEST, process.env.AWS_PROFILE]).toEqual(['x', undefined]);
    off();
    expect([process.env.TIERWISE_TEST, process.env.AWS_PROFILE]).toEqual([undefined, 'mine']);
    delete process.env.AWS_PROFILE;
  });
});

describe('the real templates', () => {
  it('can be stood up here: every definition, rule and setting is understood', async () => {
    const read = readDeployment({
      templates: await synthesise(),
      functionUrl: (name) => `http://127.0.0.1:1/${name}/`,
    });
    for (const { definition } of read.machines) expect(() => parseDefinition(definition)).not.toThrow();
    const roles = read.machines.map(({ name }) => name.split('-').at(-1)).sort();
    expect(roles).toEqual(['apply', 'compact', 'erase', 'grade', 'mail']);
    const functions = new Set(
      read.functions.map(({ name }) => `arn:aws:lambda:local:000000000000:function:${name}`),
    );
    const machines = new Set(
      read.machines.map(({ name }) => `arn:aws:states:local:000000000000:stateMachine:${name}`),
    );
    for (const { arn } of read.rules.flatMap(({ targets }) => targets)) {
      expect(functions.has(arn) || machines.has(arn)).toBe(true);
    }
    expect(unionOfEnvironments(read.functions)).toMatchObject({
      UNSUBSCRIBE_URL: expect.stringMatching(/^http:/),
    });
    expect(read.tables).toHaveLength(4);
    const [topic] = read.destinations.filter(({ path }) => path === 'queue');
    expect(read.destinations.map(({ path }) => path).sort()).toEqual(['bus', 'queue']);
    expect(topic?.eventTypes).toContain('Open');
    expect(read.queues).toMatchObject([
      {
        topics: [topic?.arn],
        reader: expect.stringMatching(/feedback$/),
        batchSize: 10,
        partial: true,
        receives: 5,
      },
    ]);
  });
});
