import { within } from '../within.ts';
import { executionArn, executionOf, machineArn, machineOf } from './arns.ts';
import { asStateError, Halted, StateError } from './errors.ts';
import { type Execution, type ExecutionFiles, isExecutionName, openExecutionFiles } from './executions.ts';
import { type Identity, run } from './run.ts';
import { type Flow, type Json, parseDefinition } from './schema.ts';
import { eventOf, type WorldOptions, worldOf } from './world.ts';

export interface EngineOptions extends WorldOptions {
  dir: string;
}

/** Runs state machines as Step Functions Standard does: named executions that outlive the process. */
export class Engine {
  private readonly options: EngineOptions;
  private readonly files: ExecutionFiles;
  private readonly closing = new AbortController();
  private readonly machines = new Map<string, Flow>();
  private readonly executions = new Map<string, Execution>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(options: EngineOptions) {
    this.options = options;
    this.files = openExecutionFiles(options.dir);
    for (const execution of this.files.all()) this.executions.set(arnOf(execution), execution);
  }

  deploy(machine: string, definition: unknown): void {
    this.machines.set(machine, parseDefinition(definition));
  }

  /** Goes on with what was running when the process ended. */
  resume(): void {
    for (const [arn, execution] of this.executions) {
      const flow = this.machines.get(execution.machine);
      if (flow && execution.status === 'RUNNING' && !this.running.has(arn)) this.go(execution, flow);
    }
  }

  start(stateMachineArn: string, input: Json, name: string): Execution {
    const machine = machineOf(stateMachineArn);
    const flow = this.machines.get(machine);
    if (!flow) throw new StateError('StateMachineDoesNotExist', stateMachineArn);
    if (!isExecutionName(name)) throw new StateError('InvalidName', name);
    const earlier = this.executions.get(executionArn(machine, name));
    if (earlier) return sameAgain(earlier, input);
    const place = { state: flow.StartAt, input, variables: {} };
    const execution: Execution = { machine, name, status: 'RUNNING', input, startedAt: now(), place };
    this.keep(execution);
    this.go(execution, flow);
    return execution;
  }

  /** Tries a failed execution again, from the state that failed. */
  redrive(arn: string): void {
    const execution = this.find(arn);
    const flow = execution && this.machines.get(execution.machine);
    if (!flow) throw new StateError('ExecutionDoesNotExist', arn);
    if (execution.status !== 'FAILED') throw new StateError('ExecutionNotRedrivable', arn);
    const { error: _error, cause: _cause, stoppedAt: _stoppedAt, ...again } = execution;
    const redriven: Execution = { ...again, status: 'RUNNING' };
    this.keep(redriven);
    this.go(redriven, flow);
  }

  find(arn: string): Execution | undefined {
    const { machine, name } = executionOf(arn);
    return this.executions.get(executionArn(machine, name));
  }

  list(): Execution[] {
    return [...this.executions.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  }

  hasMachine(arn: string): boolean {
    return this.machines.has(machineOf(arn));
  }

  busy(): boolean {
    return this.running.size > 0;
  }

  /** Resolves when the execution has ended, or the local cloud closes. */
  async ended(arn: string): Promise<void> {
    await this.running.get(arn);
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  /** Lets states in flight end for at most `seconds`; executions stay where they are. */
  async halt(seconds: number): Promise<void> {
    this.closing.abort();
    await within(seconds, this.idle());
  }

  private go(execution: Execution, flow: Flow): void {
    const arn = arnOf(execution);
    const ended = this.carry(execution, flow).finally(() => this.running.delete(arn));
    this.running.set(arn, ended);
  }

  private async carry(execution: Execution, flow: Flow): Promise<void> {
    // The caller of start hears of the execution before its first state runs.
    await Promise.resolve();
    try {
      const world = worldOf(execution, this.options, this.closing.signal, (kept) => this.keep(kept));
      const output = await run(flow, execution.place, identityOf(execution), world);
      this.keep(Object.assign(execution, { status: 'SUCCEEDED', output, stoppedAt: now() }));
    } catch (thrown) {
      if (thrown instanceof Halted) return;
      const { name: error, cause } = asStateError(thrown);
      this.keep(Object.assign(execution, { status: 'FAILED', error, cause, stoppedAt: now() }));
      this.options.onState?.(eventOf(execution, execution.place.state, 'failed', { error }));
    }
  }

  private keep(execution: Execution): void {
    this.files.save(execution);
    this.executions.set(arnOf(execution), execution);
  }
}

export const arnOf = (execution: Execution): string => executionArn(execution.machine, execution.name);

const now = (): string => new Date().toISOString();

function sameAgain(earlier: Execution, input: Json): Execution {
  const same = earlier.status === 'RUNNING' && JSON.stringify(earlier.input) === JSON.stringify(input);
  if (same) return earlier;
  throw new StateError('ExecutionAlreadyExists', `Execution Already Exists: '${arnOf(earlier)}'`);
}

const identityOf = (execution: Execution): Identity => ({
  Execution: {
    Id: arnOf(execution),
    Name: execution.name,
    Input: execution.input,
    StartTime: execution.startedAt,
  },
  StateMachine: { Id: machineArn(execution.machine), Name: execution.machine },
});
