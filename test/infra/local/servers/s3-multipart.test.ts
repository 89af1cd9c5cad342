import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
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

const large = Buffer.alloc(5 * 1024 * 1024, 'a');
const small = Buffer.from('the end');
const object = { Bucket: 'b', Key: 'big/订单.csv' };

async function begin(more: object = {}): Promise<string> {
  const { UploadId = '' } = await s3.client.send(new CreateMultipartUploadCommand({ ...object, ...more }));
  return UploadId;
}

async function part(UploadId: string, PartNumber: number, Body: Buffer) {
  const { ETag } = await s3.client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

type Part = Awaited<ReturnType<typeof part>>;
const complete = (UploadId: string, Parts: Part[], more: object = {}) =>
  s3.client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts }, ...more }),
  );

describe('a multipart upload', () => {
  it('makes one object of its parts, in their order', async () => {
    const id = await begin({ ContentType: 'text/csv', Metadata: { a: '1' } });
    const last = await part(id, 7, small);
    const first = await part(id, 2, large);
    const { Parts } = await s3.client.send(new ListPartsCommand({ ...object, UploadId: id }));
    expect(Parts).toMatchObject([
      { PartNumber: 2, Size: large.length },
      { PartNumber: 7, Size: 7 },
    ]);
    const before = s3.events.length;
    const { ETag } = await complete(id, [first, last]);
    const digests = [large, small].map((body) => createHash('md5').update(body).digest());
    expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-2"`);
    const got = await s3.client.send(new GetObjectCommand(object));
    const body = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(body.equals(Buffer.concat([large, small]))).toBe(true);
    expect([got.ContentType, got.Metadata]).toEqual(['text/csv', { a: '1' }]);
    expect(s3.events.slice(before)).toMatchObject([{ detail: { reason: 'CompleteMultipartUpload' } }]);
    expect(await outcome(complete(id, [first, last]))).toBe('NoSuchUpload 404');
  });

  it('a part put again replaces itself', async () => {
    const id = await begin();
    await part(id, 1, Buffer.from('old'));
    await complete(id, [await part(id, 1, Buffer.from('new'))]);
    expect(await s3.text(object.Key)).toBe('new');
  });

  it('is refused where its list of parts is wrong', async () => {
    const id = await begin();
    const [one, two] = [await part(id, 1, small), await part(id, 2, small)];
    const cases: [Part[], string][] = [
      [[two, one], 'InvalidPartOrder 400'],
      [[one, two], 'EntityTooSmall 400'],
      [[{ PartNumber: 3, ETag: '"x"' }], 'InvalidPart 400'],
      [[{ ...one, ETag: '"x"' }], 'InvalidPart 400'],
      [[], 'MalformedXML 400'],
    ];
    for (const [parts, expected] of cases) expect(await outcome(complete(id, parts))).toBe(expected);
    expect(await outcome(complete(id, [one], { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
    expect(await outcome(complete(id, [one]))).toBe('done');
  });

  it('leaves nothing once it is aborted', async () => {
    const id = await begin();
    const one = await part(id, 1, small);
    await s3.client.send(new AbortMultipartUploadCommand({ ...object, UploadId: id }));
    expect(await outcome(complete(id, [one]))).toBe('NoSuchUpload 404');
    expect(await outcome(part(id, 1, small))).toBe('NoSuchUpload 404');
  });

  it('part numbers are 1 to 10,000', async () => {
    const id = await begin();
    expect(await outcome(part(id, 0, small))).toBe('InvalidArgument 400');
    expect(await outcome(part(id, 10_001, small))).toBe('InvalidArgument 400');
  });
});
