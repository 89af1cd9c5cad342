import { call, type Definition, forEachPart, giveUp, orElse, type State, start } from './asl.ts';

export interface GradeParts {
  readonly functions: Record<
    'claim' | 'inventory' | 'measure' | 'calibrate' | 'plan' | 'compose' | 'preflight' | 'review' | 'release',
    string
  >;
  readonly applyMachineArn: string;
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

function grade({ functions: step, partsAtOnce }: GradeParts): Record<string, State> {
  const claimed = { ...holder, input: '{% $states.input %}' };
  const measured = { ...run, parts: '{% $states.result.Payload.parts %}' };
  const states: Record<string, State> = {
    Claim: call(step.claim, claimed, answer, 'SomethingToDo'),
    Inventory: call(step.inventory, run, run, 'Measure'),
    Measure: call(step.measure, run, measured, 'Calibrate'),
    Calibrate: call(step.calibrate, runAndParts, asItWas, 'Plan'),
    Plan: forEachPart('Plan', step.plan, partsAtOnce, 'Compose'),
    Compose: forEachPart('Compose', step.compose, partsAtOnce, 'Preflight'),
    Preflight: call(step.preflight, { ...runAndParts, before: 'PLAN' }, asItWas, 'Review'),
    Review: call(step.review, runAndParts, answer, 'Release'),
    Release: call(step.release, holder, asItWas, 'Approved'),
  };
  const guarded = Object.entries(states).map(([name, state]) => [name, orElse(state, 'ReleaseFailed')]);
  return {
    ...Object.fromEntries(guarded),
    SomethingToDo: {
      Type: 'Choice',
      Choices: [{ Condition: "{% $states.input.status = 'RUN' %}", Next: 'Inventory' }],
      Default: 'NothingToDo',
    },
    NothingToDo: { Type: 'Succeed' },
  };
}

const handOver = ({ applyMachineArn }: GradeParts): Record<string, State> => ({
  Approved: {
    Type: 'Choice',
    Choices: [
      { Condition: "{% $states.input.decision = 'APPROVED' %}", Next: 'StartApply' },
      { Condition: "{% $states.input.decision = 'SIMULATED' %}", Next: 'Simulated' },
    ],
    Default: 'AwaitingApproval',
  },
  StartApply: start(applyMachineArn, run.runId, run, 'Planned'),
  Planned: { Type: 'Succeed' },
  Simulated: { Type: 'Succeed' },
  AwaitingApproval: { Type: 'Succeed' },
});
