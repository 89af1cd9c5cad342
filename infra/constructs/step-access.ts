import { Aws } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { SettingName } from '../../shared/contract/environment.ts';
import { RUNS_PK } from '../../shared/contract/runs.ts';
import type { DataStack } from '../data-stack.ts';
import { across, allow, allowItems } from './allow.ts';
import type { BucketName, Needs, ObjectAccess, TableAccess, TableName } from './step-needs.ts';

const BUCKETS: Record<BucketName, SettingName> = {
  uploads: 'UPLOADS_BUCKET',
  lake: 'LAKE_BUCKET',
  results: 'RESULTS_BUCKET',
};

const TABLES: Record<TableName, SettingName> = {
  customers: 'CUSTOMERS_TABLE',
  ledger: 'LEDGER_TABLE',
  mailboxes: 'MAILBOXES_TABLE',
  runs: 'RUNS_TABLE',
};

const FIND = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const CHANGE = [...FIND, 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const ACTIONS: Record<TableAccess, readonly string[]> = {
  find: FIND,
  decide: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  change: CHANGE,
  read: [...FIND, 'dynamodb:Query'],
  write: [...CHANGE, 'dynamodb:Query', 'dynamodb:DeleteItem'],
};

const namesOf = <T extends string>(record: Partial<Record<T, unknown>> = {}): T[] =>
  Object.keys(record) as T[];

/** The names of everything that a step may reach, as its environment tells them. */
export function environmentOf(needs: Needs, data: DataStack): Partial<Record<SettingName, string>> {
  const buckets = namesOf(needs.objects).map((name) => [BUCKETS[name], data.buckets[name].bucketName]);
  const tables = namesOf(needs.tables).map((name) => [TABLES[name], data.tables[name].tableName]);
  const keys = needs.keys ? [['KEYS_SECRET', data.keysSecret.secretArn]] : [];
  const pages = needs.pageKeys ? [['PAGES_SECRET', data.pagesSecret.secretArn]] : [];
  return Object.fromEntries([...buckets, ...tables, ...keys, ...pages]);
}

/** Allows a step's role what the step needs of the stored data, and nothing else. */
export function allowData(role: Role, needs: Needs, data: DataStack): void {
  for (const name of namesOf(needs.objects)) allowObjects(role, name, needs.objects?.[name] ?? {}, data);
  for (const name of namesOf(needs.tables)) {
    const access = needs.tables?.[name] ?? 'find';
    const table = across(data, data.tables[name].tableArn);
    if (access === 'decide') allowItems(role, ACTIONS.decide, table, RUNS_PK.run);
    else allow(role, ACTIONS[access], [table]);
  }
  // Whoever writes to customers proves first that the ledger is the one of always.
  if (needs.keys && needs.tables?.ledger === 'change')
    allow(role, ['dynamodb:DescribeTable'], [across(data, data.tables.ledger.tableArn)]);
  if (needs.keys) allow(role, ['secretsmanager:GetSecretValue'], [across(data, data.keysSecret.secretArn)]);
  if (needs.pageKeys)
    allow(role, ['secretsmanager:GetSecretValue'], [across(data, data.pagesSecret.secretArn)]);
  if (needs.objects ?? needs.tables ?? needs.keys ?? needs.pageKeys)
    allow(role, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [across(data, data.key.keyArn)]);
}

function allowObjects(
  role: Role,
  name: BucketName,
  { get, put, erase }: ObjectAccess,
  data: DataStack,
): void {
  const bucket = across(data, data.buckets[name].bucketArn);
  const below = (prefixes: readonly string[]) => prefixes.map((prefix) => `${bucket}/${prefix}*`);
  const why = 'Keys below the prefix are named by uploads and runs.';
  if (get) {
    allow(role, ['s3:GetObject', 's3:GetObjectVersion'], below(get), why);
    // Without it a missing object answers "forbidden" instead of "missing".
    allow(role, ['s3:ListBucket'], [bucket]);
  }
  if (put) allow(role, ['s3:PutObject'], below(put), why);
  if (erase) {
    allow(role, ['s3:DeleteObjectVersion'], below(erase), why);
    allow(role, ['s3:ListBucketVersions'], [bucket]);
  }
}

/** ARN of a thing of this account and Region, known by its name alone. */
export const arnOf = (service: string, resource: string): string =>
  `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
