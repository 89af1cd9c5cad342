import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { fetchUpload } from '../../../shared/adapters/upload-file.ts';
import { credentials, type Local, openS3, removeFolder } from '../../infra/local/servers/s3-support.ts';

let s3: Local;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

const MAX = 2 ** 31;

/** What was fetched, and the file as it then lies on disk. */
const fetched = (bucket: Parameters<typeof fetchUpload>[0], key: string, versionId = '', maxBytes = MAX) =>
  scratch(async (dir) => {
    const path = join(dir, 'upload');
    const result = await fetchUpload(bucket, { key, versionId, maxBytes }, path);
    return { result, body: existsSync(path) ? await readFile(path, 'utf8') : null };
  });

it('brings the version asked for, not the latest', async () => {
  const { VersionId: first = '' } = await s3.put('orders/a.csv', 'first', {
    Metadata: { encoding: 'gb18030' },
  });
  const { VersionId: second = '' } = await s3.put('orders/a.csv', 'second', {
    Metadata: { sheet: 'Orders' },
  });
  const bucket = openBucket('b', s3.client);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(await fetched(bucket, 'orders/a.csv', first)).toEqual({
    result: { sha256: sha256('first'), encoding: 'gb18030', sheet: undefined },
    body: 'first',
  });
  expect(await fetched(bucket, 'orders/a.csv', second)).toEqual({
    result: { sha256: sha256('second'), encoding: undefined, sheet: 'Orders' },
    body: 'second',
  });
});

it('what is gone is said to be gone', async () => {
  expect(await fetched(openBucket('b', s3.client), 'orders/none.csv')).toEqual({
    result: { problem: 'F_OBJECT_GONE' },
    body: null,
  });
  const deletedMeanwhile = { head: openBucket('b', s3.client).head, open: async () => undefined };
  await s3.put('orders/b.csv', 'x');
  expect((await fetched(deletedMeanwhile, 'orders/b.csv')).result).toEqual({ problem: 'F_OBJECT_GONE' });
});

it('B72 a file that is too large is not opened at all', async () => {
  await s3.put('orders/large.csv', 'x'.repeat(1001));
  const bucket = openBucket('b', s3.client);
  let opened = 0;
  const watched = {
    head: bucket.head,
    open: (...args: Parameters<typeof bucket.open>) => {
      opened += 1;
      return bucket.open(...args);
    },
  };
  expect(await fetched(watched, 'orders/large.csv', '', 1000)).toEqual({
    result: { problem: 'F_TOO_LARGE' },
    body: null,
  });
  expect(opened).toBe(0);
  expect((await fetched(watched, 'orders/large.csv', '', 1001)).body).toHaveLength(1001);
});

describe('a stream that breaks off is an error, never a short file', () => {
  it('when the connection breaks', async () => {
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-length': '1000000', etag: '"x"' });
      if (request.method === 'HEAD') response.end();
      else response.write('a'.repeat(1000), () => setTimeout(() => response.destroy(), 20));
    });
    await new Promise<void>((done) => server.listen(0, done));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials,
      forcePathStyle: true,
    });
    await expect(fetched(openBucket('b', client), 'orders/a.csv')).rejects.toThrow();
    client.destroy();
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ['short', 'abc'],
    ['long', 'abcdef'],
  ])('when it ends without an error, but %s', async (_, body) => {
    const head = async () => ({ size: 5, etag: '', lastModified: '', versionId: '', metadata: {} });
    const bucket = { head, open: async () => Readable.from([Buffer.from(body)]) };
    await expect(fetched(bucket, 'orders/a.csv')).rejects.toThrow(
      `read ${body.length} bytes of an upload of 5`,
    );
  });
});

describe('the name of a sheet, as metadata can carry it', () => {
  test.each([
    ['Orders', 'Orders'],
    ['=?UTF-8?B?6K6i5Y2V?=', '订单'],
    ['=?utf-8?Q?=E8=AE=A2=E5=8D=95_2026?=', '订单 2026'],
    ['=?UTF-8?B?6K6i?= =?UTF-8?B?5Y2V?=', '订单'],
    ['%E8%AE%A2%E5%8D%95', '订单'],
    ['100% sure', '100% sure'],
  ])('%s', async (sheet, expected) => {
    const head = async () => ({ size: 1, etag: '', lastModified: '', versionId: '', metadata: { sheet } });
    const bucket = { head, open: async () => Readable.from([Buffer.from('x')]) };
    expect((await fetched(bucket, 'orders/a.xlsx')).result).toMatchObject({ sheet: expected });
  });
});
