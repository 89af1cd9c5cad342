import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { reputation, throttlesOf, wordsIn } from './alarm-metrics.ts';
import type { Machines } from './machines.ts';
import { EVENT_STEPS, PAGE_STEPS, type StepLambdas } from './step-lambdas.ts';
import type { StepName } from './step-names.ts';

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

function machinesFailing({ grade, apply, mail, erase, compact }: Machines): Watched[] {
  const period = Duration.minutes(5);
  return [
    {
      heading: 'Grading failed',
      means:
        'A run ended before its plan was written, or a plan waits that nobody was shown; nothing has changed for any customer.',
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
    {
      heading: 'Erasing failed',
      means: 'A person who asked for it is not erased everywhere, or was not told what is held.',
      metric: erase.metricFailed({ period }),
    },
    {
      heading: 'Compacting failed',
      means: 'Small objects of the lake were not gathered; everything works, and slowly takes longer.',
      metric: compact.metricFailed({ period }),
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
  const failing = (
    step: (typeof EVENT_STEPS)[number] | 'effect' | 'announce',
    heading: string,
    means: string,
  ): Watched => {
    return { heading, means, metric: all[step].fn.metricErrors({ period: Duration.minutes(5) }) };
  };
  const isPage = (step: StepName): boolean => PAGE_STEPS.some((page) => page === step);
  const called = [...EVENT_STEPS, 'send' as const].filter((step) => !isPage(step)).map((step) => all[step]);
  return [
    failing('intake', 'Intake failed', 'An uploaded export was neither taken in nor refused.'),
    failing('policy', 'Policy upload failed', 'An uploaded policy was neither taken into use nor refused.'),
    failing('override', 'Manual tiers failed', 'Uploaded manual tiers were neither taken in nor refused.'),
    failing('template', 'Mail template failed', 'An uploaded template was neither taken in nor refused.'),
    failing('offer', 'Offer codes failed', 'Uploaded offer codes were neither taken in nor refused.'),
    failing('request', 'Request failed', 'What an operator asked for was neither done nor refused.'),
    failing('notify', 'Answer not mailed', 'Somebody was not told what became of an upload or a run.'),
    failing('unsubscribe', 'Unsubscribing failed', 'Somebody who unsubscribes got an error.'),
    failing('approve', 'Approval page failed', 'Somebody who decides about a plan got an error.'),
    failing('show', 'Pages of runs failed', 'Somebody who opened a plan or a report got an error.'),
    failing('feedback', 'Mail feedback failed', 'A bounce or a complaint may not have been noted.'),
    failing(
      'effect',
      'Effect not measured',
      'A run goes on, and its report does not tell what earlier mail changed.',
    ),
    failing('announce', 'Tier changes not told', 'Other systems have not heard of tiers that changed.'),
    {
      heading: 'Functions throttled',
      means: 'The account’s concurrency does not suffice.',
      metric: throttlesOf(called),
      at: 10,
    },
    {
      heading: 'Pages throttled',
      means: 'Somebody who unsubscribes, or looks at a plan or a report, is turned away.',
      metric: throttlesOf(PAGE_STEPS.map((step) => all[step])),
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
      heading: 'Plan expired',
      means: 'Nobody decided about a plan in time; nothing of it happened.',
      metric: counted('PlanExpired', steps.all.claim.log, 'claim', 'planExpired'),
    },
    {
      heading: 'Run awaits approval',
      means: 'A plan is written and waits for a person.',
      metric: counted('AwaitsApproval', machines.gradeLog, 'AwaitingApproval'),
    },
  ];
}
