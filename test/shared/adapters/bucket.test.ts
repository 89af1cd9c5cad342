import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { CLOCK, type Local, openS3, removeFolder } from '../../infra/local/servers/s3-support.ts';

let s3: Local;
let bucket: ReturnType<typeof openBucket>;
beforeAll(async () => {
  s3 = await openS3();
  bucket = openBucket('b', s3.client);
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

describe('reading', () => {
  it('gives the current object, or the version asked for', async () => {
    const { VersionId } = await s3.put('订单 (1).csv', 'one');
    await bucket.put('订单 (1).csv', Buffer.from('two'));
    expect((await bucket.get('订单 (1).csv'))?.toString()).toBe('two');
    expect((await bucket.get('订单 (1).csv', VersionId))?.toString()).toBe('one');
    expect((await bucket.must('订单 (1).csv')).toString()).toBe('two');
  });

  it('an empty object is an object', async () => {
    await bucket.put('empty', '');
    expect(await bucket.get('empty')).toHaveLength(0);
    expect((await bucket.head('empty'))?.size).toBe(0);
  });

  it('what is missing is undefined, and must throws', async () => {
    const { VersionId } = await s3.put('a', 'x');
    expect(await bucket.get('nowhere')).toBeUndefined();
    expect(await bucket.open('nowhere')).toBeUndefined();
    expect(await bucket.head('nowhere')).toBeUndefined();
    expect(await bucket.get('a', `${VersionId}0`)).toBeUndefined();
    await expect(bucket.must('nowhere')).rejects.toThrow('missing object nowhere');
    await expect(bucket.download('nowhere', '/dev/null')).rejects.toThrow('missing object nowhere');
  });

  it('a missing bucket is no missing object', async () => {
    const nobody = openBucket('nobody', s3.client);
    await expect(nobody.get('a')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('head tells size, time and metadata', async () => {
    await s3.put('described', 'body', { Metadata: { by: 'marketing' } });
    const lastModified = `${CLOCK.slice(0, 19)}.000Z`;
    expect(await bucket.head('described')).toMatchObject({
      size: 4,
      lastModified,
      metadata: { by: 'marketing' },
    });
  });
});

describe('writing', () => {
  it('the first of 10 puts the object', async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, (_, i) => bucket.putIfAbsent('one', `${i}`)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect((await bucket.must('one')).toString()).toBe(`${tries.indexOf(true)}`);
  });

  it('a file goes up and comes down as it was', async () => {
    const [from, to] = [join(s3.dir, 'from'), join(s3.dir, 'to')];
    writeFileSync(from, Buffer.alloc(2_500_001, 'parquet'));
    await bucket.upload(from, 'rows.parquet');
    await bucket.download('rows.parquet', to);
    expect(readFileSync(to).equals(readFileSync(from))).toBe(true);
  });

  it('an empty file too', async () => {
    const path = join(s3.dir, 'nothing');
    writeFileSync(path, '');
    await bucket.upload(path, 'nothing');
    expect(await bucket.get('nothing')).toHaveLength(0);
  });
});

it('lists the keys under a prefix', async () => {
  for (const key of ['l/b', 'l/a', 'm']) await bucket.put(key, 'x');
  expect(await bucket.list('l/')).toEqual(['l/a', 'l/b']);
  expect(await bucket.list('none/')).toEqual([]);
});

describe('what the local server does not show', () => {
  const failure = (name: string, httpStatusCode: number) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

  it('a conflict of two writers is tried again', async () => {
    const client = new S3Client({ region: 'us-east-1' });
    const mock = mockClient(client);
    mock.on(PutObjectCommand).rejectsOnce(failure('ConditionalRequestConflict', 409)).resolves({});
    expect(await openBucket('b', client).putIfAbsent('a', 'x')).toBe(true);
    expect(mock.commandCalls(PutObjectCommand)).toHaveLength(2);
  });

  it('a list goes on over its pages', async () => {
    const client = new S3Client({ region: 'us-east-1' });
    const mock = mockClient(client);
    mock
      .on(ListObjectsV2Command)
      .resolves({ Contents: [{ Key: 'a' }], IsTruncated: true, NextContinuationToken: 'next' });
    mock.on(ListObjectsV2Command, { ContinuationToken: 'next' }).resolves({ Contents: [{ Key: 'b' }] });
    expect(await openBucket('b', client).list('')).toEqual(['a', 'b']);
  });

  it.each([
    ['AccessDenied', 403],
    ['SlowDown', 503],
  ])('%s is no "absent"', async (name, status) => {
    const client = new S3Client({ region: 'us-east-1' });
    mockClient(client).rejects(failure(name, status));
    const denied = openBucket('b', client);
    for (const call of [denied.get('a'), denied.head('a'), denied.putIfAbsent('a', 'x'), denied.list('')])
      await expect(call).rejects.toMatchObject({ name });
  });
});
