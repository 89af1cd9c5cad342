import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { STEP_NAMES } from '../../infra/constructs/step-names.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import { allowedBy, type Resource, type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

const root = new URL('../../', import.meta.url);

let data: Stack;
let pipeline: Stack;
let functions: Record<string, Resource>;
beforeAll(() => {
  ({ data, pipeline } = synthesise());
  functions = Object.fromEntries(
    Object.values(pipeline.of('AWS::Lambda::Function')).map((one) => [entryOf(one), one]),
  );
});

const entryOf = (one: Resource): string => String(one.Metadata['tierwise:entry']);
const stepOf = (entry: string): string => entry.split('/')[1] ?? '';

const environmentOf = (one: Resource | undefined): string[] => {
  const parsed = z
    .object({ Variables: z.record(z.string(), z.json()) })
    .safeParse(one?.Properties.Environment);
  return parsed.success ? Object.keys(parsed.data.Variables).sort() : [];
};

/** What the role of a step allows. */
const rightsOf = (step: string) => {
  const policies = Object.entries(allowedBy(pipeline)).filter(([id]) => id.startsWith(`Steps${step}Role`));
  return policies.flatMap(([, statements]) => statements);
};
const actionsOf = (step: string): string[] => rightsOf(step).flatMap(({ actions }) => actions);

