import { App, Stack as CdkStack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MailIdentity } from '../../infra/constructs/mail-identity.ts';
import { parsePattern } from '../../infra/local/deploy/pattern.ts';
import { transform } from '../../infra/local/deploy/transform.ts';
import { eventsOf } from '../../infra/local/servers/ses/events.ts';
import type { AcceptedMail } from '../../infra/local/servers/ses/store.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { MailEventSchema } from '../../shared/contract/mail-events.ts';
import { GradeInputSchema } from '../../shared/contract/steps.ts';
import { type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

let pipeline: Stack;
beforeAll(() => {
  ({ pipeline } = synthesise());
});

const TargetSchema = z.looseObject({
  Arn: z.json(),
  DeadLetterConfig: z.object({ Arn: z.json() }),
  RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.number(), MaximumRetryAttempts: z.number() }),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() })
    .optional(),
});

const rules = () =>
  Object.entries(pipeline.of('AWS::Events::Rule')).map(([id, { Properties }]) => ({
    id: id.replace(/^Events/, '').replace(/[0-9A-F]{8}$/, ''),
    pattern: JSON.stringify(Properties.EventPattern),
    targets: z.array(TargetSchema).parse(Properties.Targets),
  }));

const mailRules = () => rules().filter(({ pattern }) => pattern.includes('aws.ses'));

/** Where the configuration set sends events of a sort, as the template has it. */
function destination(sort: 'EventBridgeDestination' | 'SnsDestination') {
  const all = Object.values(pipeline.of('AWS::SES::ConfigurationSetEventDestination'));
  const found = all.find(({ Properties }) => valuesOf(Properties, sort).length > 0);
  const [types] = valuesOf(found?.Properties, 'MatchingEventTypes');
  return { types: z.array(z.string()).parse(types), to: textOf(valuesOf(found?.Properties, sort)[0]) };
}

describe('rules', () => {
  it.each([
    ['Exports', ['orders/', 'customers/', 'activity/', 'feedback/'], 'Stepsintake'],
    ['Policies', ['policy/'], 'Stepspolicy'],
    ['Overrides', ['overrides/'], 'Stepsoverride'],
    ['Templates', ['templates/'], 'Stepstemplate'],
    ['Offers', ['offers/'], 'Stepsoffer'],
    ['Requests', ['requests/'], 'Stepsrequest'],
    ['Intakes', ['intakes/'], 'Machinesgrade'],
    ['Wakes', ['wakes/'], 'Machinesgrade'],
  ])('%s: objects below %j go to %s', (id, prefixes, target) => {
    const rule = rules().find((one) => one.id === id);
    expect(rule?.pattern).toContain(JSON.stringify(prefixes.map((prefix) => ({ prefix }))));
    expect(rule?.targets.map(({ Arn }) => textOf(Arn))).toEqual([expect.stringContaining(target)]);
  });

  it('Answers: those to exports and policies go to notify, rejects and answers to requests do not', () => {
    const rule = rules().find((one) => one.id === 'Answers');
    expect(rule?.targets.map(({ Arn }) => textOf(Arn))).toEqual([expect.stringContaining('Stepsnotify')]);
    const { detail } = JSON.parse(rule?.pattern ?? '{}');
    expect(textOf(detail.bucket.name)).toContain('Results');
    const matches = parsePattern({ object: detail.object });
    const keys = [
      'answers/0a/answer.json',
      'answers/0a/rejects.csv',
      'answers/requests/0a.json',
      'tiers/answer.json',
    ];
    expect(keys.filter((key) => matches({ object: { key } }))).toEqual(['answers/0a/answer.json']);
  });

  it('RunNews: plans, summaries, expiries, failures, rests and periods that wait go to notify, and nothing else that lies there', () => {
    const rule = rules().find((one) => one.id === 'RunNews');
    expect(rule?.targets.map(({ Arn }) => textOf(Arn))).toEqual([expect.stringContaining('Stepsnotify')]);
    const { detail } = JSON.parse(rule?.pattern ?? '{}');
    expect(textOf(detail.bucket.name)).toContain('Results');
    const matches = parsePattern({ object: detail.object });
    const news = ['plan', 'run', 'expired', 'failed'].map((name) => `reports/r1/${name}.json`);
    news.push(resultKeys.resting('r1', '2026-10-08T02:30:00.000Z', 'f00d'), resultKeys.waiting('2026-Q3'));
    const others = ['reports/r1/report.json', 'reports/r1/plan.en.html', 'tiers/r1/run.json'];
    expect([...news, ...others].filter((key) => matches({ object: { key } }))).toEqual(news);
  });

  it('Failures: of the machines that apply and mail, and of no other, go to notify as they come', () => {
    const rule = rules().find((one) => one.id === 'Failures');
    expect(rule?.targets.map(({ Arn }) => textOf(Arn))).toEqual([expect.stringContaining('Stepsnotify')]);
    expect(rule?.targets[0]?.InputTransformer).toBeUndefined();
    const { detail, source } = JSON.parse(rule?.pattern ?? '{}');
    expect([source, detail.status]).toEqual([['aws.states'], ['FAILED', 'TIMED_OUT']]);
    const machines = detail.stateMachineArn.map(textOf);
    expect(machines).toEqual(['Machinesapply', 'Machinesmail'].map((name) => expect.stringContaining(name)));
  });

  it('hear of mail what the configuration set tells', () => {
    const heard = mailRules().flatMap(({ pattern }) => JSON.parse(pattern).detail.eventType);
    const told = destination('EventBridgeDestination').types;
    expect(heard.map((type: string) => type.toLowerCase()).sort()).toEqual([...told].sort());
  });

  it('hand over of a mail only what is read of it, and no address', () => {
    const mail: AcceptedMail = {
      ...{ messageId: 'm1', at: '2026-10-01T00:00:00Z', source: 'shop@example.com', configurationSet: 'set' },
      ...{ destinations: ['bounce@simulator.amazonses.com', 'complaint@simulator.amazonses.com'] },
      ...{ tags: { sid: 's1' }, subject: 'For li@example.com', bytes: 1 },
    };
    const events = eventsOf(mail, new Date('2026-10-01T00:00:00Z'));
    const types = new Set<string>();
    for (const event of [
      ...events,
      { ...events[0], detail: { ...events[0]?.detail, eventType: 'Reject' } },
    ]) {
      const plain = z.json().parse(JSON.parse(JSON.stringify(event)));
      const matching = mailRules().filter(({ pattern }) => parsePattern(JSON.parse(pattern))(plain));
      const given = matching.flatMap(({ targets }) => targets.flatMap((one) => one.InputTransformer ?? []));
      if (event.detail.eventType === 'Delivery') expect(given).toEqual([]);
      for (const transformer of given) {
        const { detail } = MailEventSchema.parse(transform(transformer, plain));
        types.add(detail.eventType);
        expect(detail.mail).toMatchObject({ messageId: 'm1', tags: { sid: ['s1'] } });
        expect('bounce' in detail ? detail.bounce : {}).toEqual(
          detail.eventType === 'Bounce'
            ? { bounceType: 'Permanent', timestamp: '2026-10-01T00:00:00.000Z' }
            : {},
        );
        expect(JSON.stringify(transform(transformer, plain))).not.toContain('@');
      }
    }
    expect([...types].sort()).toEqual(['Bounce', 'Complaint', 'Reject', 'Send']);
    expect(mailRules().flatMap(({ targets }) => targets)).toHaveLength(2);
  });

  it('pass by what is not a mail of ours, whose sid the template would miss', () => {
    const event = { source: 'aws.ses', detail: { eventType: 'Send', mail: { messageId: 'm', tags: {} } } };
    expect(mailRules().filter(({ pattern }) => parsePattern(JSON.parse(pattern))(event))).toEqual([]);
  });

  it('lose no event: each target tries for a day and has a dead-letter queue', () => {
    for (const { id, targets } of rules())
      for (const { DeadLetterConfig, RetryPolicy } of targets) {
        expect(textOf(DeadLetterConfig.Arn), id).toContain('DeadLetters');
        expect(RetryPolicy.MaximumEventAgeInSeconds, id).toBe(86_400);
      }
  });

  it.each([
    ['Intakes', 'intake'],
    ['Wakes', 'wake'],
  ])('%s give the grading machine the cause %s and the instant of the event', (id, cause) => {
    const transformer = rules().find((one) => one.id === id)?.targets[0]?.InputTransformer;
    expect(transformer?.InputPathsMap).toEqual({ time: '$.time' });
    const filled = transformer?.InputTemplate.replace('<time>', '"2026-10-01T00:00:00Z"') ?? '';
    expect(GradeInputSchema.parse(JSON.parse(filled)).cause).toBe(cause);
  });
});

const scheduled = (name: string) =>
  Object.values(pipeline.of('AWS::Scheduler::Schedule')).find(
    ({ Properties }) => Properties.Name === `tierwise-staging-${name}`,
  );

