import jsonata from 'jsonata';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SETTINGS } from '../../infra/config.ts';
import { allowedBy, type Json, type Stack, synthesise, textOf, valuesOf } from './stacks.fixture.ts';

const StateSchema = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).default([]),
});
const FlowSchema = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), StateSchema) });
type Flow = z.infer<typeof FlowSchema>;

const NAMES = ['grade', 'apply', 'mail', 'erase', 'compact'] as const;
type Name = (typeof NAMES)[number];

let pipeline: Stack;
const machines = new Map<Name, { text: string; flow: Flow; json: Json; properties: Record<string, Json> }>();

beforeAll(() => {
  ({ pipeline } = synthesise());
  for (const { Properties } of Object.values(pipeline.of('AWS::StepFunctions::StateMachine'))) {
    const name = z.enum(NAMES).parse(String(Properties.StateMachineName).replace('tierwise-staging-', ''));
    const text = textOf(Properties.DefinitionString);
    const json = z.json().parse(JSON.parse(text));
    machines.set(name, { text, json, flow: FlowSchema.parse(json), properties: Properties });
  }
});

const machine = (name: Name) => machines.get(name) ?? expect.fail(`there is no machine ${name}`);

/** Every flow of a machine: the machine itself and what its maps do with an item. */
function flowsOf(flow: Flow): Flow[] {
  const inner = Object.values(flow.States).flatMap(({ ItemProcessor }) =>
    ItemProcessor ? flowsOf(FlowSchema.parse(ItemProcessor)) : [],
  );
  return [flow, ...inner];
}

const nextOf = (state: z.infer<typeof StateSchema>): string[] =>
  [
    state.Next,
    state.Default,
    ...state.Choices.map(({ Next }) => Next),
    ...state.Catch.map(({ Next }) => Next),
  ].flatMap((next) => next ?? []);

const expressionsOf = (json: Json): string[] =>
  [...JSON.stringify(json).matchAll(/\{%(.*?)%\}/g)].map(([, source = '']) => source);

describe.each(NAMES)('machine %s', (name) => {
  it('is a Standard machine in JSONata that logs every state and no data', () => {
    const { properties, flow } = machine(name);
    expect(flow.QueryLanguage).toBe('JSONata');
    expect(properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
      TracingConfiguration: { Enabled: true },
    });
  });

  it('goes on only to states that exist, and reaches all of them', () => {
    for (const flow of flowsOf(machine(name).flow)) {
      const reached = new Set([flow.StartAt]);
      for (const at of reached) {
        expect(flow.States, at).toHaveProperty(at);
        for (const next of nextOf(StateSchema.parse(flow.States[at]))) reached.add(next);
      }
      expect([...reached].sort()).toEqual(Object.keys(flow.States).sort());
    }
  });

  it('ends every path', () => {
    for (const flow of flowsOf(machine(name).flow))
      for (const [at, state] of Object.entries(flow.States)) {
        const ends = state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
        expect(ends, at).toBe(nextOf(state).length === 0);
      }
  });

  it('tries every call again', () => {
    for (const flow of flowsOf(machine(name).flow))
      for (const [at, state] of Object.entries(flow.States))
        if (state.Type === 'Task') expect(state.Retry.length, at).toBeGreaterThan(0);
  });

  it('has expressions that parse', () => {
    const expressions = expressionsOf(machine(name).json);
    expect(expressions.length).toBeGreaterThan(0);
    for (const expression of expressions) expect(() => jsonata(expression), expression).not.toThrow();
  });

  it('calls functions of the template, and may call exactly those', () => {
    const called = new Set(valuesOf(machine(name).json, 'FunctionName').map(String));
    for (const one of called)
      expect(pipeline.of('AWS::Lambda::Function')).toHaveProperty(one.replace(/Arn$/, ''));
    const rights = Object.entries(allowedBy(pipeline)).filter(([id]) => id.startsWith(`Machines${name}Role`));
    const allowed = rights
      .flatMap(([, statements]) => statements)
      .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
      .flatMap(({ resources }) => resources);
    expect([...called].sort()).toEqual(allowed.sort());
  });

  it('has distributed maps over part numbers', async () => {
    const maps = Object.values(machine(name).flow.States).filter(({ Type }) => Type === 'Map');
    expect(maps).toHaveLength({ grade: 3, apply: 2, mail: 2, erase: 0, compact: 0 }[name]);
    for (const map of maps) {
      expect(map).toMatchObject({
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        ItemSelector: {
          runId: '{% $states.input.runId %}',
          part: '{% $states.context.Map.Item.Value %}',
        },
      });
      const [items = ''] = expressionsOf(z.json().parse(map.Items));
      for (const [parts, wanted] of [
        [0, []],
        [1, [0]],
        [3, [0, 1, 2]],
      ] as const) {
        const made = await jsonata(items).evaluate(undefined, { states: { input: { parts } } });
        expect(JSON.parse(JSON.stringify(made))).toEqual(wanted);
      }
    }
  });
});

describe('what goes wrong', () => {
  it.each([
    [
      'grade',
      [
        ...['Claim', 'Inventory', 'Measure', 'MeasureOn', 'Collect', 'Calibrate', 'Plan'],
        ...['Compose', 'Preflight', 'Review', 'Release'],
      ],
    ],
    ['apply', ['Reclaim', 'Apply', 'Commit', 'ReleaseIdle']],
    ['compact', ['Begin', 'Gather', 'Release']],
  ] as const)('before the end of %s gives the lock back', (name, states) => {
    for (const at of states)
      expect(machine(name).flow.States[at]?.Catch, at).toMatchObject([
        {
          ErrorEquals: ['States.ALL'],
          Output: { error: '{% $states.errorOutput.Error %}' },
          Next: 'ReleaseFailed',
        },
      ]);
    expect(machine(name).flow.States.ReleaseFailed?.Next).toBe('Failed');
    expect(machine(name).flow.States.Failed?.Type).toBe('Fail');
  });

  it('after the commit keeps no mail back, and still ends as failed', () => {
    const { States } = machine('apply').flow;
    expect(States.Report?.Catch.map(({ Next }) => Next)).toEqual(['Release']);
    expect(States.Release?.Catch.map(({ Next }) => Next)).toEqual(['StartMail']);
    expect(States.StartMail?.Next).toBe('Announce');
    expect(States.AllWell?.Choices.map(({ Next }) => Next)).toEqual(['Failed']);
  });

  it('while other systems are told stays where it is, to be redriven', () => {
    expect(machine('apply').flow.States.Announce).toMatchObject({ Catch: [], Next: 'AllWell' });
  });

  it('while mailing stays where it is, to be redriven', () => {
    const { GoOnInAnother, ...states } = machine('mail').flow.States;
    for (const state of Object.values(states)) expect(state.Catch).toEqual([]);
    expect(GoOnInAnother?.Catch.map(({ Next }) => Next)).toEqual(['HandedOver']);
  });

  it('passes on what a refusal of ours says, and of any other error only its name', async () => {
    const Catch = JSON.parse(machine('grade').text).States.Measure.Catch[0];
    const expression = jsonata(Catch.Output.text.slice(2, -2));
    expression.registerFunction('parse', (text: string) => JSON.parse(text), '<s:x>');
    const textOf = (name: string) => {
      const errorOutput = {
        Error: name,
        Cause: JSON.stringify({ errorType: name, errorMessage: 'li@example.com' }),
      };
      return expression.evaluate(undefined, { states: { errorOutput } });
    };
    expect(await textOf('E_CURRENCY_NO_RATE')).toBe('li@example.com');
    for (const name of ['TypeError', 'States.Timeout', 'ME_TOO']) expect(await textOf(name)).toBe('');
    expect(Object.keys(Catch.Output)).toEqual(['error', 'text']);
  });
});

