import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { DataStack } from '../data-stack.ts';
import { DOCTOR_READS } from '../doctor/reads.ts';
import { across, allow } from './allow.ts';
import { arnOf } from './step-access.ts';

export interface DoctorReaderProps {
  /** Begins the policy's name; the configuration set is called so. */
  readonly prefix: string;
  readonly settings: Pick<Settings, 'mailDomain' | 'sender'>;
  readonly data: DataStack;
  /** `group/name`. */
  readonly scheduleName: string;
  readonly topicArn: string;
}

/** A managed policy for operators beside `People`'s: whoever has it sees with `doctor` all that a stage still lacks. */
export class DoctorReader extends Construct {
  private readonly policy: ManagedPolicy;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DoctorReaderProps,
  ) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy', { managedPolicyName: `${props.prefix}-doctor` });
    this.mayLookAtMail();
    this.mayLookAtStores();
    this.mayReadPlans();
    allow(this.policy, DOCTOR_READS.schedule, [arnOf('scheduler', `schedule/${props.scheduleName}`)]);
    allow(this.policy, DOCTOR_READS.alarms, [props.topicArn]);
  }

  /** The sender may lie in a part of the domain that SES knows. */
  private mayLookAtMail(): void {
    const { prefix, settings } = this.props;
    const domains = new Set([settings.mailDomain, settings.sender.replace(/^.*@/, '')]);
    allow(this.policy, DOCTOR_READS.account, ['*'], 'The account itself; it has no resource.');
    allow(
      this.policy,
      DOCTOR_READS.identity,
      [...domains].map((domain) => arnOf('ses', `identity/${domain}`)),
    );
    allow(this.policy, DOCTOR_READS.configurationSet, [arnOf('ses', `configuration-set/${prefix}`)]);
  }

  /** Whether they are there, and nothing of what is in them. */
  private mayLookAtStores(): void {
    const { data } = this.props;
    const all = (arns: readonly string[]) => arns.map((arn) => across(data, arn));
    const buckets = Object.values(data.buckets).map(({ bucketArn }) => bucketArn);
    const tables = Object.values(data.tables).map(({ tableArn }) => tableArn);
    const secrets = [data.keysSecret.secretArn, data.pagesSecret.secretArn];
    allow(this.policy, DOCTOR_READS.bucket, all(buckets));
    allow(this.policy, DOCTOR_READS.table, all(tables));
    allow(this.policy, DOCTOR_READS.secret, all(secrets));
  }

  private mayReadPlans(): void {
    const { data } = this.props;
    const lake = across(data, data.buckets.lake.bucketArn);
    const why =
      'Policies and runs are named by what is in them; of a run only the look before the plan is read.';
    allow(this.policy, DOCTOR_READS.runs, [across(data, data.tables.runs.tableArn)]);
    allow(this.policy, DOCTOR_READS.object, [`${lake}/policies/*`, `${lake}/runs/*/preflight.json`], why);
    allow(this.policy, DOCTOR_READS.key, [across(data, data.key.keyArn)]);
  }
}
