import { join } from 'node:path';
import { executionArn, machineArn } from './asl/arns.ts';
import { Engine } from './asl/engine.ts';
import { StateError } from './asl/errors.ts';
import type { Execution } from './asl/executions.ts';
import type { Json } from './asl/schema.ts';
import type { StateEvent } from './asl/world.ts';
import { openQueries } from './athena/queries.ts';
import { Bus, type Problem } from './bus.ts';
import { openFunctions } from './deploy/functions.ts';
import type { Deployment } from './deploy/read.ts';
import { seats } from './deploy/seats.ts';
import { integrations } from './integrations.ts';
import { Queue } from './queue.ts';
import type { ClockWaits } from './rests.ts';

export interface MachineryOptions {
  dir: string;
  /** Folder that the handlers' paths start from; the project's when not given. */
  root?: string | undefined;
  deployment: Deployment;
  onState?: ((event: StateEvent) => void) | undefined;
  onProblem?: ((problem: Problem) => void) | undefined;
  onMoment?: ((state: string, moment: 'before' | 'after') => void) | undefined;
  maxWaitSeconds?: number | undefined;
  arrived?: (() => Promise<void>) | undefined;
  clockWaits?: ClockWaits | undefined;
}

/** Handlers that run at a time for machines, and as many for events, so that neither keeps the other waiting. */
const AT_ONCE = 4;

export type Machinery = ReturnType<typeof openMachinery>;

/** Functions, machines and events of the deployment, joined as in AWS; nothing runs before `resume`. */
export function openMachinery(options: MachineryOptions) {
  const { dir, root, deployment, onState, onMoment, maxWaitSeconds, arrived, clockWaits } = options;
  const functions = openFunctions({
    functions: deployment.functions,
    root,
    logPath: join(dir, 'log.jsonl'),
  });
  const forMachines = seats(AT_ONCE);
  const forEvents = seats(AT_ONCE);
  const resting = new Set<Execution>();
  const engine: Engine = new Engine({
    dir: join(dir, 'executions'),
    task: integrations({
      invoke: (name, payload) => forMachines(() => functions.invoke(name, payload)),
      start: (arn, input, name) => engine.start(arn, input, name),
      query: openQueries(join(dir, 'athena')),
    }),
    onState(event) {
      onState?.(event);
      if (event.event === 'failed') bus.put(failureOf(event, engine));
    },
    onMoment,
    maxWaitSeconds,
    arrived,
    clockWaits,
    onRest: (execution, rests) => void (rests ? resting.add(execution) : resting.delete(execution)),
    children: AT_ONCE,
  });
  for (const { name, definition } of deployment.machines) engine.deploy(name, definition);
  const onProblem = options.onProblem ?? (() => undefined);
  const invoke = (arn: string, input: Json) => forEvents(() => functions.invoke(arn, input));
  const bus = new Bus({
    dir,
    rules: deployment.rules,
    onProblem,
    async deliver(arn, input, id) {
      if (engine.hasMachine(arn)) startOnce(engine, arn, input, id);
      else await invoke(arn, input);
    },
  });
  const queues = deployment.queues.map((spec) => new Queue({ dir, spec, invoke, onProblem }));
  return { functions, engine, bus, queues, resting: (execution: Execution) => resting.has(execution) };
}

/** As EventBridge hears of an execution that failed. */
function failureOf({ machine, execution, at }: StateEvent, engine: Engine) {
  const found = engine.find(executionArn(machine, execution));
  const { status = 'FAILED', input = null, error, cause } = found ?? {};
  return {
    ...{ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change' },
    time: at.toISOString(),
    detail: {
      ...{ stateMachineArn: machineArn(machine), name: execution, status },
      ...{ input: JSON.stringify(input), error: error ?? null, cause: cause ?? null },
    },
  };
}

/** A delivery is repeated when the process dies before it was noted; the execution then runs already. */
function startOnce(engine: Engine, arn: string, input: Json, name: string): void {
  try {
    engine.start(arn, input, name);
  } catch (error) {
    if (!(error instanceof StateError && error.name === 'ExecutionAlreadyExists')) throw error;
  }
}
