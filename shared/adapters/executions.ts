import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { lasting } from './lasting.ts';

const stepFunctions = lasting('SFN', () => new SFNClient({}));

export type Executions = ReturnType<typeof openExecutions>;

/** Step Functions executions: start one under a name that makes it happen once, and know whether one has ended. */
export function openExecutions(client: SFNClient = stepFunctions()) {
  return {
    async hasEnded(executionArn: string): Promise<boolean> {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
      } catch (error) {
        // Executions are forgotten 90 days after they ended.
        if (error instanceof ExecutionDoesNotExist) return true;
        throw error;
      }
    },
    /** `false` when an execution of that name was started before. */
    async start(stateMachineArn: string, name: string, input: unknown): Promise<boolean> {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return true;
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false;
        throw error;
      }
    },
  };
}

/** The executions of a machine of which each run has one, named after it. */
export function executionsOf(stateMachineArn: string, client?: SFNClient) {
  const { start, hasEnded } = openExecutions(client);
  const arnOf = (runId: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${runId}`;
  return {
    start: (runId: string): Promise<boolean> => start(stateMachineArn, runId, { runId }),
    hasEnded: (runId: string): Promise<boolean> => hasEnded(arnOf(runId)),
  };
}
