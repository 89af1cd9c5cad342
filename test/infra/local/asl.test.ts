import { describe, expect, it } from 'vitest';
import { StateError } from '../../../infra/local/asl/errors.ts';
import { run, type World } from '../../../infra/local/asl/run.ts';
import { type Json, LAMBDA, parseDefinition } from '../../../infra/local/asl/schema.ts';

type Task = (args: Json, attempt: number) => Promise<Json> | Json;

const machine = (startAt: string, states: Record<string, unknown>) => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
});

const who = {
  Execution: { Id: 'arn:one', Name: 'one', Input: { from: 'outside' }, StartTime: '2026-10-01T00:00:00Z' },
  StateMachine: { Id: 'arn:machine', Name: 'machine' },
};

/** Runs a definition on an input; notes how long it waited and how many calls ran at once. */
async function play(definition: unknown, input: Json, task: Task = (args) => args) {
  const seen = { waits: [] as number[], calls: 0, now: 0, most: 0, progress: [] as number[] };
  const world: World = {
    async task(_resource, args) {
      seen.calls += 1;
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      seen.now -= 1;
      return task(args, seen.calls);
    },
    pause: async (seconds) => void seen.waits.push(seconds),
    halted: () => false,
    entered: () => undefined,
    succeeded: () => undefined,
    progressed: (_place, done) => void seen.progress.push(done),
    child: () => world,
    children: 3,
  };
  const flow = parseDefinition(definition);
  const output = await run(flow, { state: flow.StartAt, input, variables: {} }, who, world);
  return { output, ...seen };
}

const pass = (more: object = {}) => ({ Type: 'Pass', End: true, ...more });
const task = (more: object = {}) => ({ Type: 'Task', Resource: LAMBDA, Arguments: {}, End: true, ...more });
const fails = (name: string) => () => {
  throw new StateError(name, 'because');
};

describe('states', () => {
  const cases: [string, unknown, Json, Json][] = [
    ['Pass hands its input on', machine('A', { A: pass() }), { a: 1 }, { a: 1 }],
    [
      'Output replaces it',
      machine('A', { A: pass({ Output: { b: '{% $states.input.a + 1 %}', c: 'x' } }) }),
      { a: 1 },
      { b: 2, c: 'x' },
    ],
    [
      'expressions lie anywhere',
      machine('A', { A: pass({ Output: [['{% $states.input %}'], null, 3] }) }),
      7,
      [[7], null, 3],
    ],
    [
      'the context names execution and state',
      machine('A', {
        A: pass({
          Output:
            "{% $states.context.Execution.Id & ' ' & $states.context.State.Name & ' ' & $states.context.Execution.Input.from %}",
        }),
      }),
      {},
      'arn:one A outside',
    ],
    [
      'Assign sets variables for later states',
      machine('A', {
        A: { Type: 'Pass', Assign: { n: '{% $states.input.n * 2 %}' }, Next: 'B' },
        B: pass({ Output: '{% $n %}' }),
      }),
      { n: 4 },
      8,
    ],
    ['Succeed ends', machine('A', { A: { Type: 'Succeed', Output: 'done' } }), {}, 'done'],
    [
      'Wait passes its input on',
      machine('A', { A: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } }),
      { s: 9 },
      { s: 9 },
    ],
    [
      'Choice takes the first rule that holds',
      machine('A', {
        A: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input > 10 %}', Next: 'B' },
            { Condition: '{% $states.input > 5 %}', Next: 'C' },
          ],
          Default: 'D',
        },
        B: pass({ Output: 'B' }),
        C: pass({ Output: 'C' }),
        D: pass({ Output: 'D' }),
      }),
      7,
      'C',
    ],
    [
      'Choice else takes the default',
      machine('A', {
        A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input > 10 %}', Next: 'B' }], Default: 'D' },
        B: pass({ Output: 'B' }),
        D: pass({ Output: 'D' }),
      }),
      7,
      'D',
    ],
    [
      'a task without an Output hands its result on',
      machine('A', { A: task({ Arguments: { x: '{% $states.input.a %}' } }) }),
      { a: 1 },
      { x: 1 },
    ],
    [
      'a task shapes its result',
      machine('A', { A: task({ Arguments: { x: 2 }, Output: '{% $states.result.x + $states.input.a %}' }) }),
      { a: 1 },
      3,
    ],
  ];
  it.each(cases)('%s', async (_name, definition, input, output) => {
    expect((await play(definition, input)).output).toEqual(output);
  });

  it('waits as long as it says', async () => {
    const wait = machine('A', {
      A: { Type: 'Wait', Seconds: '{% $max([60, 5]) %}', Next: 'B' },
      B: { Type: 'Wait', Seconds: 3, End: true },
    });
    expect((await play(wait, {})).waits).toEqual([60, 3]);
  });
});

