import { call, type Definition, forEachPart, SEATS_TAKEN, type State, start } from './asl.ts';

export interface MailParts {
  readonly functions: Record<'preflight' | 'send' | 'close' | 'report', string>;
  readonly sendersAtOnce: number;
}

const runAndParts = { runId: '{% $states.input.runId %}', parts: '{% $states.input.parts %}' };
const answer = '{% $states.result.Payload %}';
const asItWas = '{% $states.input %}';

/** Rounds that are seconds apart would only use up an execution's events. */
const WAIT_SECONDS = '{% $max([60, $states.input.waitSeconds]) %}';

/** By then SES has told nearly all that it ever tells: what stays unknown after it is shown as such. */
/**
 * Rounds of one execution; another one goes on after them. An execution holds 25,000 events, of which a round takes about
 * fifteen, and lasts a year at most, where a round may wait for a day.
 */
const ROUNDS = 300;
const ROUND = '$exists($states.input.round) ? $states.input.round + 1 : 1';
const answerOfRound = `{% $merge([$states.result.Payload, { 'round': ${ROUND} }]) %}`;
const IS_LAST_ROUND = `$states.input.status = 'OPEN' and $states.input.round % ${ROUNDS} = 0`;
const itself = '{% $states.context.StateMachine.Id %}';
/** Named after this execution, whoever started it: a run that a person resumes counts its rounds anew. */
const successor =
  "{% $replace($states.context.Execution.Name, /-round-[0-9]+$/, '') & '-round-' & $string($states.input.round) %}";

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Machine 3, `mail`: the outbox of a committed run, until none is pending. Holds no lock; a failure is redriven. It ends
 * early where all that is pending waits for a person, who starts it again, and after so many rounds that another execution
 * has to go on; two executions of one run do no harm.
 */
export const mailMachine = (parts: MailParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Sends the mails of a committed run, each at most once, over as many days as the quota needs.',
  StartAt: 'Preflight',
  States: { ...sending(parts), ...resting(parts), ...closing(parts) },
});

const sending = ({ functions: step, sendersAtOnce }: MailParts): Record<string, State> => ({
  Preflight: call(step.preflight, { ...runAndParts, before: 'MAIL' }, asItWas, 'Send'),
  Send: forEachPart('Send', step.send, sendersAtOnce, 'Close', SEATS_TAKEN),
  Close: call(step.close, runAndParts, answerOfRound, 'AnyPending'),
  AnyPending: {
    Type: 'Choice',
    Choices: [
      { Condition: `{% ${IS_LAST_ROUND} %}`, Next: 'GoOnInAnother' },
      { Condition: "{% $states.input.status = 'OPEN' %}", Next: 'WaitToGoOn' },
      { Condition: "{% $states.input.status = 'RESTING' %}", Next: 'ReportResting' },
    ],
    Default: 'Report',
  },
  WaitToGoOn: { Type: 'Wait', Seconds: WAIT_SECONDS, Next: 'Send' },
  GoOnInAnother: start(
    itself,
    successor,
    { ...runAndParts, round: '{% $states.input.round %}' },
    'HandedOver',
  ),
  HandedOver: { Type: 'Succeed' },
});

const resting = ({ functions: step }: MailParts): Record<string, State> => ({
  ReportResting: call(step.report, runAndParts, asItWas, 'Resting'),
  Resting: { Type: 'Succeed' },
});

/** A day later the ledger is read once more, because events have told since what became of mails; nothing is due by then. */
const closing = ({ functions: step, sendersAtOnce }: MailParts): Record<string, State> => ({
  Report: call(step.report, runAndParts, asItWas, 'WaitForEvents'),
  WaitForEvents: { Type: 'Wait', Seconds: DAY_SECONDS, Next: 'Tally' },
  Tally: forEachPart('Tally', step.send, sendersAtOnce, 'CloseAgain', SEATS_TAKEN),
  CloseAgain: call(step.close, runAndParts, answer, 'ReportAgain'),
  ReportAgain: call(step.report, runAndParts, asItWas, 'Closed'),
  Closed: { Type: 'Succeed' },
});
