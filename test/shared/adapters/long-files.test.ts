import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { openLongFiles } from '../../../shared/adapters/long-files.ts';
import { type Local, openS3, removeFolder } from '../../infra/local/servers/s3-support.ts';

const CSV = 'text/csv; charset=utf-8';
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

/** More than is gathered in memory before it goes to the disk, and letters of several bytes. */
const lines = Array.from({ length: 120_000 }, (_, i) => `c${i},金牌会员\r\n`);

it('several files grow beside each other and are there whole once they are published', async () => {
  await openLongFiles(
    bucket,
    CSV,
  )(async ({ open, publish }) => {
    const [all, few] = [open('all.csv'), open('few.csv')];
    for (const [i, line] of lines.entries()) {
      all(line);
      if (i % 1000 === 0) few(line);
    }
    open('none.csv');
    expect(await bucket.list('')).toEqual([]);
    await publish();
  });
  expect((await bucket.must('all.csv')).toString()).toBe(lines.join(''));
  const few = lines.filter((_, i) => i % 1000 === 0).join('');
  expect((await bucket.must('few.csv')).toString()).toBe(few);
  expect(await bucket.must('none.csv')).toHaveLength(0);
  const { ContentType } = await s3.client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'all.csv' }));
  expect(ContentType).toBe(CSV);
});

it('of work that failed nothing is put', async () => {
  const work = openLongFiles(
    bucket,
    CSV,
  )(async ({ open }) => {
    open('half.csv')('a\r\n');
    throw new Error('the counts do not balance');
  });
  await expect(work).rejects.toThrow('balance');
  expect(await bucket.head('half.csv')).toBeUndefined();
});