describe('errors', () => {
  const cases: [string, unknown, Json, Task, string][] = [
    [
      'Fail',
      machine('A', { A: { Type: 'Fail', Error: '{% $states.input.error %}' } }),
      { error: 'Mine' },
      () => null,
      'Mine',
    ],
    ['an uncaught error of a task', machine('A', { A: task() }), {}, fails('Theirs'), 'Theirs'],
    [
      'an expression that finds nothing',
      machine('A', { A: pass({ Output: '{% $states.input.none %}' }) }),
      {},
      () => null,
      'States.QueryEvaluationError',
    ],
    [
      'an expression that is wrong',
      machine('A', { A: pass({ Output: '{% $nosuch(1) %}' }) }),
      {},
      () => null,
      'States.QueryEvaluationError',
    ],
    [
      'a condition that is no truth value',
      machine('A', { A: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'B' }] }, B: pass() }),
      {},
      () => null,
      'States.QueryEvaluationError',
    ],
    [
      'no choice',
      machine('A', { A: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'B' }] }, B: pass() }),
      {},
      () => null,
      'States.NoChoiceMatched',
    ],
    [
      'too much data, which no catch catches',
      machine('A', { A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: pass() }),
      {},
      () => 'x'.repeat(300_000),
      'States.DataLimitExceeded',
    ],
    [
      'children of a map that together give too much',
      machine('A', { A: map({}) }),
      [1, 2, 3],
      () => 'x'.repeat(100_000),
      'States.DataLimitExceeded',
    ],
    [
      'a task that takes too long',
      machine('A', { A: task({ TimeoutSeconds: 1 }) }),
      {},
      () => new Promise(() => undefined),
      'States.Timeout',
    ],
    [
      'a child of a distributed map',
      machine('A', { A: map({ Mode: 'DISTRIBUTED' }) }),
      [1],
      fails('Theirs'),
      'States.ExceedToleratedFailureThreshold',
    ],
    [
      'a child of an inline map',
      machine('A', { A: map({ Mode: 'INLINE' }) }),
      [1],
      fails('Theirs'),
      'Theirs',
    ],
  ];
  it.each(cases)('%s', async (_name, definition, input, work, error) => {
    await expect(play(definition, input, work)).rejects.toMatchObject({ name: error });
  });

  const guarded = (more: object) =>
    machine('A', {
      A: task({ ...more, End: undefined, Next: 'C' }),
      B: pass({ Output: { caught: '{% $states.input %}' } }),
      C: pass(),
    });
  const catchAll = [{ ErrorEquals: ['States.ALL'], Next: 'B' }];

  it('hands the error to the catcher', async () => {
    const { output } = await play(guarded({ Catch: catchAll }), {}, fails('Theirs'));
    expect(output).toEqual({ caught: { Error: 'Theirs', Cause: 'because' } });
  });

  it('lets a catcher shape what goes on', async () => {
    const Catch = [
      {
        ErrorEquals: ['States.TaskFailed'],
        Next: 'B',
        Output: { error: '{% $states.errorOutput.Error %}', was: '{% $states.input.a %}' },
      },
    ];
    const { output } = await play(guarded({ Catch }), { a: 5 }, fails('Theirs'));
    expect(output).toEqual({ caught: { error: 'Theirs', was: 5 } });
  });

  it('tries again with growing delays, and then catches', async () => {
    const Retry = [
      { ErrorEquals: ['Theirs'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 10 },
    ];
    const { waits, calls } = await play(guarded({ Retry, Catch: catchAll }), {}, fails('Theirs'));
    expect({ waits, calls }).toEqual({ waits: [2, 6, 10], calls: 4 });
  });

  it('goes on when a later try succeeds', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'] }];
    const { output, waits } = await play(guarded({ Retry }), {}, (_, attempt) =>
      attempt < 3 ? fails('Theirs')() : 'fine',
    );
    expect({ output, waits }).toEqual({ output: 'fine', waits: [1, 2] });
  });

  it('does not try again what the retriers do not name', async () => {
    const { calls } = await play(
      guarded({ Retry: [{ ErrorEquals: ['Other'] }], Catch: catchAll }),
      {},
      fails('Theirs'),
    );
    expect(calls).toBe(1);
  });

  it('spreads delays when it is told to', async () => {
    const Retry = [
      {
        ErrorEquals: ['States.ALL'],
        IntervalSeconds: 100,
        MaxAttempts: 5,
        BackoffRate: 1,
        JitterStrategy: 'FULL',
      },
    ];
    const { waits } = await play(guarded({ Retry, Catch: catchAll }), {}, fails('Theirs'));
    expect(waits.every((seconds) => seconds >= 0 && seconds <= 100)).toBe(true);
    expect(new Set(waits).size).toBeGreaterThan(1);
  });
});

