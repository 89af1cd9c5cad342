import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { reputation, throttlesOf, wordsIn } from './alarm-metrics.ts';
import type { Machines } from './machines.ts';
import { EVENT_STEPS, type StepLambdas } from './step-lambdas.ts';

export interface WatchedThings {
  readonly prefix: string;
  readonly machines: Machines;
  readonly steps: StepLambdas;
  readonly deadLetters: Queue;
  readonly mailQueue: Queue;
}

export interface Watched {
  /** Also the alarm's heading in `infra/runbook.md`. */
  readonly heading: string;
  readonly means: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value; without it at the first occurrence. */
  readonly at?: number;
}

/** What is watched, and what it means when it happens. */
export const watched = (scope: Construct, props: WatchedThings): Watched[] => [
  ...machinesFailing(props.machines),
  ...eventsFailing(props),
  ...functionsFailing(props.steps),
  ...mailRefused(),
  ...peopleAwaited(scope, props),
];

function machinesFailing({ grade, apply, mail }: Machines): Watched[] {
  const period = Duration.minutes(5);
  return [
    {
      heading: 'Grading failed',
      means: 'A run ended before its plan was written; nothing has changed for any customer.',
      metric: grade.metricFailed({ period }),
    },
    {
      heading: 'Applying failed',
      means: 'A run stopped on its way into the customers table, or its report was not written.',
      metric: apply.metricFailed({ period }),
    },
    {
      heading: 'Mailing failed',
      means: 'The outbox of a committed run stopped; part of its mails have not gone out.',
      metric: mail.metricFailed({ period }),
    },
  ];
}

function eventsFailing({ deadLetters, mailQueue }: WatchedThings): Watched[] {
  return [
    {
      heading: 'Dead letters waiting',
      means: 'An event could not be delivered or dealt with.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(),
    },
    {
      heading: 'Dead letters growing old',
      means: 'A dead letter is three days old; after fourteen it is lost.',
      metric: deadLetters.metricApproximateAgeOfOldestMessage(),
      at: Duration.days(3).toSeconds(),
    },
    {
      heading: 'Mail feedback waiting',
      means: 'What SES told of a mail has not been read for an hour; after four days it is lost.',
      metric: mailQueue.metricApproximateAgeOfOldestMessage(),
      at: Duration.hours(1).toSeconds(),
    },
  ];
}

function functionsFailing({ all }: StepLambdas): Watched[] {
  const failing = (step: (typeof EVENT_STEPS)[number], heading: string, means: string): Watched => {
    return { heading, means, metric: all[step].fn.metricErrors({ period: Duration.minutes(5) }) };
  };
  const called = [...EVENT_STEPS, 'send' as const].map((step) => all[step]);
  return [
    failing('intake', 'Intake failed', 'An uploaded export was neither taken in nor refused.'),
    failing('policy', 'Policy upload failed', 'An uploaded policy was neither taken into use nor refused.'),
    failing('override', 'Manual tiers failed', 'Uploaded manual tiers were neither taken in nor refused.'),
    failing('template', 'Mail template failed', 'An uploaded template was neither taken in nor refused.'),
    failing('offer', 'Offer codes failed', 'Uploaded offer codes were neither taken in nor refused.'),
    failing('request', 'Request failed', 'What an operator asked for was neither done nor refused.'),
    failing('notify', 'Answer not mailed', 'Somebody was not told what became of an upload.'),
    failing('unsubscribe', 'Unsubscribing failed', 'Somebody who unsubscribes got an error.'),
    failing('feedback', 'Mail feedback failed', 'A bounce or a complaint may not have been noted.'),
    {
      heading: 'Functions throttled',
      means: 'The account’s concurrency does not suffice.',
      metric: throttlesOf(called),
      at: 10,
    },
  ];
}

function mailRefused(): Watched[] {
  return [
    {
      heading: 'Bounce rate high',
      means: 'At 5 % SES reviews the account, at 10 % it may stop it.',
      metric: reputation('Reputation.BounceRate'),
      at: 0.04,
    },
    {
      heading: 'Complaint rate high',
      means: 'At 0.1 % SES reviews the account, at 0.5 % it may stop it.',
      metric: reputation('Reputation.ComplaintRate'),
      at: 0.0008,
    },
  ];
}

/** Addresses entered within five minutes; people with a damaged link come one by one. */
const MANY_ADDRESSES = 20;

function peopleAwaited(scope: Construct, { prefix, steps, machines }: WatchedThings): Watched[] {
  const counted = (id: string, log: ILogGroup, ...words: string[]) =>
    wordsIn(scope, id, log, `${prefix}-${id}`, ...words);
  return [
    {
      heading: 'Campaign rests',
      means: 'Mails of a committed run wait until a person resumes or cancels their campaign.',
      metric: counted('CampaignRests', steps.all.close.log, 'close', 'RESTING'),
    },
    {
      heading: 'Addresses entered by hand',
      means: 'Many addresses were unsubscribed without a link; somebody may be entering those of others.',
      metric: counted('AddressesEntered', steps.all.unsubscribe.log, 'unsubscribe', 'addressEntered'),
      at: MANY_ADDRESSES,
    },
    {
      heading: 'Period waits for its export',
      means: 'A period has ended and no export covers it; nobody is graded until one does.',
      metric: counted('PeriodWaits', steps.all.claim.log, 'claim', 'WAITING'),
    },
    {
      heading: 'Run awaits approval',
      means: 'A plan is written and waits for a person.',
      metric: counted('AwaitsApproval', machines.gradeLog, 'AwaitingApproval'),
    },
  ];
}
