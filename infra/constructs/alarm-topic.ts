import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alarms go: an encrypted topic with the recipients' e-mail addresses. */
export function alarmTopic(
  scope: Construct,
  topicName: string,
  masterKey: IKey,
  recipients: readonly string[],
): Topic {
  const topic = new Topic(scope, 'Topic', { topicName, masterKey, enforceSSL: true });
  for (const address of recipients) topic.addSubscription(new EmailSubscription(address));
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
}
