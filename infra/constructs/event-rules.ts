import { Duration } from 'aws-cdk-lib';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

type Called = 'intake' | 'policy' | 'override' | 'template' | 'offer' | 'request' | 'feedback' | 'notify';

export interface EventRulesProps {
  readonly uploads: Bucket;
  readonly lake: Bucket;
  readonly results: Bucket;
  readonly functions: Record<Called, IFunction>;
  readonly grade: IStateMachine;
  /** Machines whose failures people are told of. */
  readonly apply: IStateMachine;
  readonly mail: IStateMachine;
  readonly deadLetters: IQueue;
}

/** What happens when something arrives: an upload of any kind, a request, a committed intake, an answer, news of a mail. */
export class EventRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventRulesProps,
  ) {
    super(scope, id);
    const { uploads, lake, results, functions } = props;
    this.toFunction('Exports', created(uploads, ...under(...EXPORTS)), functions.intake);
    this.toFunction('Policies', created(uploads, ...under('policy/')), functions.policy);
    this.toFunction('Overrides', created(uploads, ...under('overrides/')), functions.override);
    this.toFunction('Templates', created(uploads, ...under('templates/')), functions.template);
    this.toFunction('Offers', created(uploads, ...under('offers/')), functions.offer);
    this.toFunction('Requests', created(uploads, ...under('requests/')), functions.request);
    // Rejects and answers to requests lie there too.
    this.toFunction('Answers', created(results, { wildcard: 'answers/*/answer.json' }), functions.notify);
    this.toFunction('RunNews', created(results, ...RUN_NEWS), functions.notify);
    this.toFunction('Failures', failed(props.apply, props.mail), functions.notify);
    // Deliveries and opens, which only the report counts, come by the queue alone.
    this.toFeedback('MailEvents', ['Send', 'Complaint', 'Reject'], {});
    this.toFeedback('Bounces', ['Bounce'], { bounce: BOUNCE });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    this.toGrade('Intakes', created(lake, ...under('intakes/')), 'intake', role);
    this.toGrade('Wakes', created(lake, ...under('wakes/')), 'wake', role);
  }

  private toFunction(id: string, eventPattern: EventPattern, target: IFunction): void {
    new Rule(this, id, { eventPattern, targets: [new LambdaFunction(target, this.delivery())] });
  }

  /**
   * SES tells of a mail with its addresses and its subject. Only what we read is handed over, and the tags, so that
   * neither the function nor the dead letters of its calls ever hold an address.
   */
  private toFeedback(id: string, eventType: string[], more: Readonly<Record<string, unknown>>): void {
    const eventPattern = { source: ['aws.ses'], detail: { eventType, mail: { tags: { sid: [ANY] } } } };
    const mail = { messageId: detail('mail.messageId'), tags: detail('mail.tags') };
    const input = { source: 'aws.ses', detail: { eventType: detail('eventType'), mail, ...more } };
    const event = RuleTargetInput.fromObject(input);
    const target = new LambdaFunction(this.props.functions.feedback, { event, ...this.delivery() });
    new Rule(this, id, { eventPattern, targets: [target] });
  }

  /** The machine gets the cause and the instant of the event, nothing of the object. */
  private toGrade(id: string, eventPattern: EventPattern, cause: 'intake' | 'wake', role: Role): void {
    const input = RuleTargetInput.fromObject({ cause, time: EventField.time });
    const target = new SfnStateMachine(this.props.grade, { input, role, ...this.delivery() });
    new Rule(this, id, { eventPattern, targets: [target] });
  }

  private delivery() {
    return { deadLetterQueue: this.props.deadLetters, retryAttempts: 185, maxEventAge: Duration.hours(24) };
  }
}

/** Their mappings lie beside them. */
const EXPORTS = ['orders/', 'customers/', 'activity/', 'feedback/'];

/** What people are told of a run: its plan, its report, that it came to nothing, that its mails rest; and of a period that waits. */
const RUN_NEWS = ['plan', 'run', 'expired', 'failed', 'resting-*', 'waiting'].map((news) => ({
  wildcard: `reports/*/${news}.json`,
}));

type KeyRule = { prefix: string } | { wildcard: string };

const under = (...prefixes: string[]): KeyRule[] => prefixes.map((prefix) => ({ prefix }));

const created = (bucket: Bucket, ...key: KeyRule[]): EventPattern => ({
  source: ['aws.s3'],
  detailType: ['Object Created'],
  detail: {
    bucket: { name: [bucket.bucketName] },
    object: { key },
  },
});

/** Executions that ended with an error. */
const failed = (...machines: IStateMachine[]): EventPattern => ({
  source: ['aws.states'],
  detailType: ['Step Functions Execution Status Change'],
  detail: {
    stateMachineArn: machines.map(({ stateMachineArn }) => stateMachineArn),
    status: ['FAILED', 'TIMED_OUT'],
  },
});

const detail = (path: string): string => EventField.fromPath(`$.detail.${path}`);

const BOUNCE = { bounceType: detail('bounce.bounceType'), timestamp: detail('bounce.timestamp') };

/** A mail of ours carries its sid; a template must not name what an event lacks. */
const ANY = { exists: true };
