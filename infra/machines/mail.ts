import { call, type Definition, forEachPart, SEATS_TAKEN } from './asl.ts';

export interface MailParts {
  readonly functions: Record<'send' | 'close' | 'report', string>;
  readonly sendersAtOnce: number;
}

const runAndParts = { runId: '{% $states.input.runId %}', parts: '{% $states.input.parts %}' };

/** An execution holds 25,000 events, and a round of a thousand quota waits fits only when rounds are not seconds apart. */
const WAIT_SECONDS = '{% $max([60, $states.input.waitSeconds]) %}';

/** Machine 3, `mail`: the outbox of a committed run, until none is pending. Holds no lock; a failure is redriven. */
export const mailMachine = ({ functions: step, sendersAtOnce }: MailParts): Definition => ({
  QueryLanguage: 'JSONata',
  Comment: 'Sends the mails of a committed run, each at most once, over as many days as the quota needs.',
  StartAt: 'Send',
  States: {
    Send: forEachPart('Send', step.send, sendersAtOnce, 'Close', SEATS_TAKEN),
    Close: call(step.close, runAndParts, '{% $states.result.Payload %}', 'AnyPending'),
    AnyPending: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.pending > 0 %}', Next: 'WaitForQuota' }],
      Default: 'Report',
    },
    WaitForQuota: { Type: 'Wait', Seconds: WAIT_SECONDS, Next: 'Send' },
    Report: call(step.report, runAndParts, '{% $states.input %}', 'Closed'),
    Closed: { Type: 'Succeed' },
  },
});
