import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startS3 } from '../../infra/local/servers/s3/server.ts';
import { openBucket } from '../../shared/adapters/bucket.ts';
import { openTable } from '../../shared/adapters/table.ts';

export const LOCAL_SDK = { region: 'local', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/**
 * The three buckets and the runs table on local servers, through the real SDK; `close` removes everything. They begin
 * empty, or with what lies in a folder that others were `stopped` in.
 */
export async function startStores(from?: string) {
  const dir = await mkdtemp(join(tmpdir(), 'tierwise-stores-'));
  if (from !== undefined) await cp(from, dir, { recursive: true });
  const buckets = ['uploads', 'lake', 'results'];
  const s3 = await startS3({ dir: join(dir, 's3'), clock: () => new Date(), onCreated: () => {}, buckets });
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
  await dynamo.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
  const objects = new S3Client({ ...LOCAL_SDK, endpoint: s3.url, forcePathStyle: true });
  const items = new DynamoDBClient({ ...LOCAL_SDK, endpoint: dynamo.url });

  async function stop(): Promise<void> {
    objects.destroy();
    items.destroy();
    await Promise.all([s3.close(), dynamo.close()]);
  }
  async function close(): Promise<void> {
    await stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }

  return {
    dir,
    objects,
    uploads: openBucket('uploads', objects),
    lake: openBucket('lake', objects),
    results: openBucket('results', objects),
    runs: openTable('runs', items),
    stop,
    close,
  };
}

export type Stores = Awaited<ReturnType<typeof startStores>>;
