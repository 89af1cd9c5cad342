import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { arnOf } from './step-access.ts';
import type { StepLambda } from './step-lambda.ts';

export interface MailQueueProps {
  readonly name: string;
  readonly key: IKey;
  readonly deadLetters: IQueue;
  /** Reads what SES tells. */
  readonly feedback: StepLambda;
}

/** How many calls read the queue at once: deliveries of a large campaign must not take the account's concurrency. */
const READERS = 5;
const BATCH = 10;

/**
 * The second way of what SES tells about mails, independent of EventBridge: a topic, and a queue behind it. A rule can
 * trim what it hands over; a queue carries the event as SES wrote it, with the address. So both are encrypted, nobody
 * but the feedback function reads them, and nothing lies here longer than four days; what could not be dealt with lies with the dead letters, for up to
 * fourteen.
 */
export class MailQueue extends Construct {
  readonly topic: Topic;
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MailQueueProps,
  ) {
    super(scope, id);
    const { name, key, deadLetters, feedback } = props;
    this.topic = new Topic(this, 'Topic', { topicName: name, masterKey: key, enforceSSL: true });
    this.letSesUseTheKey();
    this.queue = this.makeQueue();
    this.topic.addSubscription(
      new SqsSubscription(this.queue, { rawMessageDelivery: true, deadLetterQueue: deadLetters }),
    );
    const reading = { batchSize: BATCH, maxConcurrency: READERS, reportBatchItemFailures: true };
    feedback.fn.addEventSource(new SqsEventSource(this.queue, reading));
  }

  /** SES asks for the key in its own name; the topic's name is what the service binds each use to. */
  private letSesUseTheKey(): void {
    const { name, key } = this.props;
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': arnOf('sns', name) } },
      }),
    );
  }

  private makeQueue(): Queue {
    const { name, key, deadLetters, feedback } = this.props;
    return new Queue(this, 'Queue', {
      queueName: name,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // As long as Lambda itself may need to try a batch when it is throttled.
      visibilityTimeout: Duration.seconds(6 * (feedback.fn.timeout ?? Duration.minutes(3)).toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
  }
}
