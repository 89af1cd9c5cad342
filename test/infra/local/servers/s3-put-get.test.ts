import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCK, credentials, type Local, openS3, outcome, removeFolder } from './s3-support.ts';

let s3: Local;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

const at = (Key: string) => ({ Bucket: 'b', Key });
const md5 = (body: string | Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
const large = randomBytes(3_000_449);

describe('a body comes back as it went', () => {
  const bodies: [string, string | Buffer][] = [
    ['text', 'hello'],
    ['Chinese text', '订单号,金额\n1,九'],
    ['nothing', ''],
    ['bytes', Buffer.from([0, 13, 10, 255, 48, 13, 10, 13, 10])],
    ['what looks like chunks', '5\r\nhello\r\n0\r\n\r\n'],
    ['3,000,449 bytes', large],
  ];
  it.each(bodies)('%s', async (name, body) => {
    const put = await s3.put(`body/${name}`, body);
    const got = await s3.client.send(new GetObjectCommand(at(`body/${name}`)));
    const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.from(body))).toBe(true);
    expect([put.ETag, got.ETag, got.ContentLength]).toEqual([md5(body), md5(body), bytes.length]);
  });

  it('a stream of a file, in aws-chunked framing', async () => {
    const path = join(s3.dir, 'large');
    writeFileSync(path, large);
    const put = await s3.client.send(new PutObjectCommand({ ...at('file'), Body: createReadStream(path) }));
    const head = await s3.client.send(new HeadObjectCommand(at('file')));
    expect([put.ETag, head.ContentLength]).toEqual([md5(large), 3_000_449]);
  });

  it('a stream of many small pieces with a length', async () => {
    const pieces = Array.from({ length: 3000 }, (_, i) => `line ${i}\n`);
    const whole = pieces.join('');
    const Body = Readable.from(pieces.map((piece) => Buffer.from(piece)));
    await s3.client.send(new PutObjectCommand({ ...at('pieces'), Body, ContentLength: whole.length }));
    expect(await s3.text('pieces')).toBe(whole);
  });

  it('30 at once', async () => {
    const keys = Array.from({ length: 30 }, (_, i) => `many/${i}`);
    await Promise.all(keys.map((key) => s3.put(key, `body of ${key}`)));
    expect(await Promise.all(keys.map((key) => s3.text(key)))).toEqual(keys.map((key) => `body of ${key}`));
  });
});

describe('checksums', () => {
  const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
  it.each(algorithms)('%s holds for a buffer and is given back', async (name) => {
    await s3.put(`sum/${name}`, 'hello', { ChecksumAlgorithm: ChecksumAlgorithm[name] });
    const head = await s3.client.send(
      new HeadObjectCommand({ ...at(`sum/${name}`), ChecksumMode: 'ENABLED' }),
    );
    expect(head[`Checksum${name}`]).toBeTruthy();
    expect(await s3.text(`sum/${name}`)).toBe('hello');
  });

  it.each(algorithms)('%s holds as the trailer of a stream', async (name) => {
    const path = join(s3.dir, 'stream');
    writeFileSync(path, 'hello, stream');
    const Body = createReadStream(path);
    const ChecksumAlgorithm_ = ChecksumAlgorithm[name];
    await s3.client.send(
      new PutObjectCommand({ ...at(`sums/${name}`), Body, ChecksumAlgorithm: ChecksumAlgorithm_ }),
    );
    expect(await s3.text(`sums/${name}`)).toBe('hello, stream');
  });

  const wrong: [string, object, string][] = [
    ['Content-MD5', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'BadDigest 400'],
    ['CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest 400'],
    ['CRC32C', { ChecksumCRC32C: 'AAAAAA==' }, 'BadDigest 400'],
    ['CRC64NVME', { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }, 'BadDigest 400'],
    ['SHA256', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }, 'BadDigest 400'],
  ];
  it.each(wrong)('a wrong %s is refused, and nothing is stored', async (name, more, expected) => {
    expect(await outcome(s3.put(`wrong/${name}`, 'hello', more))).toBe(expected);
    expect(await outcome(s3.text(`wrong/${name}`))).toBe('NoSuchKey 404');
  });
});

