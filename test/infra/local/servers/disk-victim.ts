import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startDynamo } from '../../../../infra/local/servers/dynamo.ts';
import { startS3 } from '../../../../infra/local/servers/s3/server.ts';
import { credentials } from './s3-support.ts';

/** Writes objects and items for ever, and prints the name of each that was acknowledged, until it is killed. */
const [dir = '', round = ''] = process.argv.slice(2);
const options = { dir: `${dir}/s3`, clock: () => new Date(), onCreated: () => {}, buckets: ['b'] };
const [s3, dynamo] = [await startS3(options), await startDynamo({ dir: `${dir}/dynamo` })];
await dynamo.createTable({ name: 'items', partitionKey: 'id' });
const objects = new S3Client({ endpoint: s3.url, region: 'us-east-1', credentials });
const client = new DynamoDBClient({ endpoint: dynamo.url, region: 'us-east-1', credentials });
const items = DynamoDBDocumentClient.from(client);

async function write(worker: number): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${round}-${worker}-${i}`;
    await objects.send(new PutObjectCommand({ Bucket: 'b', Key: id, Body: id.repeat(1000) }));
    await items.send(new PutCommand({ TableName: 'items', Item: { id } }));
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([1, 2, 3, 4].map(write));
