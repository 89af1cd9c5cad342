import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Local, openS3, outcome, removeFolder } from './s3-support.ts';

let s3: Local;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

const at = (Key: string) => ({ Bucket: 'b', Key });

describe('what describes an object', () => {
  const described = {
    ContentType: 'text/csv; charset=utf-8',
    ContentEncoding: 'gzip',
    CacheControl: 'no-store',
    ContentDisposition: 'attachment; filename="a.csv"',
    ContentLanguage: 'zh-CN',
    Metadata: { source: 'shopify', 'as-of': '2026-06-30' },
  };

  it('comes back with it, also when it went as a stream', async () => {
    const path = join(s3.dir, 'described');
    writeFileSync(path, 'x');
    const Body = createReadStream(path);
    await s3.client.send(new PutObjectCommand({ ...at('described'), Body, ...described }));
    const got = await s3.client.send(new GetObjectCommand(at('described')));
    expect(got).toMatchObject({ ...described, AcceptRanges: 'bytes' });
  });

  it('tags', async () => {
    const object = at('tagged');
    const read = async () => (await s3.client.send(new GetObjectTaggingCommand(object))).TagSet;
    await s3.put('tagged', 'body', { Tagging: 'team=marketing&why=a%20%26%20b' });
    expect(await read()).toEqual([
      { Key: 'team', Value: 'marketing' },
      { Key: 'why', Value: 'a & b' },
    ]);
    const TagSet = [{ Key: '名', Value: '<&>"\'' }];
    await s3.client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
    expect(await read()).toEqual(TagSet);
    expect((await s3.client.send(new GetObjectCommand(object))).TagCount).toBe(1);
    await s3.client.send(new DeleteObjectTaggingCommand(object));
    expect([await read(), await s3.text('tagged')]).toEqual([[], 'body']);
  });
});

describe('copies', () => {
  it('bring metadata, tags and body along, or take new ones', async () => {
    const from = '从 这里+(1).csv';
    await s3.put(from, 'copied', { Metadata: { a: '1' }, Tagging: 'k=v', ContentType: 'text/csv' });
    const CopySource = `b/${encodeURIComponent(from)}`;
    await s3.client.send(new CopyObjectCommand({ ...at('copy'), CopySource }));
    const got = await s3.client.send(new GetObjectCommand(at('copy')));
    expect([await got.Body?.transformToString(), got.Metadata, got.TagCount]).toEqual([
      'copied',
      { a: '1' },
      1,
    ]);
    const fresh = { MetadataDirective: 'REPLACE' as const, Metadata: { b: '2' } };
    await s3.client.send(new CopyObjectCommand({ ...at('copy'), CopySource, ...fresh }));
    expect((await s3.client.send(new HeadObjectCommand(at('copy')))).Metadata).toEqual({ b: '2' });
  });

  it('of what is not there fail', async () => {
    const copy = (CopySource: string) =>
      s3.client.send(new CopyObjectCommand({ ...at('copy2'), CopySource }));
    expect(await outcome(copy('b/nowhere'))).toBe('NoSuchKey 404');
    expect(await outcome(copy('nobody/nowhere'))).toBe('NoSuchBucket 404');
  });
});
