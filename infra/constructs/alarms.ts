import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import { type Watched, type WatchedThings, watched } from './watched.ts';

export interface AlarmsProps extends WatchedThings {
  readonly recipients: readonly string[];
  readonly key: IKey;
}

/** Everything that a person has to know of, each with its place in the runbook. */
export class Alarms extends Construct {
  readonly topicArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    const { prefix, key, recipients } = props;
    const topic = alarmTopic(this, `${prefix}-alarms`, key, recipients);
    this.topicArn = topic.topicArn;
    const action = new SnsAction(topic);
    for (const one of watched(this, props)) this.alarm(one).addAlarmAction(action);
  }

  private alarm({ heading, means, metric, at = 1 }: Watched): Alarm {
    return new Alarm(this, heading.replaceAll(' ', ''), {
      alarmName: `${this.props.prefix}: ${heading}`,
      alarmDescription: `${means} Runbook: infra/runbook.md, "${heading}".`,
      metric,
      threshold: at,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Nothing happened is the usual state of nearly every one of these.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
