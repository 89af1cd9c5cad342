import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * Every event that could not be delivered or dealt with, kept for as long as a queue keeps anything: somebody has to mend
 * the cause first. What SES told of a mail carries its address, and lies here for those fourteen days too.
 */
export function deadLetterQueue(scope: Construct, queueName: string, encryptionMasterKey: IKey): Queue {
  const queue = new Queue(scope, 'DeadLetters', {
    queueName,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, 'SQS3', 'It is the dead-letter queue itself.');
  return queue;
}
