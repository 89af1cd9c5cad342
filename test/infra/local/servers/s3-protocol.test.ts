import { request } from 'node:http';
import { GetBucketAclCommand, PutBucketPolicyCommand, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crc32c, crc64nvme } from '../../../../infra/local/servers/s3/crc.ts';
import { type Local, openS3, outcome, removeFolder } from './s3-support.ts';

let s3: Local;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string | number>;
  body?: string;
}

/** What a client sends that is not the SDK; answers status and body. */
function send({ method = 'PUT', path, headers = {}, body = '' }: Sent): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const options = { method, path, headers, host: '127.0.0.1', port: new URL(s3.server.url).port };
    const req = request(options, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve([res.statusCode ?? 0, Buffer.concat(chunks).toString()]));
    });
    req.on('error', reject);
    req.end(body);
  });
}

const framed = (length: number) => ({
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-trailer': 'x-amz-checksum-crc32',
  'x-amz-decoded-content-length': length,
});

describe('aws-chunked', () => {
  const whole = '5\r\nhello\r\n6;chunk-signature=abc\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
  const bodies: [string, string, number, number][] = [
    ['whole', whole, 11, 200],
    ['a wrong trailer', whole.replace('DUo', 'AAA'), 11, 400],
    ['no trailer', '5\r\nhello\r\n0\r\n\r\n', 5, 400],
    ['shorter than announced', whole, 12, 400],
    ['cut in a chunk', whole.slice(0, 7), 11, 400],
    ['cut before the end', whole.slice(0, 40), 11, 400],
    ['a chunk longer than it says', '3\r\nhello\r\n0\r\n\r\n', 5, 400],
    ['no framing', 'hello', 5, 400],
    ['nonsense and a megabyte', `zz\r\n${'x'.repeat(1 << 20)}`, 5, 400],
  ];
  it.each(bodies)('%s', async (name, body, length, status) => {
    const path = `/b/${encodeURIComponent(name)}`;
    const [answered] = await send({ path, body, headers: framed(length) });
    expect(answered).toBe(status);
    const stored = await send({ method: 'GET', path });
    expect(stored).toEqual(
      status === 200 ? [200, 'hello world'] : [404, expect.stringContaining('NoSuchKey')],
    );
  });

  it('after a refused body the connection still serves', async () => {
    const body = `zz\r\n${'x'.repeat(1 << 20)}`;
    for (let i = 0; i < 3; i++) await send({ path: '/b/x', body, headers: framed(5) });
    expect((await send({ method: 'GET', path: '/b?list-type=2' }))[0]).toBe(200);
  });
});

describe('other clients', () => {
  it('a signature in the query is taken, and its headers count', async () => {
    const signed = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=0&x-id=PutObject';
    expect((await send({ path: `/b/presigned?${signed}`, body: 'x' }))[0]).toBe(200);
    const wrong = `${signed}&x-amz-checksum-crc32=AAAAAA%3D%3D`;
    expect((await send({ path: `/b/presigned?${wrong}`, body: 'x' }))[0]).toBe(400);
    expect(await send({ method: 'GET', path: `/b/presigned?${signed}` })).toEqual([200, 'x']);
  });

  it('a hash of the payload is checked', async () => {
    const headers = { 'x-amz-content-sha256': '0'.repeat(64) };
    const [status, body] = await send({ path: '/b/hashed', body: 'x', headers });
    expect([status, body]).toEqual([400, expect.stringContaining('XAmzContentSHA256Mismatch')]);
  });

  it('a body of unknown length is refused', async () => {
    const [status] = await send({ path: '/b/x', body: 'x', headers: { 'transfer-encoding': 'chunked' } });
    expect(status).toBe(411);
  });

  it('an address that cannot be read is refused', async () => {
    expect((await send({ method: 'GET', path: '/b/%E0%A4' }))[0]).toBe(400);
  });

  it('a client that goes away half-way leaves nothing', async () => {
    const options = { method: 'PUT', path: '/b/half', host: '127.0.0.1', port: new URL(s3.server.url).port };
    await new Promise<void>((resolve) => {
      const req = request({ ...options, headers: { 'content-length': 1000 } });
      req.on('error', () => resolve());
      req.write('half', () => setTimeout(() => req.destroy(new Error('gone')), 20));
    });
    expect((await send({ method: 'GET', path: '/b/half' }))[0]).toBe(404);
  });
});

describe('what it does not do', () => {
  const requests: [string, () => Promise<unknown>][] = [
    ['GetBucketAcl', () => s3.client.send(new GetBucketAclCommand({ Bucket: 'b' }))],
    ['PutBucketPolicy', () => s3.client.send(new PutBucketPolicyCommand({ Bucket: 'b', Policy: '{}' }))],
    [
      'SelectObjectContent',
      () =>
        s3.client.send(
          new SelectObjectContentCommand({
            Bucket: 'b',
            Key: 'x',
            ExpressionType: 'SQL',
            Expression: 'select 1',
            InputSerialization: { CSV: {} },
            OutputSerialization: { CSV: {} },
          }),
        ),
    ],
  ];
  it.each(requests)('%s: 501', async (_, call) => {
    expect(await outcome(call())).toBe('NotImplemented 501');
  });

  it('an unknown parameter never falls through to the object itself', async () => {
    await s3.put('kept', 'body');
    expect((await send({ path: '/b/kept?retention', body: 'x' }))[0]).toBe(501);
    expect((await send({ method: 'DELETE', path: '/b/kept?something' }))[0]).toBe(501);
    expect(await s3.text('kept')).toBe('body');
  });
});

it('CRC check values of the catalogue', () => {
  const digits = Buffer.from('123456789');
  expect(crc32c(digits, 0)).toBe(0xe3069283);
  expect(crc64nvme(digits, 0n)).toBe(0xae8b14860a799888n);
  const [head, tail] = [digits.subarray(0, 4), digits.subarray(4)];
  expect(crc32c(tail, crc32c(head, 0))).toBe(0xe3069283);
  expect(crc64nvme(tail, crc64nvme(head, 0n))).toBe(0xae8b14860a799888n);
});
