import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executionArn, machineArn } from '../../../infra/local/asl/arns.ts';
import { Engine, type EngineOptions } from '../../../infra/local/asl/engine.ts';
import { LAMBDA } from '../../../infra/local/asl/schema.ts';
import { startStates } from '../../../infra/local/servers/states.ts';

const call = (step: string, next?: string) => ({
  Type: 'Task',
  Resource: LAMBDA,
  Arguments: { step, input: '{% $states.input %}' },
  ...(next ? { Next: next } : { End: true }),
});
const TWO_STEPS = {
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States: { First: call('first', 'Second'), Second: call('second') },
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'engine-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function engineWith(task: EngineOptions['task'], more: Partial<EngineOptions> = {}): Engine {
  const engine = new Engine({ dir, task, maxWaitSeconds: 0.01, ...more });
  engine.deploy('two', TWO_STEPS);
  return engine;
}

const TWO = machineArn('two');
const never = () => new Promise<never>(() => undefined);

describe('executions', () => {
  it('run to their end, and tell how they go', async () => {
    const events: string[] = [];
    const engine = engineWith(async () => 1, {
      onState: ({ state, event }) => void events.push(`${state} ${event}`),
    });
    engine.start(TWO, {}, 'a');
    await engine.idle();
    expect(engine.find(executionArn('two', 'a'))).toMatchObject({ status: 'SUCCEEDED', output: 1 });
    expect(events).toEqual(['First entered', 'First succeeded', 'Second entered', 'Second succeeded']);
  });

  it.each([
    [86_400, 1],
    [60, 0],
  ])(
    'end a shortened wait of %i seconds when what was on its way has arrived: %i times',
    async (Seconds, times) => {
      const seen: string[] = [];
      const task = async () => seen.push('looked');
      const arrived = async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push('arrived');
      };
      const engine = engineWith(task, { arrived });
      const Wait = { Type: 'Wait', Seconds, Next: 'Look' };
      engine.deploy('two', {
        QueryLanguage: 'JSONata',
        StartAt: 'Wait',
        States: { Wait, Look: call('look') },
      });
      engine.start(TWO, {}, 'a');
      await engine.idle();
      expect(seen).toEqual([...Array(times).fill('arrived'), 'looked']);
    },
  );

  it('wait for a later hour shortly at first, and then as long as that state may', async () => {
    const rests: boolean[] = [];
    const onRest = (_: unknown, each: boolean) => void rests.push(each);
    const clockWaits = { state: 'Again', seconds: 0.02 };
    const engine = engineWith(async () => null, { clockWaits, onRest });
    const Wait = { Type: 'Wait', Seconds: 3600, Next: 'Again' };
    const Again = { Type: 'Wait', Seconds: 3600, Next: 'Round' };
    const Round = {
      Type: 'Choice',
      Choices: [{ Condition: '{% $exists($n) and $n = 2 %}', Next: 'Done' }],
      Default: 'Count',
    };
    const Count = {
      Type: 'Pass',
      Assign: { n: '{% $exists($n) ? $n + 1 : 1 %}' },
      Next: 'Again',
    };
    const States = { Wait, Again, Round, Count, Done: { Type: 'Succeed' } };
    engine.deploy('two', { QueryLanguage: 'JSONata', StartAt: 'Wait', States });
    engine.start(machineArn('two'), {}, 'waits');
    await engine.idle();
    expect(engine.list()).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(rests).toEqual([true, false, true, false]);
  });

  it('stay in a wait whose news does not arrive before the cloud closes', async () => {
    const Wait = { Type: 'Wait', Seconds: 86_400, Next: 'Look' };
    let waits = () => {};
    const waiting = new Promise<void>((resolve) => {
      waits = resolve;
    });
    const engine = engineWith(never, {
      arrived: () => {
        waits();
        return never();
      },
    });
    engine.deploy('two', { QueryLanguage: 'JSONata', StartAt: 'Wait', States: { Wait, Look: call('look') } });
    engine.start(TWO, {}, 'a');
    await waiting;
    await engine.halt(5);
    expect(engine.busy()).toBe(false);
    expect(engine.list()).toMatchObject([{ status: 'RUNNING', place: { state: 'Wait' } }]);
  });

  it('fail with the name of the error', async () => {
    const engine = engineWith(async () => {
      throw Object.assign(new Error('text'), { name: 'L_MINE' });
    });
    engine.start(TWO, {}, 'a');
    await engine.idle();
    expect(engine.list()).toMatchObject([{ status: 'FAILED', error: 'L_MINE', cause: 'text' }]);
  });

  it('can be tried again from the state that failed', async () => {
    let broken = true;
    const calls: unknown[] = [];
    const engine = engineWith(async (_, args) => {
      calls.push(Reflect.get(Object(args), 'step'));
      if (broken && calls.length === 2) throw new Error('no');
      return 1;
    });
    engine.start(TWO, {}, 'a');
    await engine.idle();
    broken = false;
    engine.redrive(executionArn('two', 'a'));
    await engine.idle();
    expect(calls).toEqual(['first', 'second', 'second']);
    expect(engine.list()).toMatchObject([{ status: 'SUCCEEDED', output: 1 }]);
    expect(engine.list()[0]).not.toHaveProperty('error');
    expect(() => engine.redrive(executionArn('two', 'a'))).toThrow(/ExecutionNotRedrivable/);
  });

  it('have names that count once', async () => {
    const engine = engineWith(never);
    const first = engine.start(TWO, { a: 1 }, 'a');
    expect(engine.start(TWO, { a: 1 }, 'a')).toBe(first);
    expect(() => engine.start(TWO, { a: 2 }, 'a')).toThrow(/ExecutionAlreadyExists/);
    expect(() => engine.start(TWO, {}, '../a')).toThrow(/InvalidName/);
    expect(() => engine.start(machineArn('three'), {}, 'a')).toThrow(/StateMachineDoesNotExist/);
  });

  it('go on in the state in which the process died', async () => {
    const dead = engineWith((_, args) =>
      JSON.stringify(args).includes('first') ? Promise.resolve('1st') : never(),
    );
    dead.start(TWO, {}, 'a');
    while (!readFileSync(join(dir, 'two', 'a.json'), 'utf8').includes('"state":"Second"')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const calls: unknown[] = [];
    const next = engineWith(async (_, args) => {
      calls.push(args);
      return 'fine';
    });
    next.resume();
    await next.idle();
    expect(calls).toEqual([{ step: 'second', input: '1st' }]);
    expect(next.list()).toMatchObject([{ status: 'SUCCEEDED', output: 'fine' }]);
  });

  it('stay where they are when the cloud closes, also if a call fails of it', async () => {
    const calls = new EventEmitter();
    const engine = engineWith(async () => {
      const failed = once(calls, 'failed');
      calls.emit('begun');
      await failed;
      throw new Error('the server is gone');
    });
    const begun = once(calls, 'begun');
    engine.start(TWO, {}, 'a');
    await begun;
    const halted = engine.halt(30);
    calls.emit('failed');
    await halted;
    expect(engine.busy()).toBe(false);
    expect(new Engine({ dir, task: never }).list()).toMatchObject([
      { status: 'RUNNING', place: { state: 'First' } },
    ]);
  });

  it('do not keep a closing cloud longer than its patience', async () => {
    const calls = new EventEmitter();
    const engine = engineWith(() => {
      calls.emit('begun');
      return never();
    });
    const begun = once(calls, 'begun');
    engine.start(TWO, {}, 'a');
    await begun;
    await engine.halt(0.05);
    expect(engine.busy()).toBe(true);
  });

  it('are remembered when they have ended', async () => {
    const engine = engineWith(async () => 1);
    engine.start(TWO, {}, 'a');
    await engine.idle();
    expect(() => engineWith(never).start(TWO, {}, 'a')).toThrow(/ExecutionAlreadyExists/);
  });
});

