import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { SETTINGS, type Settings, type Stage } from './config.ts';
import { acknowledge } from './constructs/acknowledge.ts';
import { keptTable } from './constructs/kept-table.ts';
import { People } from './constructs/people.ts';
import { accessLogBucket, PrivateBucket } from './constructs/private-bucket.ts';
import { retention } from './constructs/retention.ts';
import { seedSecret } from './constructs/seed-secret.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

/** What must survive: buckets, tables, keys. Nothing in it is deleted with the stack. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly buckets: { readonly uploads: Bucket; readonly lake: Bucket; readonly results: Bucket };
  readonly tables: {
    readonly customers: Table;
    readonly ledger: Table;
    readonly mailboxes: Table;
    readonly runs: Table;
  };
  readonly keysSecret: Secret;
  readonly pagesSecret: Secret;

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: stage === 'production' });
    this.key = new Key(this, 'Key', {
      description: `Tierwise ${stage}: buckets, tables and secrets`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.buckets = this.makeBuckets(SETTINGS[stage]);
    this.tables = {
      customers: keptTable(this, 'Customers', this.key, 'customerId'),
      ledger: keptTable(this, 'Ledger', this.key, 'sid'),
      mailboxes: keptTable(this, 'Mailboxes', this.key, 'mailbox'),
      runs: keptTable(this, 'Runs', this.key, 'pk', 'sk'),
    };
    this.keysSecret = this.makeKeysSecret();
    this.pagesSecret = this.makePagesSecret();
    const { runs } = this.tables;
    new People(this, 'People', { prefix: `tierwise-${stage}`, ...this.buckets, runs, key: this.key });
    this.tellNames();
  }

  /** What the command line has to be told to work on this stage. */
  private tellNames(): void {
    const { uploads, lake, results } = this.buckets;
    const names = { UploadsBucket: uploads, LakeBucket: lake, ResultsBucket: results };
    for (const [name, { bucketName }] of Object.entries(names))
      new CfnOutput(this, name, { value: bucketName });
    const { runs, customers, ledger, mailboxes } = this.tables;
    const tables = {
      RunsTable: runs,
      CustomersTable: customers,
      LedgerTable: ledger,
      MailboxesTable: mailboxes,
    };
    for (const [name, { tableName }] of Object.entries(tables))
      new CfnOutput(this, name, { value: tableName });
    new CfnOutput(this, 'KeysSecret', { value: this.keysSecret.secretArn });
    new CfnOutput(this, 'PagesSecret', { value: this.pagesSecret.secretArn });
  }

  private makeBuckets(settings: Settings): DataStack['buckets'] {
    const accessLogs = accessLogBucket(this);
    acknowledge(accessLogs, 'S1', 'It receives the access logs; logging its own would never end.');
    const kept = { key: this.key, accessLogs };
    const { uploads, lake, results } = retention(settings);
    const make = (id: string, lifecycle: readonly LifecycleRule[]) =>
      new PrivateBucket(this, id, { ...kept, lifecycle }).bucket;
    return { uploads: make('Uploads', uploads), lake: make('Lake', lake), results: make('Results', results) };
  }

  private makeKeysSecret(): Secret {
    const secret = seedSecret(
      this,
      'Keys',
      this.key,
      'The seed from which the keys of ledger, mailboxes and unsubscribe links are derived; kept for ever',
    );
    const why = 'Another seed would forget who unsubscribed and who was mailed: it is kept for ever.';
    acknowledge(secret, 'SMG4', why);
    return secret;
  }

  private makePagesSecret(): Secret {
    const secret = seedSecret(
      this,
      'Pages',
      this.key,
      'The seed that signs links to plans and reports; it may be replaced at any time',
    );
    const why = 'Its links end by themselves; the runbook says how a person replaces it, and what that ends.';
    acknowledge(secret, 'SMG4', why);
    return secret;
  }
}
