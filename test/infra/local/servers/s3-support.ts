import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Created } from '../../../../infra/local/servers/s3/events.ts';
import { startS3 } from '../../../../infra/local/servers/s3/server.ts';

export const CLOCK = '2026-07-01T08:00:00.250Z';
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'tierwise-'));
export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });

export type Local = Awaited<ReturnType<typeof openS3>>;

/** A running server with a bucket `b` and a real client with default settings. */
export async function openS3(dir = temporaryFolder()) {
  const events: S3Created[] = [];
  const onCreated = (event: S3Created) => void events.push(event);
  const server = await startS3({ dir, clock: () => new Date(CLOCK), onCreated, buckets: ['b', 'other'] });
  const client = new S3Client({ endpoint: server.url, region: 'us-east-1', credentials });
  const put = (Key: string, Body: string | Buffer, more: object = {}) =>
    client.send(new PutObjectCommand({ Bucket: 'b', Key, Body, ...more }));

  async function text(Key: string, VersionId?: string): Promise<string | undefined> {
    const input = { Bucket: 'b', Key, ...(VersionId ? { VersionId } : {}) };
    const { Body } = await client.send(new GetObjectCommand(input));
    return Body?.transformToString();
  }

  async function stop(): Promise<void> {
    client.destroy();
    await server.close();
  }

  return { dir, server, client, events, put, text, stop };
}

/** Name and status of the error that a call ends with; `done` when it does not. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.name} ${error.$metadata.httpStatusCode}`;
    throw error;
  }
}