describe('functions', () => {
  it('are exactly the steps, and all of `lambdas/`', () => {
    expect(Object.keys(functions).map(stepOf).sort()).toEqual([...STEP_NAMES].sort());
    expect(readdirSync(new URL('lambdas', root)).sort()).toEqual([...STEP_NAMES].sort());
  });

  it('run on arm64 and Node 24, traced, with a JSON log of their own', () => {
    for (const [entry, { Properties }] of Object.entries(functions)) {
      expect(Properties, entry).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
    const logs = Object.values(functions).flatMap((one) => valuesOf(one.Properties, 'LogGroup'));
    expect(new Set(logs.map((log) => textOf(log))).size).toBe(STEP_NAMES.length);
  });

  it('have one role each', () => {
    const roles = Object.values(functions).map((one) => textOf(one.Properties.Role));
    expect(new Set(roles).size).toBe(STEP_NAMES.length);
  });

  it('get settings that the contract knows, and no secret', () => {
    const known = Object.keys(EnvironmentSchema.shape);
    for (const [entry, one] of Object.entries(functions)) {
      for (const name of environmentOf(one)) expect(known, entry).toContain(name);
      expect(JSON.stringify(one.Properties.Environment ?? {}), entry).not.toMatch(
        /resolve:secretsmanager|seed/,
      );
    }
  });

  it.each(STEP_NAMES)('%s gets exactly the settings that its handler asks for', (step) => {
    const entry = `lambdas/${step}/handler.ts`;
    const text = readFileSync(new URL(entry, root), 'utf8');
    const asked = Object.keys(EnvironmentSchema.shape).filter((name) =>
      new RegExp(`\\b${name}\\b`).test(text),
    );
    expect(environmentOf(functions[entry])).toEqual(asked.sort());
  });

  it('that events call keep what they could not deal with', () => {
    const keeping = Object.entries(functions).filter(([, one]) => one.Properties.DeadLetterConfig);
    expect(keeping.map(([entry]) => stepOf(entry)).sort()).toEqual([
      'feedback',
      'intake',
      'notify',
      'offer',
      'override',
      'policy',
      'request',
      'template',
    ]);
  });

  it('that mail or answer mail run only so many at once', () => {
    const bounded = Object.entries(functions).filter(
      ([, one]) => one.Properties.ReservedConcurrentExecutions,
    );
    expect(bounded.map(([entry]) => stepOf(entry)).sort()).toEqual([
      'approve',
      'send',
      'show',
      'unsubscribe',
    ]);
  });

  it('outlive no lease of a mail', () => {
    const { Properties } = functions['lambdas/send/handler.ts'] ?? {};
    const [lease] = valuesOf(Properties?.Environment, 'SENDING_LEASE_SECONDS');
    expect(Number(lease)).toBeGreaterThan(Number(Properties?.Timeout));
  });

  it('have addresses that anybody may call for the three pages alone', () => {
    const called = Object.values(pipeline.of('AWS::Lambda::Url')).map(({ Properties }) =>
      textOf(Properties.TargetFunctionArn),
    );
    const pages = ['Stepsapprove', 'Stepsshow', 'Stepsunsubscribe'];
    expect(called.sort()).toEqual(pages.map((page) => expect.stringContaining(page)));
  });
});

describe('rights', () => {
  it('name no action by a wildcard', () => {
    for (const stack of [data, pipeline])
      for (const [id, statements] of Object.entries(allowedBy(stack)))
        for (const { actions } of statements) expect(actions.join(), id).not.toContain('*');
  });

  it('reach everything only where AWS knows no resource', () => {
    const onEverything = Object.values(allowedBy(pipeline))
      .flat()
      .filter(({ resources }) => resources.includes('*'))
      .flatMap(({ actions }) => actions);
    expect([...new Set(onEverything)].filter((action) => !/^(logs|xray):/.test(action)).sort()).toEqual([
      'ses:GetAccount',
    ]);
  });

  it('to send mail have the sender and who answers uploads, from one identity and one address', () => {
    const sending = STEP_NAMES.filter((step) => actionsOf(step).includes('ses:SendRawEmail'));
    expect([...sending].sort()).toEqual(['notify', 'send']);
    expect(pipeline.template).toMatch(/"StringEquals":\{"ses:FromAddress":"[^"]+@[^"]+"\}/);
  });

  it.each([
    [
      'uploads',
      's3:GetObject',
      /UploadsBucket/,
      ['erase', 'intake', 'offer', 'override', 'person', 'policy', 'request', 'template'],
    ],
    [
      'the keys',
      'secretsmanager:GetSecretValue',
      /Keys/,
      [
        'apply',
        'compose',
        'erase',
        'intake',
        'notify',
        'override',
        'person',
        'preflight',
        'send',
        'unsubscribe',
      ],
    ],
    ['what signs links to pages', 'secretsmanager:GetSecretValue', /Pages/, ['approve', 'notify', 'show']],
    [
      'what was mailed',
      'dynamodb:BatchGetItem',
      /Ledger/,
      ['compose', 'erase', 'feedback', 'person', 'preflight', 'send'],
    ],
    ['which ledger it is', 'dynamodb:DescribeTable', /Ledger/, ['erase', 'preflight', 'send']],
    ['customers', 'dynamodb:UpdateItem', /Customers/, ['apply', 'erase']],
    ['who is graded', 'dynamodb:BatchGetItem', /Customers/, ['apply', 'erase', 'override', 'person', 'undo']],
    ['policies', 's3:PutObject', /Lake.*\/policies\//, ['policy', 'request']],
    ['the ledger', 'dynamodb:PutItem', /Ledger/, ['erase', 'feedback', 'preflight', 'send']],
    ['mailboxes', 'dynamodb:UpdateItem', /Mailboxes/, ['erase', 'feedback', 'send', 'unsubscribe']],
    ['listing the ledger', 'dynamodb:Query', /Ledger/, []],
    ['listing mailboxes', 'dynamodb:Query', /Mailboxes/, []],
    ['deleting what was mailed and who left', 'dynamodb:DeleteItem', /Ledger|Mailboxes/, []],
    ['deleting who is graded', 'dynamodb:DeleteItem', /Customers/, ['erase']],
    ['versions', 's3:DeleteObjectVersion', /./, ['compact', 'erase']],
    [
      'versions of anything but rows',
      's3:DeleteObjectVersion',
      /Uploads|Results|\/(runs|intakes|athena)\//,
      ['erase'],
    ],
    ['lists of versions', 's3:ListBucketVersions', /./, ['compact', 'erase']],
    ['the schedule', 'scheduler:UpdateSchedule', /periodic/, ['policy']],
    ['templates', 's3:PutObject', /Lake.*\/templates\//, ['template']],
    ['offer codes', 's3:PutObject', /Lake.*\/offers\//, ['offer']],
    ['waking', 's3:PutObject', /Lake.*\/wakes\//, ['override', 'release', 'request']],
    ['rows of exports', 's3:GetObject', /Lake.*\/lake\//, ['compact', 'erase', 'measure', 'person', 'send']],
    ['new rows of exports', 's3:PutObject', /Lake.*\/lake\//, ['compact', 'erase', 'intake']],
    ['machines', 'states:StartExecution', /./, ['approve', 'claim', 'request']],
    ['grading', 'states:StartExecution', /grade/, ['request']],
    ['pages of runs', 's3:GetObject', /Results.*\/reports\//, ['approve', 'erase', 'notify', 'show']],
    ['lists of people', 's3:GetObject', /Results.*\/tiers\//, ['erase']],
  ])('over %s (%s) belong to few', (_what, action, resource, steps) => {
    const holders = STEP_NAMES.filter((step) =>
      rightsOf(step).some(
        ({ actions, resources }) => actions.includes(action) && resources.some((one) => resource.test(one)),
      ),
    );
    expect([...holders].sort()).toEqual(steps);
  });

  it('let whoever opens a link to a plan or a report read no other secret than the one that signs such links', () => {
    for (const step of ['approve', 'show'] as const) {
      const secrets = rightsOf(step).filter(({ actions }) => actions.join().includes('secretsmanager:'));
      expect(secrets, step).toEqual([
        { actions: ['secretsmanager:GetSecretValue'], resources: [expect.stringMatching(/Pages/)] },
      ]);
    }
  });

  it('let a page decide about runs, and touch no other item of the table', () => {
    const [runs, ...others] = rightsOf('approve').filter(({ actions }) =>
      actions.join().includes('dynamodb:'),
    );
    expect([runs?.actions, others]).toEqual([['dynamodb:GetItem', 'dynamodb:UpdateItem'], []]);
    const [policy] = Object.entries(pipeline.of('AWS::IAM::Policy')).flatMap(([id, { Properties }]) =>
      id.startsWith('StepsapproveRole') ? [JSON.stringify(Properties)] : [],
    );
    expect(policy).toContain('"Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["RUN"]}}');
  });

  it('let notify read answers, intake and person the rejects of earlier ones, erase both, and nobody else any', () => {
    const readers = STEP_NAMES.filter((step) =>
      rightsOf(step).some(
        ({ actions, resources }) =>
          actions.includes('s3:GetObject') && resources.some((one) => /Results.*\/answers\/\*/.test(one)),
      ),
    );
    expect([...readers].sort()).toEqual(['erase', 'intake', 'notify', 'person']);
  });

  it('reach objects below a prefix only', () => {
    const objects = STEP_NAMES.flatMap((step) => rightsOf(step))
      .filter(({ actions }) => actions.some((action) => /s3:(Get|Put|Delete)Object/.test(action)))
      .flatMap(({ resources }) => resources);
    for (const one of objects) expect(one).toMatch(/\/[a-z]+\/\*$/);
  });
});
