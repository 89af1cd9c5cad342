import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { DataStack } from '../data-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { across, allow } from './allow.ts';
import { LakeCatalogue } from './lake-catalogue.ts';
import { arnOf } from './step-access.ts';

export interface AthenaProps {
  readonly prefix: string;
  readonly settings: Settings;
  readonly data: DataStack;
}

const BYTES_PER_GB = 1_000_000_000;

/** Where Athena writes what is asked of it, by run; and its notes: names of files and never a row. */
const FILES = 'athena/';

/** What customers held, of any run: all that queries read of the folders of runs. */
const HELD = 'runs/*/held/';

/** The engine for runs that outgrow one function: a workgroup that only the grading machine asks. */
export class Athena extends Construct {
  /** Name of the workgroup. */
  readonly workgroup: string;
  /** What the names of the databases begin with that runs lay their tables in. */
  readonly databasePrefix: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AthenaProps,
  ) {
    super(scope, id);
    const { prefix, data } = props;
    const inSql = prefix.replaceAll('-', '_');
    this.workgroup = prefix;
    this.databasePrefix = `${inSql}_run`;
    this.makeWorkgroup();
    new LakeCatalogue(this, 'Lake', { database: `${inSql}_lake`, bucket: data.buckets.lake.bucketName });
  }

  private makeWorkgroup(): void {
    const { settings, data } = this.props;
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: this.workgroup,
      // Its history of queries is all that would keep a stage from being thrown away.
      recursiveDeleteOption: true,
      description: 'Queries of grading runs; the limit ends a query that would scan more than was ever meant',
      workGroupConfiguration: {
        bytesScannedCutoffPerQuery: settings.scanLimitGb * BYTES_PER_GB,
        // Enforced, Athena refuses every table that says where its files go.
        enforceWorkGroupConfiguration: false,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${data.buckets.lake.bucketName}/${FILES}`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: data.key.keyArn },
        },
      },
    });
    acknowledge(
      workgroup,
      'ATH1',
      'Results are encrypted by the workgroup and once more by the bucket; enforcing it forbids tables with a location.',
    );
  }

  /** Lets a machine's role ask queries over the lake, in databases of runs alone. */
  allowAsking(role: Role): void {
    const actions = ['StartQueryExecution', 'StopQueryExecution', 'GetQueryExecution'];
    allow(
      role,
      actions.map((action) => `athena:${action}`),
      [arnOf('athena', `workgroup/${this.workgroup}`)],
    );
    allow(role, ['athena:GetDataCatalog'], [arnOf('athena', 'datacatalog/AwsDataCatalog')]);
    this.allowCatalogue(role);
    this.allowFiles(role);
  }

  private allowCatalogue(role: Role): void {
    const catalogue = arnOf('glue', 'catalog');
    const below = ['database', 'table', 'userDefinedFunction'].map((kind) =>
      arnOf('glue', `${kind}/${this.databasePrefix}_*${kind === 'database' ? '' : '/*'}`),
    );
    allow(role, ['glue:GetDatabase'], [catalogue, arnOf('glue', 'database/default')]);
    const why = 'Each run has a database of its own, named by a hash of its id.';
    for (const resource of below) allow(role, CATALOGUE, [resource], why);
    allow(role, CATALOGUE, [catalogue]);
  }

  private allowFiles(role: Role): void {
    const { data } = this.props;
    const lake = across(data, data.buckets.lake.bucketArn);
    const why = 'Keys below the prefix are named by exports, runs and Athena.';
    const read = ['lake/', HELD, FILES].map((prefix) => `${lake}/${prefix}*`);
    allow(role, ['s3:GetObject'], read, why);
    const inPieces = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
    allow(role, ['s3:PutObject', ...inPieces], [`${lake}/${FILES}*`], why);
    allow(role, ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [lake]);
    allow(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [across(data, data.key.keyArn)]);
  }
}

const CATALOGUE = [
  ...['glue:CreateDatabase', 'glue:GetDatabase', 'glue:DeleteDatabase'],
  ...['glue:CreateTable', 'glue:GetTable', 'glue:GetTables', 'glue:UpdateTable', 'glue:DeleteTable'],
  ...['glue:BatchDeleteTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetUserDefinedFunctions'],
];
