import { Aws, Duration, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import { arnOf } from './step-access.ts';

export interface PeriodicScheduleProps {
  readonly name: string;
  readonly schedule: { readonly cron: string; readonly timeZone: string };
  readonly grade: IStateMachine;
  readonly deadLetters: IQueue;
  readonly queueKey: IKey;
}

/**
 * Starts the grading machine each day; it ends at once unless a period has ended or a manual tier is over. An uploaded
 * policy with another time or zone changes it in place.
 */
export class PeriodicSchedule extends Construct {
  /** `group/name`, as the policy step knows it. */
  readonly settingName: string;
  private readonly role: Role;
  private readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { name, schedule, grade, deadLetters, queueKey }: PeriodicScheduleProps,
  ) {
    super(scope, id);
    this.settingName = `default/${name}`;
    this.arn = arnOf('scheduler', `schedule/${this.settingName}`);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    allow(this.role, ['kms:Decrypt', 'kms:GenerateDataKey'], [queueKey.keyArn]);
    new Schedule(this, 'Schedule', {
      scheduleName: name,
      description: 'Grade everybody if a period has ended or a manual tier is over',
      schedule: ScheduleExpression.expression(`cron(${schedule.cron})`, TimeZone.of(schedule.timeZone)),
      target: new StepFunctionsStartExecution(grade, {
        role: this.role,
        deadLetterQueue: deadLetters,
        input: ScheduleTargetInput.fromObject({ cause: 'schedule', time: ContextAttribute.scheduledTime }),
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
      }),
    });
  }

  /** An update names the schedule's role again, which has to be passed on. */
  allowUpdate(role: Role): void {
    allow(role, ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'], [this.arn]);
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
