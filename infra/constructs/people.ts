import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow } from './allow.ts';

export interface PeopleProps {
  /** Begins every policy's name. */
  readonly prefix: string;
  readonly uploads: Bucket;
  readonly results: Bucket;
  readonly lake: Bucket;
  readonly runs: Table;
  readonly key: IKey;
}

const MARKETING = ['orders/', 'customers/', 'activity/', 'feedback/'];
const LEAD = [...MARKETING, 'policy/', 'templates/', 'offers/', 'overrides/'];
const OPERATOR = [...LEAD, 'requests/'];
/** What was gathered of one person is for whoever asked for it. */
const PUBLIC = ['answers/', 'reports/', 'tiers/'];

const WHY =
  'The keys below a prefix are chosen by whoever uploads, or by the run, so only the prefix can be named.';

/** Managed policies for the people around it: who uploads may put, and nothing else. */
export class People extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PeopleProps,
  ) {
    super(scope, id);
    const { prefix } = props;
    this.mayPut(this.policy('MarketingUpload', `${prefix}-marketing`), MARKETING);
    this.mayPut(this.policy('MarketingLead', `${prefix}-marketing-lead`), LEAD);
    this.mayRead(this.policy('ResultsReader', `${prefix}-results`), PUBLIC);
    const operator = this.policy('Operator', `${prefix}-operator`);
    this.mayPut(operator, OPERATOR);
    this.mayRead(operator, [...PUBLIC, 'exports/']);
    this.mayReadRuns(operator);
  }

  private policy(id: string, managedPolicyName: string): ManagedPolicy {
    return new ManagedPolicy(this, id, { managedPolicyName });
  }

  private mayPut(policy: ManagedPolicy, prefixes: readonly string[]): void {
    const { uploads, key } = this.props;
    const objects = prefixes.map((prefix) => uploads.arnForObjects(`${prefix}*`));
    allow(policy, ['s3:PutObject', 's3:AbortMultipartUpload'], objects, WHY);
    // An upload in several parts asks to decrypt its own parts.
    allow(policy, ['kms:GenerateDataKey', 'kms:Decrypt'], [key.keyArn]);
  }

  private mayRead(policy: ManagedPolicy, prefixes: readonly string[]): void {
    const { results, key } = this.props;
    const objects = prefixes.map((prefix) => results.arnForObjects(`${prefix}*`));
    allow(policy, ['s3:GetObject'], objects, WHY);
    allow(policy, ['s3:ListBucket'], [results.bucketArn]);
    allow(policy, ['kms:Decrypt'], [key.keyArn]);
  }

  /** What became of a run, and why somebody is in his tier. */
  private mayReadRuns(policy: ManagedPolicy): void {
    const { lake, runs, key } = this.props;
    allow(policy, ['dynamodb:GetItem', 'dynamodb:Query'], [runs.tableArn]);
    allow(policy, ['s3:GetObject'], [lake.arnForObjects('runs/*')], WHY);
    // Without it a missing object answers "forbidden" instead of "missing".
    allow(policy, ['s3:ListBucket'], [lake.bucketArn]);
    allow(policy, ['kms:Decrypt'], [key.keyArn]);
  }
}
