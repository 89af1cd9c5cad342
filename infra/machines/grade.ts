import { call, type Definition, forEachPart, giveUp, orElse, type State, start } from './asl.ts';
import { measuring } from './measuring.ts';

export interface GradeParts {
  readonly functions: Record<
    | 'claim'
    | 'undo'
    | 'inventory'
    | 'measure'
    | 'collect'
    | 'calibrate'
    | 'plan'
    | 'compose'
    | 'preflight'
    | 'effect'
    | 'review'
    | 'report'
    | 'release',
    string
  >;
  readonly applyMachineArn: string;
  readonly workgroup: string;
  readonly gatherSeconds: number;
  readonly partsAtOnce: number;
}

const run = { runId: '{% $states.input.runId %}' };
const runAndParts = { ...run, parts: '{% $states.input.parts %}' };
const holder = { executionArn: '{% $states.context.Execution.Id %}' };
const answer = '{% $states.result.Payload %}';
const asItWas = '{% $states.input %}';

/** Machine 1, `grade`: from what has arrived to a plan. Holds the run lock, and nothing in it waits for anybody. */
export const gradeMachine = (parts: GradeParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Grades every customer and writes the plan down; nothing has happened yet when it ends.',
  StartAt: 'UploadedJustNow',
  States: { ...gather(parts), ...grade(parts), ...handOver(parts), ...giveUp(parts.functions.release) },
});

const gather = ({ gatherSeconds }: GradeParts): Record<string, State> => ({
  UploadedJustNow: {
    Type: 'Choice',
    Choices: [{ Condition: "{% $states.input.cause = 'intake' %}", Next: 'WaitToGather' }],
    Default: 'Claim',
  },
  WaitToGather: { Type: 'Wait', Seconds: gatherSeconds, Next: 'Claim' },
});

function grade({ functions: step, partsAtOnce, workgroup }: GradeParts): Record<string, State> {
  const claimed = { ...holder, input: '{% $states.input %}' };
  const states: Record<string, State> = {
    Claim: call(step.claim, claimed, answer, 'SomethingToDo'),
    Undo: call(step.undo, run, answer, 'Release'),
    Inventory: call(step.inventory, run, run, 'Measure'),
    Calibrate: call(step.calibrate, runAndParts, runAndParts, 'Plan'),
    Plan: forEachPart('Plan', step.plan, partsAtOnce, 'Compose'),
    Compose: forEachPart('Compose', step.compose, partsAtOnce, 'Preflight'),
    Preflight: call(step.preflight, { ...runAndParts, before: 'PLAN' }, asItWas, 'Effect'),
    Review: call(step.review, runAndParts, answer, 'ShowPlan'),
    Release: call(step.release, holder, asItWas, 'Approved'),
  };
  const guarded = Object.entries(states).map(([name, state]) => [name, orElse(state, 'ReleaseFailed')]);
  const { measure, collect } = step;
  return {
    ...Object.fromEntries(guarded),
    ...measuring({ measure, collect, workgroup, partsAtOnce, failed: 'ReleaseFailed', next: 'Calibrate' }),
    Effect: orGoOn(call(step.effect, runAndParts, asItWas, 'Review'), 'Review'),
    ShowPlan: orGoOn(
      call(step.report, { ...runAndParts, about: 'PLAN' }, asItWas, 'Release'),
      'Release',
      "{% $merge([$states.input, { 'unseen': true }]) %}",
    ),
    SomethingToDo: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $exists($states.input.rollsBack) %}', Next: 'Undo' },
        { Condition: "{% $states.input.status = 'RUN' %}", Next: 'Inventory' },
      ],
      Default: 'NothingToDo',
    },
    NothingToDo: { Type: 'Succeed' },
  };
}

/** What nothing else rests on may be missing: the run goes on without it, and the function's failure is an alarm. */
const orGoOn = (state: State, next: string, output = asItWas): State => ({
  ...state,
  Catch: [{ ErrorEquals: ['States.ALL'], Output: output, Next: next }],
});

const UNSEEN_AND_GOING = "{% $exists($states.input.unseen) and $states.input.decision = 'APPROVED' %}";

const handOver = ({ functions, applyMachineArn }: GradeParts): Record<string, State> => ({
  Approved: {
    Type: 'Choice',
    Choices: [
      { Condition: UNSEEN_AND_GOING, Next: 'ShowBeforeApply' },
      { Condition: "{% $states.input.decision = 'APPROVED' %}", Next: 'StartApply' },
      { Condition: "{% $states.input.decision = 'SIMULATED' %}", Next: 'Simulated' },
      { Condition: '{% $exists($states.input.unseen) %}', Next: 'PlanNotShown' },
    ],
    Default: 'AwaitingApproval',
  },
  // Nobody is asked about this plan, but nothing of it happens before it can be read. Uncaught: redriven, it goes on.
  ShowBeforeApply: call(functions.report, { ...runAndParts, about: 'PLAN' }, asItWas, 'StartApply'),
  StartApply: start(applyMachineArn, run.runId, run, 'Planned'),
  Planned: { Type: 'Succeed' },
  Simulated: { Type: 'Succeed' },
  AwaitingApproval: { Type: 'Succeed' },
  // Nobody was mailed a plan that waits and has no page: it would expire unseen, so somebody must hear of it.
  PlanNotShown: {
    Type: 'Fail',
    Error: 'E_PLAN_NOT_SHOWN',
    Cause: 'The plan waits for approval, and its page was not written: see the log of the report function.',
  },
});