function map(more: {
  Mode?: string;
  MaxConcurrency?: number;
  selector?: Json;
  items?: string;
  states?: object;
}) {
  const { Mode = 'DISTRIBUTED', MaxConcurrency = 0, selector, items = '{% $states.input %}', states } = more;
  return {
    Type: 'Map',
    Items: items,
    MaxConcurrency,
    ...(selector === undefined ? {} : { ItemSelector: selector }),
    ItemProcessor: {
      ProcessorConfig: { Mode, ExecutionType: 'STANDARD' },
      StartAt: 'Each',
      States: states ?? {
        Each: { Type: 'Task', Resource: LAMBDA, Arguments: '{% $states.input %}', End: true },
      },
    },
    End: true,
  };
}

describe('maps', () => {
  it('keeps the order of the items, and says how far it is', async () => {
    const { output, progress } = await play(machine('A', { A: map({}) }), [3, 1, 2]);
    expect(output).toEqual([3, 1, 2]);
    expect(progress).toEqual([0, 1, 2, 3]);
  });

  const parts: [number, Json][] = [
    [0, []],
    [1, [{ runId: 'r', part: 0 }]],
    [
      2,
      [
        { runId: 'r', part: 0 },
        { runId: 'r', part: 1 },
      ],
    ],
  ];
  it.each(parts)('maps over %i part numbers', async (count, output) => {
    const items = '{% [0..$states.input.parts - 1] %}';
    const selector = { runId: '{% $states.input.runId %}', part: '{% $states.context.Map.Item.Value %}' };
    const definition = machine('A', { A: map({ items, selector }) });
    expect((await play(definition, { runId: 'r', parts: count })).output).toEqual(output);
  });

  const limits: [number, number][] = [
    [0, 3],
    [2, 2],
    [9, 3],
  ];
  it.each(limits)('with MaxConcurrency %i runs %i at a time', async (MaxConcurrency, most) => {
    const numbers = Array.from({ length: 12 }, (_, i) => i);
    expect((await play(machine('A', { A: map({ MaxConcurrency }) }), numbers)).most).toBe(most);
  });

  it('begins no child after one has failed', async () => {
    const numbers = Array.from({ length: 50 }, (_, i) => i);
    let calls = 0;
    const work = () => {
      calls += 1;
      return fails('Theirs')();
    };
    await expect(play(machine('A', { A: map({}) }), numbers, work)).rejects.toThrow();
    expect(calls).toBeLessThan(10);
  });

  it('gives a child of a distributed map an execution of its own', async () => {
    const states = { Each: { Type: 'Pass', Output: '{% $states.context.Execution.Id %}', End: true } };
    expect((await play(machine('A', { A: map({ states }) }), [1, 2])).output).toEqual([
      'arn:one/A:0',
      'arn:one/A:1',
    ]);
    expect((await play(machine('A', { A: map({ states, Mode: 'INLINE' }) }), [1])).output).toEqual([
      'arn:one',
    ]);
  });
});

describe('definitions that are refused', () => {
  const refused: [string, unknown][] = [
    ['an unknown state type', machine('A', { A: { Type: 'Parallel', Branches: [], End: true } })],
    ['an unknown field', machine('A', { A: pass({ ResultPath: '$.x' }) })],
    ['JSONPath', { StartAt: 'A', States: { A: pass() } }],
    ['an unknown integration', machine('A', { A: task({ Resource: 'arn:aws:states:::sqs:sendMessage' }) })],
    ['a Next that leads nowhere', machine('A', { A: { Type: 'Pass', Next: 'Z' } })],
    [
      'a Catch that leads nowhere',
      machine('A', { A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }] }) }),
    ],
    ['neither Next nor End', machine('A', { A: { Type: 'Pass' } })],
    ['a StartAt that is no state', machine('Z', { A: pass() })],
    ['an ItemBatcher', machine('A', { A: { ...map({}), ItemBatcher: { MaxItemsPerBatch: 2 } } })],
  ];
  it.each(refused)('%s', (_name, definition) => {
    expect(() => parseDefinition(definition)).toThrow();
  });
});
