import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { startDynamo } from '../../../../infra/local/servers/dynamo.ts';
import { credentials, openS3, removeFolder, temporaryFolder } from './s3-support.ts';

const victim = fileURLToPath(new URL('disk-victim.ts', import.meta.url));

/** Starts both servers in a process of their own, kills it after `count` writes, and answers what it acknowledged. */
async function killAfter(count: number, dir: string, round: number): Promise<string[]> {
  const args = ['--import', 'tsx', victim, dir, String(round)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}

it('whatever was acknowledged is there after a SIGKILL, twice', async () => {
  const dir = temporaryFolder();
  const acknowledged = [...(await killAfter(37, dir, 1)), ...(await killAfter(20, dir, 2))];
  expect(acknowledged.length).toBeGreaterThanOrEqual(57);
  const s3 = await openS3(`${dir}/s3`);
  const dynamo = await startDynamo({ dir: `${dir}/dynamo` });
  const client = new DynamoDBClient({ endpoint: dynamo.url, region: 'us-east-1', credentials });
  const items = DynamoDBDocumentClient.from(client);
  for (const id of acknowledged) {
    expect(await s3.text(id)).toBe(id.repeat(1000));
    const { Item } = await items.send(new GetCommand({ TableName: 'items', Key: { id } }));
    expect(Item).toEqual({ id });
  }
  await s3.stop();
  await dynamo.close();
  removeFolder(dir);
});
