import {
  call,
  type Definition,
  forEachPart,
  giveUp,
  orElse,
  type State,
  start,
  UNTIL_COMMITTED,
  UNTIL_WRITTEN,
} from './asl.ts';

export interface ApplyParts {
  readonly functions: Record<'reclaim' | 'apply' | 'commit' | 'report' | 'release' | 'announce', string>;
  readonly mailMachineArn: string;
  readonly partsAtOnce: number;
}

const run = { runId: '{% $states.input.runId %}' };
/** A roll-back has no mails: those that it stopped are counted once more. */
const outbox =
  "{% $exists($states.input.outbox) ? $states.input.outbox : {'runId': $states.input.runId, 'parts': $states.input.parts} %}";
const runAndParts = { ...run, parts: '{% $states.input.parts %}' };
const holder = { executionArn: '{% $states.context.Execution.Id %}' };
const asItWas = '{% $states.input %}';

/** Machine 2, `apply`: from an approved plan to a committed run. */
export const applyMachine = (parts: ApplyParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Writes an approved plan into the customers table and commits it; its mails go out afterwards.',
  StartAt: 'Reclaim',
  States: { ...apply(parts), ...afterCommit(parts), ...giveUp(parts.functions.release) },
});

function apply({ functions: step, partsAtOnce }: ApplyParts): Record<string, State> {
  const answer = '{% $states.result.Payload %}';
  const states: Record<string, State> = {
    Reclaim: call(step.reclaim, { ...holder, ...run }, answer, 'StillToApply'),
    Apply: forEachPart('Apply', step.apply, partsAtOnce, 'Commit', UNTIL_WRITTEN),
    Commit: call(step.commit, runAndParts, asItWas, 'Report', UNTIL_COMMITTED),
    ReleaseIdle: call(step.release, holder, asItWas, 'NothingToApply'),
  };
  const guarded = Object.entries(states).map(([name, state]) => [name, orElse(state, 'ReleaseFailed')]);
  return {
    ...Object.fromEntries(guarded),
    StillToApply: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $states.input.status = 'RUN' %}", Next: 'Apply' },
        { Condition: "{% $states.input.status = 'BUSY' %}", Next: 'WaitForTheLock' },
      ],
      Default: 'ReleaseIdle',
    },
    WaitForTheLock: { Type: 'Wait', Seconds: 30, Next: 'Reclaim' },
    NothingToApply: { Type: 'Succeed' },
  };
}

/** The run is committed: neither a failing report nor a failing release keeps its mails back, yet both end as failed. */
function afterCommit({ functions: step, mailMachineArn, partsAtOnce }: ApplyParts): Record<string, State> {
  const report = call(step.report, runAndParts, asItWas, 'Release');
  const release = call(step.release, holder, asItWas, 'StartMail');
  return {
    Report: goingOn(report, 'Release'),
    Release: goingOn(release, 'StartMail'),
    StartMail: start(mailMachineArn, run.runId, outbox, 'Announce'),
    // Uncaught: redriven, it tells those parts of the run that it has not told.
    Announce: forEachPart('Announce', step.announce, partsAtOnce, 'AllWell'),
    AllWell: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $exists($states.input.error) %}', Next: 'Failed' }],
      Default: 'Committed',
    },
    Committed: { Type: 'Succeed' },
  };
}

const goingOn = (state: State, next: string): State => ({
  ...state,
  Catch: [
    {
      ErrorEquals: ['States.ALL'],
      Output: "{% $merge([$states.input, { 'error': $states.errorOutput.Error }]) %}",
      Next: next,
    },
  ],
});
