import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './wildcards.ts';

export interface PeopleProps {
  /** Begins every policy's name. */
  readonly prefix: string;
  readonly uploads: Bucket;
  readonly results: Bucket;
  readonly key: IKey;
}

const MARKETING = ['orders/', 'customers/', 'activity/', 'feedback/'];
const LEAD = [...MARKETING, 'policy/', 'templates/', 'offers/', 'overrides/'];
const OPERATOR = [...LEAD, 'requests/'];

/** Managed policies for the people around it: who uploads may put, and nothing else. */
export class People extends Construct {
  constructor(scope: Construct, id: string, { prefix, uploads, results, key }: PeopleProps) {
    super(scope, id);
    const put = (prefixes: readonly string[]): PolicyStatement[] => [
      allow(['s3:PutObject', 's3:AbortMultipartUpload'], prefixes.map((p) => uploads.arnForObjects(`${p}*`))),
      allow(['kms:GenerateDataKey', 'kms:Decrypt'], [key.keyArn]),
    ];
    const read = [
      allow(['s3:GetObject'], [results.arnForObjects('*')]),
      allow(['s3:ListBucket'], [results.bucketArn]),
      allow(['kms:Decrypt'], [key.keyArn]),
    ];
    this.policy(`${prefix}-marketing`, 'MarketingUpload', put(MARKETING));
    this.policy(`${prefix}-marketing-lead`, 'MarketingLead', put(LEAD));
    this.policy(`${prefix}-results`, 'ResultsReader', read);
    this.policy(`${prefix}-operator`, 'Operator', [...put(OPERATOR), ...read]);
  }

  private policy(managedPolicyName: string, id: string, statements: PolicyStatement[]): void {
    const policy = new ManagedPolicy(this, id, { managedPolicyName, statements });
    acknowledgeWildcards(policy, 'The keys below a prefix are made by whoever uploads, so only the prefix can be named.');
  }
}

const allow = (actions: string[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources });
