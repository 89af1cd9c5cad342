import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Local, openS3, outcome, removeFolder } from './s3-support.ts';

let s3: Local;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

const Bucket = 'b';
const versions = async (Prefix: string, more: object = {}) =>
  s3.client.send(new ListObjectVersionsCommand({ Bucket, Prefix, ...more }));
const erase = (Key: string, VersionId?: string) =>
  s3.client.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId ? { VersionId } : {}) }));

describe('lists', () => {
  const keys = ['l/a', 'l/b/1', 'l/b/2', 'l/c', 'l/d/1', 'l/d/x/1', 'l/ﬀ', 'l/😀'];
  beforeAll(async () => {
    for (const key of [...keys].reverse()) await s3.put(key, key);
    await s3.put('m', 'm');
  });
  const list = async (more: object) =>
    s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', ...more }));

  const cases: [string, object, string[], string[]][] = [
    ['a prefix, in the order of bytes', {}, keys, []],
    ['folders', { Delimiter: '/' }, ['l/a', 'l/c', 'l/ﬀ', 'l/😀'], ['l/b/', 'l/d/']],
    ['inside a folder', { Prefix: 'l/d/', Delimiter: '/' }, ['l/d/1'], ['l/d/x/']],
    ['from a key on', { StartAfter: 'l/b/2' }, keys.slice(3), []],
    ['nothing', { Prefix: 'nothing' }, [], []],
    ['URL-encoded names', { Prefix: 'l/😀', EncodingType: 'url' }, ['l/%F0%9F%98%80'], []],
  ];
  it.each(cases)('%s', async (_, more, expected, folders) => {
    const page = await list(more);
    expect((page.Contents ?? []).map(({ Key }) => Key)).toEqual(expected);
    expect((page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)).toEqual(folders);
    expect([page.KeyCount, page.IsTruncated]).toEqual([expected.length + folders.length, false]);
  });

  it.each([1, 2, 3, 7, 1000])('by pages of %i, nothing twice and nothing lost', async (MaxKeys) => {
    for (const Delimiter of [undefined, '/']) {
      const found: (string | undefined)[] = [];
      const input = { Bucket, Prefix: 'l/', MaxKeys, ...(Delimiter ? { Delimiter } : {}) };
      for await (const page of paginateListObjectsV2({ client: s3.client }, input)) {
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
        found.push(...(page.Contents ?? []).map(({ Key }) => Key));
        found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      }
      const whole = Delimiter ? ['l/a', 'l/b/', 'l/c', 'l/d/', 'l/ﬀ', 'l/😀'] : keys;
      expect(found.sort()).toEqual([...whole].sort());
    }
  });

  it('no more than 1,000 a page, whatever is asked', async () => {
    expect((await list({ MaxKeys: 5000 })).MaxKeys).toBe(1000);
  });

  it('what it does not do says so', async () => {
    const outcomes = [
      outcome(s3.client.send(new ListObjectsCommand({ Bucket }))),
      outcome(list({ ContinuationToken: '*' })),
      outcome(s3.client.send(new ListObjectsV2Command({ Bucket: 'nobody' }))),
    ];
    const expected = ['NotImplemented 501', 'InvalidArgument 400', 'NoSuchBucket 404'];
    expect(await Promise.all(outcomes)).toEqual(expected);
  });

  it('buckets, which all keep versions', async () => {
    const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['b', 'other']);
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  });
});

describe('versions', () => {
  const Key = 'v/export.csv';
  let ids: string[];
  beforeEach(async () => {
    for (const { VersionId } of (await versions('v/')).Versions ?? []) await erase(Key, VersionId);
    for (const { VersionId } of (await versions('v/')).DeleteMarkers ?? []) await erase(Key, VersionId);
    ids = [];
    for (const body of ['one', 'two', 'three']) ids.push((await s3.put(Key, body)).VersionId ?? '');
  });

  it('each keeps its own body', async () => {
    expect(await Promise.all(ids.map((id) => s3.text(Key, id)))).toEqual(['one', 'two', 'three']);
    expect(await s3.text(Key)).toBe('three');
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key, VersionId: ids[0] }));
    expect([head.VersionId, head.ContentLength]).toEqual([ids[0], 3]);
  });

  it('are listed with the newest first', async () => {
    const { Versions = [] } = await versions('v/');
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual([...ids].reverse());
    expect(Versions.map(({ IsLatest }) => IsLatest)).toEqual([true, false, false]);
  });

  it.each([1, 2])('are listed by pages of %i', async (MaxKeys) => {
    await s3.put('v/f', 'x');
    const found: (string | undefined)[] = [];
    let marker: object = {};
    for (let more = true; more; ) {
      const page = await versions('v/', { MaxKeys, ...marker });
      found.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
      more = page.IsTruncated ?? false;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(found).toHaveLength(4);
    expect(found.slice(0, 3)).toEqual([...ids].reverse());
    const { Versions = [] } = await versions('v/f');
    await erase('v/f', Versions[0]?.VersionId);
  });

  it('a delete puts a marker, and taking the marker away brings the object back', async () => {
    const gone = await erase(Key);
    expect(gone.DeleteMarker).toBe(true);
    expect(await outcome(s3.text(Key))).toBe('NoSuchKey 404');
    expect(await outcome(s3.text(Key, gone.VersionId))).toBe('MethodNotAllowed 405');
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'v/' }))).KeyCount).toBe(0);
    expect((await versions('v/')).DeleteMarkers).toMatchObject([{ Key, IsLatest: true }]);
    expect(await s3.text(Key, ids[1])).toBe('two');
    expect(await outcome(s3.put(Key, 'four', { IfMatch: '"x"' }))).toBe('NoSuchKey 404');
    await erase(Key, gone.VersionId);
    expect(await s3.text(Key)).toBe('three');
  });

  it('If-None-Match: * is content with a delete marker', async () => {
    await erase(Key);
    expect(await outcome(s3.put(Key, 'new', { IfNoneMatch: '*' }))).toBe('done');
  });

  it('a deleted version is gone for good', async () => {
    await erase(Key, ids[2]);
    expect(await s3.text(Key)).toBe('two');
    expect(await outcome(s3.text(Key, ids[2]))).toBe('NoSuchVersion 404');
    expect(await outcome(erase(Key, 'never-was'))).toBe('done');
  });

  it('several at once, with unusual names', async () => {
    const names = ['d/a&b', 'd/<x>', 'd/"订单"', "d/a'b"];
    for (const name of names) await s3.put(name, 'x');
    const Objects = [...names.map((name) => ({ Key: name })), { Key, VersionId: ids[0] }];
    const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map((one) => one.Key)).toEqual([...names, Key]);
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'd/' }))).KeyCount).toBe(0);
    expect(await outcome(s3.text(Key, ids[0]))).toBe('NoSuchVersion 404');
  });
});

describe('keys', () => {
  const keys = [
    '订单导出 (1).csv',
    '../x',
    '../../etc/passwd',
    './a/../b',
    "a'b",
    'a+b',
    'a%2Fb',
    'a b?c=d#e&f',
    'a//b/',
    '/lead',
    'x\\y',
    '<key>&amp;"',
    '*',
    'é' /* NFC */,
    'e\u0301' /* NFD */,
    '😀',
    'k'.repeat(1024),
  ];
  it.each(keys)('%s', async (key) => {
    const full = key.length > 1000 ? key : `k:${key}`;
    for (const name of [key, full]) {
      await s3.put(name, `body of ${name}`);
      expect(await s3.text(name)).toBe(`body of ${name}`);
    }
    const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: full }));
    expect(Contents.map(({ Key }) => Key)).toContain(full);
    expect(s3.events.at(-1)?.detail.object.key).toBe(full);
  });

  it('too long a key is refused', async () => {
    expect(await outcome(s3.put('键'.repeat(342), 'x'))).toBe('KeyTooLongError 400');
  });

  it('the same key in two buckets is two objects', async () => {
    await s3.put('shared', 'here');
    const there = s3.client.send(new GetObjectCommand({ Bucket: 'other', Key: 'shared' }));
    expect(await outcome(there)).toBe('NoSuchKey 404');
  });
});
