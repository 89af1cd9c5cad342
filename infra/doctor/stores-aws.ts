import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Stores } from './stores.ts';

/** What each service calls a thing that is not there. */
const ABSENT = ['NotFound', 'NoSuchBucket', 'ResourceNotFoundException'];

/** A table or a secret on its way out is as good as gone. */
export const openStores = (
  clients = {
    s3: new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined }),
    dynamo: new DynamoDBClient({}),
    secrets: new SecretsManagerClient({}),
    schedules: new SchedulerClient({}),
  },
): Stores => ({
  bucket: (Bucket) => isThere(() => clients.s3.send(new HeadBucketCommand({ Bucket })).then(() => true)),
  table: (TableName) =>
    isThere(async () => {
      const { Table } = await clients.dynamo.send(new DescribeTableCommand({ TableName }));
      return Table?.TableStatus === 'ACTIVE' || Table?.TableStatus === 'UPDATING';
    }),
  secret: (SecretId) =>
    isThere(async () => {
      const { DeletedDate } = await clients.secrets.send(new DescribeSecretCommand({ SecretId }));
      return DeletedDate === undefined;
    }),
  async schedule(groupAndName) {
    const [GroupName, Name] = groupAndName.split('/');
    let enabled = false;
    const found = await isThere(async () => {
      const { State } = await clients.schedules.send(new GetScheduleCommand({ GroupName, Name }));
      enabled = State === 'ENABLED';
      return true;
    });
    return found ? { enabled } : undefined;
  },
});

async function isThere(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return false;
    throw error;
  }
}
