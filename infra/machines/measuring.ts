import { call, forEachPart, orElse, type State, service } from './asl.ts';

export interface MeasuringParts {
  readonly measure: string;
  readonly collect: string;
  /** Name of the Athena workgroup, whose limit of bytes ends a query that would scan too much. */
  readonly workgroup: string;
  readonly partsAtOnce: number;
  /** Where a failure goes, and where the run goes on. */
  readonly failed: string;
  readonly next: string;
}

const FAILED_WAIT_SECONDS = 60;

const run = '{% $states.input.runId %}';

/** Both engines take this way: measure says after each call whether it is done, or what has to happen before the next. */
export const measuring = ({ measure, ...parts }: MeasuringParts): Record<string, State> => {
  const answered = '{% $states.result.Payload %}';
  const again = { runId: run, answer: '{% $states.input.answer %}' };
  return {
    Measure: orElse(call(measure, { runId: run }, answered, 'Measured'), parts.failed),
    MeasureOn: orElse(call(measure, again, answered, 'Measured'), parts.failed),
    Measured: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $states.input.status = 'QUERY' %}", Next: 'Query' },
        { Condition: "{% $states.input.status = 'COLLECT' %}", Next: 'Collect' },
      ],
      Default: parts.next,
    },
    Query: query(parts),
    // S3 that asks for slower calls, or a fault within Athena, needs a moment: three tries at once would be one.
    QueryFailed: { Type: 'Wait', Seconds: FAILED_WAIT_SECONDS, Next: 'MeasureOn' },
    ...collect(parts),
  };
};

const asked = { number: '{% $states.input.number %}', attempt: '{% $states.input.attempt %}' };
const STATISTICS = '$states.result.QueryExecution.Statistics';

/**
 * Refused before it began, so that it is the same query when it is asked for again: its token stays. A throttled call has
 * no name of its own in Athena's list of errors, so it comes under one of three.
 */
const NOT_BEGUN = {
  ErrorEquals: [
    'Athena.TooManyRequestsException',
    'Athena.ThrottlingException',
    'Athena.AthenaException',
    'Athena.AmazonAthenaException',
    'Athena.InternalServerException',
    'Athena.SdkClientException',
  ],
  IntervalSeconds: 5,
  BackoffRate: 2,
  MaxAttempts: 8,
  MaxDelaySeconds: 120,
  JitterStrategy: 'FULL',
};

/** A query that failed left half of its files where it wrote: measure asks for it anew at another place, or gives up. */
const query = ({ workgroup }: Omit<MeasuringParts, 'measure'>): State => ({
  Type: 'Task',
  Resource: service('athena:startQueryExecution.sync'),
  Arguments: {
    QueryString: '{% $states.input.query.text %}',
    ClientRequestToken: '{% $states.input.query.token %}',
    WorkGroup: workgroup,
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: '{% $states.input.query.database %}' },
  },
  Output: {
    runId: run,
    answer: {
      ...asked,
      bytes: `{% ${STATISTICS}.DataScannedInBytes ? ${STATISTICS}.DataScannedInBytes : 0 %}`,
      millis: `{% ${STATISTICS}.EngineExecutionTimeInMillis ? ${STATISTICS}.EngineExecutionTimeInMillis : 0 %}`,
    },
  },
  Retry: [NOT_BEGUN],
  Catch: [
    {
      ErrorEquals: ['States.ALL'],
      Output: { runId: run, answer: { ...asked, failed: '{% $states.errorOutput.Error %}' } },
      Next: 'QueryFailed',
    },
  ],
  Next: 'MeasureOn',
});

const collect = ({
  collect: arn,
  partsAtOnce,
  failed,
}: Omit<MeasuringParts, 'measure'>): Record<string, State> => ({
  Collect: orElse(forEachPart('Collect', arn, partsAtOnce, 'Collected'), failed),
  Collected: {
    Type: 'Pass',
    Output: { runId: run, answer: { collected: true } },
    Next: 'MeasureOn',
  },
});
