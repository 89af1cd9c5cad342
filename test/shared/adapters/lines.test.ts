import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { getJson, getLines, putJson, putLines } from '../../../shared/adapters/lines.ts';
import { type Local, openS3, removeFolder } from '../../infra/local/servers/s3-support.ts';

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

const RowSchema = z.object({ name: z.string(), n: z.int().nullable() });

describe('lines', () => {
  it('any rows come back as they went', async () => {
    const rows = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), n: fc.option(fc.integer()) }));
    const check = fc.asyncProperty(rows, async (some) => {
      await putLines(bucket, 'rows', some);
      expect(await getLines(bucket, 'rows', RowSchema)).toEqual(some);
    });
    await fc.assert(check, { numRuns: 40 });
  });

  it('no rows are an object too', async () => {
    await putLines(bucket, 'none', []);
    expect(await getLines(bucket, 'none', RowSchema)).toEqual([]);
  });

  it('the same rows are the same bytes', async () => {
    for (const key of ['one', 'two']) await putLines(bucket, key, [{ name: 'a', n: 1 }]);
    expect((await bucket.must('one')).equals(await bucket.must('two'))).toBe(true);
  });

  it('a row of another shape, a missing object and a cut one are refused', async () => {
    await putLines(bucket, 'wrong', [{ name: 'a', n: 'one' }]);
    await expect(getLines(bucket, 'wrong', RowSchema)).rejects.toThrow(z.ZodError);
    await expect(getLines(bucket, 'nowhere', RowSchema)).rejects.toThrow('missing object nowhere');
    const whole = await bucket.must('one');
    await bucket.put('cut', whole.subarray(0, -4));
    await expect(getLines(bucket, 'cut', RowSchema)).rejects.toThrow('unexpected end of file');
  });
});

it('JSON is parsed on its way in', async () => {
  await putJson(bucket, 'json', { name: '金', n: null, more: 1 });
  expect(await getJson(bucket, 'json', RowSchema)).toEqual({ name: '金', n: null });
  await expect(getJson(bucket, 'json', z.string())).rejects.toThrow(z.ZodError);
});