describe('the schedule', () => {
  it('starts grading each day in the zone of the settings, and tries for a day', () => {
    const schedule = scheduled('periodic');
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      State: 'ENABLED',
    });
    const target = TargetSchema.extend({ Input: z.string() }).parse(schedule?.Properties.Target);
    expect(textOf(target.Arn)).toContain('Machinesgrade');
    const input = target.Input.replace('<aws.scheduler.scheduled-time>', '2026-10-01T00:00:00Z');
    expect(GradeInputSchema.parse(JSON.parse(input)).cause).toBe('schedule');
  });

  it('gathers the lake’s small objects each night, hours before grading, and not twice for a night that failed', () => {
    const schedule = scheduled('compact');
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(30 3 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      State: 'ENABLED',
    });
    const target = z.looseObject({ Arn: z.json(), RetryPolicy: z.json() }).parse(schedule?.Properties.Target);
    expect(textOf(target.Arn)).toContain('Machinescompact');
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 10 });
  });

  it('is the one that the policy step is told of', () => {
    expect(pipeline.template).toContain('"SCHEDULE_NAME":"default/tierwise-staging-periodic"');
  });
});

describe('mail', () => {
  it('goes out over TLS only, and SES keeps who bounced or complained', () => {
    const [[, set] = []] = Object.entries(pipeline.of('AWS::SES::ConfigurationSet'));
    expect(set?.Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });
});

describe('the second way of what SES tells', () => {
  const TOPIC = 'MailQueueTopic';

  it('has every fate of a mail too, and what only the report counts', () => {
    const { types, to } = destination('SnsDestination');
    expect(to).toContain(TOPIC);
    const fates = destination('EventBridgeDestination').types;
    expect([...types].sort()).toEqual([...fates, 'delivery', 'open'].sort());
  });

  it('leads through a topic that only SES of this account may publish to', () => {
    const policies = Object.values(pipeline.of('AWS::SNS::TopicPolicy'));
    const [own] = policies.filter(({ Properties }) => textOf(Properties.Topics).startsWith(TOPIC));
    const text = JSON.stringify(own?.Properties);
    expect(text).toContain('"Service":"ses.amazonaws.com"');
    expect(text).toMatch(/"AWS:SourceAccount".*"AWS:SourceArn"/);
    expect(text).toContain('AllowPublishThroughSSLOnly');
  });

  it('ends in an encrypted queue that keeps addresses for four days, and what cannot be read with the dead letters', () => {
    const queues = Object.entries(pipeline.of('AWS::SQS::Queue'));
    const queue = queues.find(([id]) => id.startsWith('MailQueue'))?.[1];
    expect(queue?.Properties).toMatchObject({ MessageRetentionPeriod: 4 * 86_400 });
    expect(textOf(queue?.Properties.KmsMasterKeyId)).toContain('OperationsKey');
    expect(textOf(valuesOf(queue?.Properties, 'deadLetterTargetArn')[0])).toContain('DeadLetters');
    const subscriptions = Object.values(pipeline.of('AWS::SNS::Subscription'));
    const own = subscriptions.find(({ Properties }) => Properties.Protocol === 'sqs');
    expect(own?.Properties).toMatchObject({ RawMessageDelivery: true });
  });

  it('is read in small batches of which only the failed messages come back', () => {
    const [[, mapping] = []] = Object.entries(pipeline.of('AWS::Lambda::EventSourceMapping'));
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(textOf(mapping?.Properties.FunctionName)).toContain('Stepsfeedback');
  });

  it('may use the key that encrypts the topic, for this topic alone', () => {
    const keys = JSON.stringify(Object.values(pipeline.of('AWS::KMS::Key')));
    expect(keys).toMatch(/kms:EncryptionContext:aws:sns:topicArn.*tierwise-staging-mail-events/);
  });

  it('tells of no opens where they are not to be counted', () => {
    const app = new App();
    const stack = new CdkStack(app, 'Alone');
    const topic = new Topic(stack, 'Topic');
    const identity = { name: 'set', domain: 'example.com', sender: 'a@example.com', topic };
    new MailIdentity(stack, 'Mail', { ...identity, countOpens: false });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('"open"');
  });
});

describe('logs', () => {
  it('are encrypted and end', () => {
    for (const [id, { Properties }] of Object.entries(pipeline.of('AWS::Logs::LogGroup'))) {
      expect(Properties.RetentionInDays, id).toBe(90);
      expect(Properties.KmsKeyId, id).toBeDefined();
    }
  });
});