describe('between machines', () => {
  it.each([
    ['grade', 'StartApply', 'Machinesapply'],
    ['apply', 'StartMail', 'Machinesmail'],
  ] as const)('%s starts the next once for a run', (name, at, next) => {
    const state = machine(name).flow.States[at];
    expect(state?.Arguments).toMatchObject({ Name: '{% $states.input.runId %}' });
    expect(JSON.stringify(state?.Arguments)).toContain(`"StateMachineArn":"${next}`);
    expect(state?.Catch).toMatchObject([
      {
        ErrorEquals: expect.arrayContaining(['StepFunctions.ExecutionAlreadyExistsException']),
        Next: state?.Next,
      },
    ]);
  });

  it.each([
    ['APPROVED', 'StartApply'],
    ['AWAITING_APPROVAL', 'AwaitingApproval'],
    ['SIMULATED', 'Simulated'],
    ['APPROVED', 'ShowBeforeApply', 'and has no page'],
    ['AWAITING_APPROVAL', 'PlanNotShown', 'and has no page'],
  ])('a plan that is %s goes on to %s %s', async (decision, next, shown = '') => {
    const { Choices = [], Default } = machine('grade').flow.States.Approved ?? {};
    const states = { input: shown ? await afterShowing(decision) : { decision } };
    const held = await Promise.all(
      Choices.map(({ Condition }) => jsonata(String(Condition).slice(2, -2)).evaluate(undefined, { states })),
    );
    expect(Choices[held.indexOf(true)]?.Next ?? Default).toBe(next);
    expect(machine('grade').flow.States.Simulated?.Type).toBe('Succeed');
  });

  /** What the state after a failure to show the plan is given. */
  const afterShowing = (decision: string) => {
    const [caught = ''] = expressionsOf(
      z.json().parse(machine('grade').flow.States.ShowPlan?.Catch[0]?.Output),
    );
    return jsonata(caught).evaluate(undefined, { states: { input: { runId: 'r1', parts: 1, decision } } });
  };

  it('a plan is shown before anything of it happens, and one that cannot be shown fails the execution', () => {
    const { States } = machine('grade').flow;
    expect([States.Review?.Next, States.ShowPlan?.Next]).toEqual(['ShowPlan', 'Release']);
    expect(States.ShowPlan?.Arguments).toMatchObject({ Payload: { about: 'PLAN' } });
    expect(States.ShowPlan?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Release' }]);
    expect(States.ShowBeforeApply).toMatchObject({
      Next: 'StartApply',
      Arguments: { Payload: { about: 'PLAN' } },
    });
    expect(States.ShowBeforeApply?.Catch).toEqual([]);
    expect(States.PlanNotShown).toMatchObject({ Type: 'Fail', Error: 'E_PLAN_NOT_SHOWN' });
  });

  it('mails are made ready and looked at before anybody approves, and again before the first one', () => {
    const { States } = machine('grade').flow;
    const inTurn = [States.Plan, States.Compose, States.Preflight, States.Effect];
    expect(inTurn.map((state) => state?.Next)).toEqual(['Compose', 'Preflight', 'Effect', 'Review']);
    // The run goes on where the effect of earlier mail cannot be told.
    expect(States.Effect?.Catch).toEqual([
      { ErrorEquals: ['States.ALL'], Output: '{% $states.input %}', Next: 'Review' },
    ]);
    expect(States.Preflight?.Arguments).toMatchObject({ Payload: { before: 'PLAN' } });
    expect(machine('mail').flow.StartAt).toBe('Preflight');
    expect(machine('mail').flow.States.Preflight?.Arguments).toMatchObject({ Payload: { before: 'MAIL' } });
  });

  it('only uploads made just now are waited for', () => {
    const { States } = machine('grade').flow;
    expect(States.WaitToGather?.Seconds).toBe(SETTINGS.staging.gatherSeconds);
    expect(States.UploadedJustNow?.Default).toBe('Claim');
  });

  it('a full outbox is looked at again no sooner than in a minute', async () => {
    const [expression = ''] = expressionsOf(z.json().parse(machine('mail').flow.States.WaitToGoOn?.Seconds));
    for (const [waitSeconds, wanted] of [
      [0, 60],
      [5, 60],
      [3600, 3600],
    ] as const) {
      const states = { input: { waitSeconds } };
      expect(await jsonata(expression).evaluate(undefined, { states })).toBe(wanted);
    }
  });
});
