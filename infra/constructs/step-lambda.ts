import { fileURLToPath } from 'node:url';
import { Duration, Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type CfnFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SettingName } from '../../shared/contract/environment.ts';
import type { Settings } from '../config.ts';
import { allow, explainWildcard } from './allow.ts';
import { logGroup } from './log-group.ts';
import { stepBundling } from './step-bundling.ts';
import type { StepName } from './step-names.ts';
import { STEP_NEEDS } from './step-needs.ts';

export interface StepLambdaProps {
  readonly step: StepName;
  /** Begins the function's name. */
  readonly prefix: string;
  readonly settings: Settings;
  readonly environment: Partial<Record<SettingName, string>>;
  /** Of the log, and of the dead letters. */
  readonly logKey: IKey;
  /** Where an event goes that the function could not deal with; only for functions that events call. */
  readonly deadLetters?: IQueue;
  /** Runs at most so many at once. */
  readonly atOnce?: number;
}

/** One step as a function, with a role and a log of its own. */
export class StepLambda extends Construct {
  readonly role: Role;
  readonly log: LogGroup;
  readonly fn: NodejsFunction;

  constructor(scope: Construct, id: string, props: StepLambdaProps) {
    super(scope, id);
    const functionName = `${props.prefix}-${props.step}`;
    this.log = logGroup(this, `/aws/lambda/${functionName}`, props.logKey);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.mayLogAndTrace();
    if (props.deadLetters) allow(this.role, ['kms:Decrypt', 'kms:GenerateDataKey'], [props.logKey.keyArn]);
    this.fn = this.makeFunction(functionName, props);
    const entry = this.fn.node.defaultChild as CfnFunction;
    entry.addMetadata('tierwise:entry', `lambdas/${props.step}/handler.ts`);
  }

  private makeFunction(functionName: string, props: StepLambdaProps): NodejsFunction {
    const { heavy = false, duckDb = false } = STEP_NEEDS[props.step];
    const { settings, deadLetters, atOnce } = props;
    return new NodejsFunction(this, 'Function', {
      functionName,
      entry: fileURLToPath(new URL(`../../lambdas/${props.step}/handler.ts`, import.meta.url)),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: heavy ? settings.memoryMb : 512,
      timeout: heavy ? Duration.minutes(15) : Duration.minutes(3),
      // DuckDB spills there what does not fit into its memory, beside the Parquet that it reads.
      ephemeralStorageSize: duckDb ? Size.gibibytes(10) : Size.mebibytes(512),
      role: this.role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      awsSdkConnectionReuse: false,
      environment: { ...props.environment },
      bundling: stepBundling(duckDb),
      ...(deadLetters === undefined ? {} : { deadLetterQueue: deadLetters }),
      ...(atOnce === undefined ? {} : { reservedConcurrentExecutions: atOnce }),
    });
  }

  private mayLogAndTrace(): void {
    allow(this.role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [this.log.logGroupArn]);
    explainWildcard(this.role, '*', 'X-Ray knows no resources: traces are put for the account.');
  }
}
