import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Resource, type Stack, synthesise, textOf } from './stacks.fixture.ts';

const runbook = readFileSync(new URL('../../infra/runbook.md', import.meta.url), 'utf8');
const entries = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((entry): [string, string] => [entry.split('\n')[0] ?? '', entry]),
);

let pipeline: Stack;
let alarms: Resource[];
beforeAll(() => {
  ({ pipeline } = synthesise());
  alarms = Object.values(pipeline.of('AWS::CloudWatch::Alarm'));
});

const headingOf = (alarm: Resource): string =>
  /Runbook: infra\/runbook\.md, "(.+)"\.$/.exec(String(alarm.Properties.AlarmDescription))?.[1] ?? '';

describe('the runbook', () => {
  it('has one entry for each alarm, and no entry without one', () => {
    expect(alarms.map(headingOf).sort()).toEqual([...entries.keys()].sort());
  });

  it('bears the names that alarms have', () => {
    for (const alarm of alarms)
      expect(alarm.Properties.AlarmName).toBe(`tierwise-staging: ${headingOf(alarm)}`);
  });

  it.each([...entries])('tells at "%s" what it is, where to look and how to mend it', (_heading, entry) => {
    const parts = ['Description', 'Investigation', 'Resolution'].map((part) => entry.indexOf(`**${part}.**`));
    expect(parts.every((at) => at > 0)).toBe(true);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });
});

describe('alarms', () => {
  it('reach the recipients of the settings', () => {
    const topic = Object.keys(pipeline.of('AWS::SNS::Topic')).find((id) => id.startsWith('Alarms'));
    for (const alarm of alarms) expect(textOf(alarm.Properties.AlarmActions)).toBe(topic);
    const subscriptions = Object.values(pipeline.of('AWS::SNS::Subscription'));
    const byMail = subscriptions.filter(({ Properties }) => textOf(Properties.TopicArn) === topic);
    expect(byMail.map(({ Properties }) => Properties.Protocol)).toEqual(['email']);
  });

  it('watch every machine, the dead letters and every function that events call', () => {
    const watched = JSON.stringify(alarms);
    for (const name of ['Machinesgrade', 'Machinesapply', 'Machinesmail', 'DeadLetters'])
      expect(watched).toContain(name);
    for (const step of [
      'intake',
      'policy',
      'override',
      'template',
      'offer',
      'request',
      'unsubscribe',
      'approve',
      'show',
      'feedback',
    ])
      expect(watched).toContain(`Steps${step}Function`);
  });

  it('stay calm when nothing happens', () => {
    for (const alarm of alarms) expect(alarm.Properties.TreatMissingData).toBe('notBreaching');
  });
});
