import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** An encrypted log, kept three months: the time in which an execution can still be looked up. */
export const logGroup = (scope: Construct, logGroupName: string, encryptionKey: IKey): LogGroup =>
  new LogGroup(scope, 'Log', {
    logGroupName,
    encryptionKey,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
