import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { executionsOf, openExecutions } from '../../../shared/adapters/executions.ts';

const mock = mockClient(SFNClient);
const { hasEnded, start } = openExecutions(new SFNClient({ region: 'eu-west-1' }));
beforeEach(() => mock.reset());

describe('executions', () => {
  it.each([
    ['RUNNING', false],
    ['PENDING_REDRIVE', false],
    ['SUCCEEDED', true],
    ['FAILED', true],
    ['TIMED_OUT', true],
    ['ABORTED', true],
  ] as const)('%s has ended: %s', async (status, is) => {
    mock.on(DescribeExecutionCommand).resolves({ status });
    expect(await hasEnded('arn')).toBe(is);
  });

  it('one that Step Functions has forgotten has ended; any other failure is told', async () => {
    mock
      .on(DescribeExecutionCommand)
      .rejectsOnce(new ExecutionDoesNotExist({ message: '', $metadata: {} }))
      .rejectsOnce(new Error('no right'));
    expect(await hasEnded('arn')).toBe(true);
    await expect(hasEnded('arn')).rejects.toThrow('no right');
  });

  it('a name starts once', async () => {
    mock
      .on(StartExecutionCommand)
      .resolvesOnce({})
      .rejectsOnce(new ExecutionAlreadyExists({ message: '', $metadata: {} }));
    expect(await start('machine', 'name', { a: 1 })).toBe(true);
    expect(await start('machine', 'name', { a: 1 })).toBe(false);
    expect(mock.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'machine',
      name: 'name',
      input: '{"a":1}',
    });
  });

  it('of a machine are named after their runs', async () => {
    const machine = 'arn:aws:states:eu-west-1:1:stateMachine:tierwise-apply';
    const applying = executionsOf(machine, new SFNClient({ region: 'eu-west-1' }));
    mock.on(StartExecutionCommand).resolves({}).on(DescribeExecutionCommand).resolves({ status: 'FAILED' });
    expect([await applying.start('r1'), await applying.hasEnded('r1')]).toEqual([true, true]);
    expect(mock.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      ...{ stateMachineArn: machine, name: 'r1', input: '{"runId":"r1"}' },
    });
    expect(mock.commandCalls(DescribeExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn: 'arn:aws:states:eu-west-1:1:execution:tierwise-apply:r1',
    });
  });
});