describe('conditional puts', () => {
  const cases: [string, object, string, string][] = [
    ['If-None-Match on a new key', { IfNoneMatch: '*' }, 'new', 'done'],
    ['If-None-Match on a taken key', { IfNoneMatch: '*' }, 'taken', 'PreconditionFailed 412'],
    ['If-Match with the right ETag', { IfMatch: md5('old') }, 'taken', 'done'],
    ['If-Match with another ETag', { IfMatch: md5('else') }, 'taken', 'PreconditionFailed 412'],
    ['If-Match on a new key', { IfMatch: md5('old') }, 'new', 'NoSuchKey 404'],
    ['If-None-Match with an ETag', { IfNoneMatch: md5('old') }, 'taken', 'NotImplemented 501'],
  ];
  it.each(cases)('%s', async (name, condition, state, expected) => {
    const key = `conditional/${name}`;
    if (state === 'taken') await s3.put(key, 'old');
    expect(await outcome(s3.put(key, 'new', condition))).toBe(expected);
    if (expected === 'done') expect(await s3.text(key)).toBe('new');
  });

  it('of 20 at once exactly one wins', async () => {
    const tries = Array.from({ length: 20 }, (_, i) =>
      outcome(s3.put('race', `body ${i}`, { IfNoneMatch: '*' })),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'PreconditionFailed 412')).toHaveLength(19);
    expect(await s3.text('race')).toBe(`body ${outcomes.indexOf('done')}`);
  });
});

describe('reads', () => {
  const ranges: [string, string | number][] = [
    ['bytes=0-4', '01234'],
    ['bytes=5-', '56789'],
    ['bytes=-3', '789'],
    ['bytes=8-99', '89'],
    ['bytes=-99', '0123456789'],
    ['bytes=0-0', '0'],
    ['bytes=10-', 416],
    ['bytes=-0', 416],
    ['bytes=5-2', '0123456789'],
    ['lines=1-2', '0123456789'],
  ];
  it.each(ranges)('Range: %s', async (Range, expected) => {
    await s3.put('digits', '0123456789');
    const reading = s3.client.send(new GetObjectCommand({ ...at('digits'), Range }));
    if (expected === 416) return expect(await outcome(reading)).toBe('InvalidRange 416');
    const got = await reading;
    expect(await got.Body?.transformToString()).toBe(expected);
    expect(got.ContentRange === undefined).toBe(got.$metadata.httpStatusCode === 200);
  });

  const [before, after] = [new Date('2026-06-30T00:00:00Z'), new Date('2026-07-02T00:00:00Z')];
  const conditions: [string, object, string][] = [
    ['If-Match, the same', { IfMatch: md5('x') }, 'done'],
    ['If-Match, another', { IfMatch: md5('y') }, 'PreconditionFailed 412'],
    ['If-None-Match, the same', { IfNoneMatch: md5('x') }, '304'],
    ['If-None-Match, another', { IfNoneMatch: md5('y') }, 'done'],
    ['If-Modified-Since, it was', { IfModifiedSince: before }, 'done'],
    ['If-Modified-Since, it was not', { IfModifiedSince: after }, '304'],
    ['If-Unmodified-Since, it was', { IfUnmodifiedSince: before }, 'PreconditionFailed 412'],
    ['If-Unmodified-Since, it was not', { IfUnmodifiedSince: after }, 'done'],
  ];
  it.each(conditions)('%s', async (_, condition, expected) => {
    await s3.put('x', 'x');
    const found = await outcome(s3.client.send(new GetObjectCommand({ ...at('x'), ...condition })));
    expect(found).toSatisfy((text: string) => text.endsWith(expected));
  });

  it('the local clock is the last modified', async () => {
    await s3.put('dated', 'x');
    const { LastModified } = await s3.client.send(new HeadObjectCommand(at('dated')));
    expect(LastModified?.toISOString()).toBe(`${CLOCK.slice(0, 19)}.000Z`);
  });

  it('a missing object and a missing bucket', async () => {
    expect(await outcome(s3.text('nowhere'))).toBe('NoSuchKey 404');
    expect(await outcome(s3.client.send(new HeadObjectCommand(at('nowhere'))))).toBe('NotFound 404');
    const elsewhere = { Bucket: 'nobody', Key: 'x' };
    expect(await outcome(s3.client.send(new GetObjectCommand(elsewhere)))).toBe('NoSuchBucket 404');
    const put = new PutObjectCommand({ ...elsewhere, Body: 'x' });
    expect(await outcome(s3.client.send(put))).toBe('NoSuchBucket 404');
  });
});

it('the client finds the server by the environment alone', async () => {
  process.env.AWS_ENDPOINT_URL_S3 = s3.server.url;
  const client = new S3Client({ region: 'us-east-1', credentials });
  await client.send(new PutObjectCommand({ ...at('by environment'), Body: 'x' }));
  expect(await s3.text('by environment')).toBe('x');
  delete process.env.AWS_ENDPOINT_URL_S3;
  client.destroy();
});
