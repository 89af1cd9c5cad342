import { Aws } from 'aws-cdk-lib';

/** A state, or a whole definition, of the Amazon States Language in its JSONata form. */
export type State = Record<string, unknown>;

export interface Definition {
  readonly QueryLanguage: 'JSONata';
  readonly Comment: string;
  readonly StartAt: string;
  readonly States: Record<string, State>;
}

export const service = (name: string): string => `arn:${Aws.PARTITION}:states:::${name}`;

/** Every step may be run twice, so whatever may pass is tried again; a refusal by name is not. */
const RETRY = [
  {
    ErrorEquals: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.TooManyRequestsException',
      'ThrottlingException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'SlowDown',
      'InternalServerError',
      'InternalError',
      'ServiceUnavailable',
      'TimeoutError',
    ],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 6,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
  // The function was killed: out of time, out of memory, or with its machine.
  {
    ErrorEquals: ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError'],
    IntervalSeconds: 5,
    MaxAttempts: 2,
  },
  // It ended itself before that: a slow hour may have been the cause, more time would not come of trying on.
  { ErrorEquals: ['E_OUT_OF_TIME'], IntervalSeconds: 60, MaxAttempts: 1 },
];

/** Each call writes what the one before did not come to: a table that takes little is written to for hours. */
export const UNTIL_WRITTEN = [
  {
    ErrorEquals: ['E_TABLE_BUSY'],
    IntervalSeconds: 5,
    BackoffRate: 1,
    MaxAttempts: 30,
    JitterStrategy: 'FULL',
  },
  ...RETRY,
];

/** The pointer may have flipped already: commit is tried again whatever passes, since only it can finish. */
export const UNTIL_COMMITTED = [
  { ErrorEquals: ['E_UNBALANCED', 'E_BASE_MOVED'], MaxAttempts: 0 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 6 },
];

/** Another run's mails hold all seats of the sender, for up to a quarter of an hour a pass: waiting is no failure. */
export const SEATS_TAKEN = [
  { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts: 500 },
  ...RETRY,
];

/** Calls a function; `next` undefined ends the machine. */
export const call = (
  functionArn: string,
  payload: unknown,
  output: unknown,
  next?: string,
  retry: readonly object[] = RETRY,
): State => ({
  Type: 'Task',
  Resource: service('lambda:invoke'),
  Arguments: { FunctionName: functionArn, Payload: payload },
  Output: output,
  Retry: retry,
  ...(next === undefined ? { End: true } : { Next: next }),
});

/** The service's error has two names, by its integration and by its API. */
const ALREADY_STARTED = ['StepFunctions.ExecutionAlreadyExistsException', 'ExecutionAlreadyExists'];

/** Starts another machine once for a name, and does not wait for it. */
export const start = (machineArn: string, name: string, input: unknown, next: string): State => ({
  Type: 'Task',
  Resource: service('states:startExecution'),
  Arguments: { StateMachineArn: machineArn, Name: name, Input: input },
  Output: '{% $states.input %}',
  Retry: [
    { ErrorEquals: ALREADY_STARTED, MaxAttempts: 0 },
    {
      ErrorEquals: ['States.ALL'],
      IntervalSeconds: 5,
      BackoffRate: 2,
      MaxAttempts: 6,
      JitterStrategy: 'FULL',
    },
  ],
  // Started before: that was the wish.
  Catch: [
    {
      ErrorEquals: ALREADY_STARTED,
      Output: '{% $states.input %}',
      Next: next,
    },
  ],
  Next: next,
});

/** One child for each part of the run, each given `{ runId, part }`; the state's input passes on unchanged. */
export const forEachPart = (
  label: string,
  functionArn: string,
  atOnce: number,
  next: string,
  retry?: readonly object[],
): State => ({
  Type: 'Map',
  Label: label,
  Items: '{% [0..$states.input.parts - 1] %}',
  ItemSelector: { runId: '{% $states.input.runId %}', part: '{% $states.context.Map.Item.Value %}' },
  MaxConcurrency: atOnce,
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: `${label}Part`,
    States: {
      [`${label}Part`]: call(
        functionArn,
        '{% $states.input %}',
        { part: '{% $states.input.part %}' },
        undefined,
        retry,
      ),
    },
  },
  Output: '{% $states.input %}',
  Next: next,
});

const REFUSAL =
  "{% $contains($states.errorOutput.Error, /^E_/) ? $parse($states.errorOutput.Cause).errorMessage : '' %}";

/**
 * Whatever goes wrong in `state` goes on at `next`, with the error's name. Its text comes along only for our own
 * refusals (`E_…`), which say what to mend and quote no customer.
 */
export const orElse = (state: State, next: string): State => ({
  ...state,
  Catch: [
    {
      ErrorEquals: ['States.ALL'],
      Output: { error: '{% $states.errorOutput.Error %}', text: REFUSAL },
      Next: next,
    },
  ],
});

/** Gives the lock back, notes why, and ends as failed. */
export const giveUp = (releaseArn: string): Record<string, State> => ({
  ReleaseFailed: call(
    releaseArn,
    {
      executionArn: '{% $states.context.Execution.Id %}',
      error: '{% $states.input.error %}',
      text: '{% $states.input.text %}',
    },
    '{% $states.input %}',
    'Failed',
  ),
  Failed: { Type: 'Fail', Error: '{% $states.input.error %}', Cause: 'See the log of the step that failed.' },
});
