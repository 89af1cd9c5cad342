import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SettingName } from '../../shared/contract/environment.ts';
import type { Settings } from '../config.ts';
import type { DataStack } from '../data-stack.ts';
import { allowData, environmentOf } from './step-access.ts';
import { StepLambda } from './step-lambda.ts';
import { STEP_NAMES, type StepName } from './step-names.ts';
import { STEP_NEEDS } from './step-needs.ts';
import { writesAtOnce } from './writes-at-once.ts';

export interface StepLambdasProps {
  readonly prefix: string;
  readonly settings: Settings;
  readonly data: DataStack;
  readonly logKey: IKey;
  readonly deadLetters: IQueue;
}

/** Pages: each has an address of its own, and runs only so many at once, so that nobody can use up the account. */
export const PAGE_STEPS = ['unsubscribe', 'approve', 'show'] as const;

/** Called by events or by people, not by a machine that would retry them. */
export const EVENT_STEPS = [
  'intake',
  'policy',
  'override',
  'template',
  'offer',
  'request',
  'feedback',
  'notify',
  ...PAGE_STEPS,
] as const;

/** All steps as functions, each with the environment and the rights that follow from its needs. */
export class StepLambdas extends Construct {
  readonly all: Record<StepName, StepLambda>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: StepLambdasProps,
  ) {
    super(scope, id);
    const made = STEP_NAMES.map((step) => [step, this.make(step)]);
    this.all = Object.fromEntries(made);
  }

  /** ARNs of the named steps, as a machine's definition wants them. */
  arns<K extends StepName>(...steps: K[]): Record<K, string> {
    return Object.fromEntries(steps.map((step) => [step, this.all[step].fn.functionArn])) as Record<
      K,
      string
    >;
  }

  /** Tells a step the values of settings that its needs name. */
  tell(step: StepName, values: Partial<Record<SettingName, string>>): void {
    for (const [name, value] of Object.entries(values)) this.all[step].fn.addEnvironment(name, value);
  }

  private make(step: StepName): StepLambda {
    const { prefix, settings, data, logKey, deadLetters } = this.props;
    const needs = STEP_NEEDS[step];
    const environment = { ...environmentOf(needs, data), ...numbers(needs, settings) };
    const isPage = PAGE_STEPS.some((name) => name === step);
    const byEvent = !isPage && EVENT_STEPS.some((name) => name === step);
    const atOnce = mostAtOnce(settings)[step];
    const lambda = new StepLambda(this, step, {
      ...{ step, prefix, settings, environment, logKey },
      ...(byEvent ? { deadLetters } : {}),
      ...(atOnce === undefined ? {} : { atOnce }),
    });
    allowData(lambda.role, needs, data);
    return lambda;
  }
}

const mostAtOnce = (settings: Settings): Partial<Record<StepName, number>> => ({
  send: settings.sendersAtOnce,
  unsubscribe: settings.unsubscribesAtOnce,
  approve: settings.pagesAtOnce,
  show: settings.pagesAtOnce,
});

function numbers(needs: (typeof STEP_NEEDS)[StepName], settings: Settings): Record<string, string> {
  const known: Partial<Record<SettingName, string>> = {
    CUSTOMERS_PER_PART: String(settings.customersPerPart),
    ATHENA_FROM_ROWS: String(settings.athenaFromRows),
    WRITES_AT_ONCE: String(writesAtOnce(settings)),
    SENDING_LEASE_SECONDS: String(settings.sendingLeaseSeconds),
    SENDER: settings.sender,
    REDIRECT_TO: settings.redirectTo,
  };
  const named = Object.entries(known).filter(([name]) => needs.settings?.some((setting) => setting === name));
  const duckDb = needs.duckDb ? [['DUCKDB_MEMORY_MB', String(settings.duckDbMemoryMb)]] : [];
  return Object.fromEntries([...named, ...duckDb]);
}
