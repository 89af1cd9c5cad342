import { Aws, Duration, TimeZone } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from './allow.ts';

export interface CompactScheduleProps {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly compact: IStateMachine;
  readonly deadLetters: IQueue;
  readonly queueKey: IKey;
}

/** Starts the compact machine each night; on most of them it finds too few small objects, and ends at once. */
export class CompactSchedule extends Construct {
  constructor(scope: Construct, id: string, props: CompactScheduleProps) {
    super(scope, id);
    const { name, cron, timeZone, compact, deadLetters, queueKey } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    allow(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [queueKey.keyArn]);
    new Schedule(this, 'Schedule', {
      scheduleName: name,
      description: 'Gather small objects of the lake into larger ones',
      schedule: ScheduleExpression.expression(`cron(${cron})`, TimeZone.of(timeZone)),
      // The night after will do as well: what could not be started is not tried for a whole day.
      target: new StepFunctionsStartExecution(compact, {
        ...{ role, deadLetterQueue: deadLetters, input: ScheduleTargetInput.fromObject({}) },
        ...{ maxEventAge: Duration.hours(2), retryAttempts: 10 },
      }),
    });
  }
}
