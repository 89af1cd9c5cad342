import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The key of logs, dead letters and alarms; the services that write these may use it, for this account only. */
export function operationsKey(scope: Construct, description: string): Key {
  const key = new Key(scope, 'OperationsKey', {
    description,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const actions = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:DescribeKey'];
  const logs = new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions,
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
      },
    },
  });
  const allowed = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const events = new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: allowed,
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
  // Alarms name no source when they ask for the key; a condition would silence them.
  const alarms = new PolicyStatement({
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: allowed,
    resources: ['*'],
  });
  for (const statement of [logs, events, alarms]) key.addToResourcePolicy(statement);
  return key;
}
