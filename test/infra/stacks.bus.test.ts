import { beforeAll, describe, expect, it } from 'vitest';
import { SETTINGS } from '../../infra/config.ts';
import { allowedBy, type Resource, type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

let pipeline: Stack;
const the = (type: string): Resource => {
  const all = Object.values(pipeline.of(type));
  expect(all, type).toHaveLength(1);
  return all[0] ?? expect.fail();
};
beforeAll(() => {
  ({ pipeline } = synthesise(SETTINGS.staging));
});

describe('the bus of changed tiers', () => {
  it('is encrypted by our key, and what it could not encrypt lies with the dead letters', () => {
    const { Properties } = the('AWS::Events::EventBus');
    expect(Properties.Name).toBe('tierwise-staging');
    expect(textOf(Properties.KmsKeyIdentifier)).toContain('OperationsKey');
    expect(JSON.stringify(Properties.DeadLetterConfig)).toContain('DeadLetters');
    const queues = Object.values(pipeline.of('AWS::SQS::QueuePolicy'));
    const sources = queues.flatMap((each) => valuesOf(each.Properties, 'aws:SourceArn')).map(textOf);
    expect(sources).toContainEqual(expect.stringMatching(/:event-bus\/tierwise-staging$/));
  });

  it('keeps what it told for seven days, encrypted too', () => {
    const { Properties } = the('AWS::Events::Archive');
    expect(Properties).toMatchObject({ RetentionDays: 7, EventPattern: { source: ['tierwise'] } });
    expect(textOf(Properties.KmsKeyIdentifier)).toContain('OperationsKey');
    expect(textOf(Properties.SourceArn)).toMatch(/:event-bus\/tierwise-staging$/);
  });

  it('is open to this account alone, and only `announce` may tell anything on it', () => {
    expect(pipeline.of('AWS::Events::EventBusPolicy')).toEqual({});
    const telling = Object.entries(allowedBy(pipeline)).flatMap(([id, statements]) =>
      statements
        .filter(({ actions }) => actions.some((action) => action.startsWith('events:')))
        .map(({ actions, resources }) => [id.replace(/Role.*/, ''), actions, resources]),
    );
    expect(telling).toEqual([
      ['Stepsannounce', ['events:PutEvents'], [expect.stringMatching(/:event-bus\/tierwise-staging$/)]],
    ]);
  });

  it('is named among the outputs, for whoever makes a rule on it', () => {
    expect(textOf(pipeline.outputs.EventBus?.Value)).toContain('Bus');
  });
});
