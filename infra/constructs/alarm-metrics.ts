import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StepLambda } from './step-lambda.ts';

const NAMESPACE = 'Tierwise';

/** How often a word stands in a log. */
export function wordsIn(
  scope: Construct,
  id: string,
  logGroup: ILogGroup,
  metricName: string,
  ...words: string[]
): Metric {
  const filter = new MetricFilter(scope, id, {
    logGroup,
    filterPattern: FilterPattern.allTerms(...words),
    metricNamespace: NAMESPACE,
    metricName,
    metricValue: '1',
  });
  return filter.metric({ statistic: Stats.SUM, period: Duration.minutes(5) });
}

/** Throttled calls of all these functions together. */
export function throttlesOf(lambdas: readonly StepLambda[]): IMetric {
  const period = Duration.minutes(5);
  const named = lambdas.map(({ fn }, i) => [`m${i}`, fn.metricThrottles({ period, statistic: Stats.SUM })]);
  const usingMetrics: Record<string, IMetric> = Object.fromEntries(named);
  return new MathExpression({ expression: Object.keys(usingMetrics).join(' + '), usingMetrics, period });
}

/** A rate of the whole account's mail, as SES itself judges it. */
export const reputation = (metricName: 'Reputation.BounceRate' | 'Reputation.ComplaintRate'): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.MAXIMUM, period: Duration.hours(1) });
