import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { machineArn } from '../asl/arns.ts';
import { arnOf, type Engine } from '../asl/engine.ts';
import { StateError } from '../asl/errors.ts';
import type { Execution } from '../asl/executions.ts';
import { failure, jsonApi, type Reply } from './json-api.ts';
import { type Listening, listen } from './listen.ts';

const StartSchema = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const DescribeSchema = z.object({ executionArn: z.string() });
const ListSchema = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.int().default(100),
  nextToken: z.string().optional(),
});

type Operation = (engine: Engine, body: unknown) => Record<string, unknown>;

const OPERATIONS: Record<string, Operation> = {
  StartExecution(engine, body) {
    const { stateMachineArn, name, input } = StartSchema.parse(body);
    const execution = engine.start(stateMachineArn, parsedInput(input), name ?? randomUUID());
    return { executionArn: arnOf(execution), startDate: seconds(execution.startedAt) };
  },
  DescribeExecution(engine, body) {
    const { executionArn } = DescribeSchema.parse(body);
    const execution = engine.find(executionArn);
    if (!execution)
      throw new StateError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return described(execution);
  },
  RedriveExecution(engine, body) {
    engine.redrive(DescribeSchema.parse(body).executionArn);
    return { redriveDate: Date.now() / 1000 };
  },
  ListExecutions(engine, body) {
    const { stateMachineArn, statusFilter, maxResults, nextToken } = ListSchema.parse(body);
    if (!engine.hasMachine(stateMachineArn))
      throw new StateError('StateMachineDoesNotExist', stateMachineArn);
    const all = engine
      .list()
      .filter((each) => machineArn(each.machine) === stateMachineArn)
      .filter((each) => statusFilter === undefined || each.status === statusFilter)
      .reverse();
    const from = Number(nextToken ?? 0);
    const to = from + maxResults;
    return {
      executions: all.slice(from, to).map(summary),
      ...(to < all.length ? { nextToken: `${to}` } : {}),
    };
  },
};

/** Step Functions' JSON 1.0 protocol, as far as the steps and the command line use it. */
export const startStates = (engine: Engine): Promise<Listening> =>
  listen(jsonApi((req, body) => answer(engine, req, body)));

function answer(engine: Engine, req: IncomingMessage, body: unknown): Reply {
  const name = String(req.headers['x-amz-target'] ?? '').replace(/^AWSStepFunctions\./, '');
  try {
    const operation = OPERATIONS[name];
    if (!operation) return failure(400, 'UnknownOperationException', `${name} is not served here`);
    return { status: 200, body: operation(engine, body) };
  } catch (error) {
    const type = error instanceof StateError ? error.name : 'ValidationException';
    return failure(400, type, error instanceof Error ? error.message : 'unknown');
  }
}

function parsedInput(text: string) {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    throw new StateError('InvalidExecutionInput', 'the input is no JSON');
  }
}

const seconds = (instant: string): number => Date.parse(instant) / 1000;

const summary = (execution: Execution) => ({
  executionArn: arnOf(execution),
  stateMachineArn: machineArn(execution.machine),
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  ...(execution.stoppedAt === undefined ? {} : { stopDate: seconds(execution.stoppedAt) }),
});

const described = (execution: Execution) => ({
  ...summary(execution),
  input: JSON.stringify(execution.input),
  ...(execution.output === undefined ? {} : { output: JSON.stringify(execution.output) }),
  ...(execution.error === undefined ? {} : { error: execution.error, cause: execution.cause }),
});