describe('the endpoint, by the real client', () => {
  it('starts, describes and lists', async () => {
    const engine = engineWith(async () => ({ ok: true }));
    const server = await startStates(engine);
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    const sfn = new SFNClient({ endpoint: server.url, region: 'local', credentials, maxAttempts: 1 });
    const started = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: TWO, name: 'a', input: '{"x":1}' }),
    );
    expect(started.executionArn).toBe(executionArn('two', 'a'));
    expect(started.startDate).toBeInstanceOf(Date);
    await engine.idle();
    const described = await sfn.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
    expect(described).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"x":1}',
      output: '{"ok":true}',
      name: 'a',
    });
    await sfn.send(new StartExecutionCommand({ stateMachineArn: TWO }));
    await engine.idle();
    const page = await sfn.send(new ListExecutionsCommand({ stateMachineArn: TWO, maxResults: 1 }));
    const rest = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: TWO, nextToken: page.nextToken }),
    );
    expect([page.executions?.length, rest.executions?.map(({ name }) => name)]).toEqual([1, ['a']]);
    await server.close();
  });

  it('answers with Step Functions own errors', async () => {
    const engine = engineWith(async () => 1);
    const server = await startStates(engine);
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    const sfn = new SFNClient({ endpoint: server.url, region: 'local', credentials, maxAttempts: 1 });
    const start = (more: object) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn: TWO, name: 'a', ...more }));
    await start({});
    await engine.idle();
    await expect(start({})).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await expect(start({ name: 'b', input: '{' })).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(start({ stateMachineArn: machineArn('none') })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    const unknown = new DescribeExecutionCommand({ executionArn: executionArn('two', 'zz') });
    const again = new RedriveExecutionCommand({ executionArn: executionArn('two', 'a') });
    await expect(sfn.send(again)).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
    await expect(sfn.send(unknown)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await server.close();
  });
});
