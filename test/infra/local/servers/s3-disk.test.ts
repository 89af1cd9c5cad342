import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startS3 } from '../../../../infra/local/servers/s3/server.ts';
import { CLOCK, type Local, openS3, outcome, removeFolder } from './s3-support.ts';

let s3: Local;
beforeEach(async () => {
  s3 = await openS3();
});
afterEach(async () => {
  await s3.stop();
  removeFolder(s3.dir);
});

async function restart(): Promise<void> {
  await s3.stop();
  s3 = await openS3(s3.dir);
}

const index = () => join(s3.dir, 'index.jsonl');
const versions = async () => {
  const found = await s3.client.send(new ListObjectVersionsCommand({ Bucket: 'b' }));
  return [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])];
};

describe('a restart', () => {
  it('keeps bodies, versions, markers, metadata and tags', async () => {
    const { VersionId } = await s3.put('a', 'one', { Metadata: { k: 'v' }, Tagging: 't=1' });
    await s3.put('a', 'two');
    await s3.put('gone', 'x');
    await s3.client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'gone' }));
    const before = await versions();
    await restart();
    expect(await versions()).toEqual(before);
    expect([await s3.text('a'), await s3.text('a', VersionId)]).toEqual(['two', 'one']);
    expect(await outcome(s3.text('gone'))).toBe('NoSuchKey 404');
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'a', VersionId }));
    expect([head.Metadata, head.LastModified?.getTime()]).toEqual([{ k: 'v' }, Date.parse(CLOCK) - 250]);
  });

  it('a multipart upload goes on', async () => {
    const object = { Bucket: 'b', Key: 'm' };
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand(object));
    const upload = { ...object, UploadId };
    const { ETag } = await s3.client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    await restart();
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    expect(await s3.text('m')).toBe('part');
  });

  it('a torn last line is ignored, and what follows is whole', async () => {
    await s3.put('kept', 'x');
    await s3.stop();
    appendFileSync(index(), '{"op":"object","bucket":"b","key":"torn","vers');
    s3 = await openS3(s3.dir);
    expect(await outcome(s3.text('torn'))).toBe('NoSuchKey 404');
    await s3.put('after', 'y');
    await restart();
    expect([await s3.text('kept'), await s3.text('after')]).toEqual(['x', 'y']);
  });

  it('wherever the index is cut, a whole object is there or none', async () => {
    await s3.put('a', 'first');
    await s3.put('a', 'second');
    await s3.stop();
    const whole = readFileSync(index());
    for (let end = whole.length; end > 0; end -= 97) {
      writeFileSync(index(), whole.subarray(0, end));
      const cut = await openS3(s3.dir);
      expect(['first', 'second', 'NoSuchKey 404']).toContain(
        await cut.text('a').catch(() => 'NoSuchKey 404'),
      );
      await cut.stop();
    }
    s3 = await openS3(s3.dir);
  });

  it('half a body from before is cleared away', async () => {
    await s3.stop();
    writeFileSync(join(s3.dir, 'incoming', 'half'), 'half a bo');
    s3 = await openS3(s3.dir);
    expect(readdirSync(join(s3.dir, 'incoming'))).toEqual([]);
  });

  it('refused and deleted bodies leave no file', async () => {
    await s3.put('a', 'one');
    const { VersionId = '' } = await s3.put('a', 'two');
    await outcome(s3.put('a', 'three', { IfNoneMatch: '*' }));
    await outcome(s3.put('a', 'four', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }));
    await s3.client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a', VersionId }));
    expect(readdirSync(join(s3.dir, 'blobs'))).toHaveLength(1);
    expect(readdirSync(join(s3.dir, 'incoming'))).toEqual([]);
  });
});

describe('events', () => {
  it('one for each created object, as EventBridge gets it', async () => {
    const { VersionId } = await s3.put('订单 导出+.csv', 'body');
    expect(s3.events).toMatchObject([
      {
        version: '0',
        id: expect.any(String),
        source: 'aws.s3',
        'detail-type': 'Object Created',
        time: CLOCK,
        detail: {
          bucket: { name: 'b' },
          object: {
            key: '订单 导出+.csv',
            size: 4,
            etag: '841a2d689ad86bd1611447453c22c6fc',
            'version-id': VersionId,
            sequencer: expect.stringMatching(/^[0-9a-f]{16}$/),
          },
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('none for refused puts and deletes', async () => {
    await s3.put('a', 'x');
    await outcome(s3.put('a', 'x', { IfNoneMatch: '*' }));
    await s3.client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a' }));
    expect(s3.events).toHaveLength(1);
  });

  it('sequencers grow, also over a restart', async () => {
    await s3.put('a', '1');
    await s3.put('a', '2');
    const before = s3.events;
    await restart();
    await s3.put('a', '3');
    const order = [...before, ...s3.events].map(({ detail }) => detail.object.sequencer);
    expect(order).toEqual([...order].sort());
    expect(new Set(order).size).toBe(3);
  });

  it('what a death kept from being told is told again, once', async () => {
    await s3.put('told', 'x');
    await s3.put('untold', 'x');
    await s3.stop();
    const lines = readFileSync(index(), 'utf8').trimEnd().split('\n');
    writeFileSync(index(), `${lines.slice(0, -1).join('\n')}\n`);
    s3 = await openS3(s3.dir);
    s3.server.redeliver();
    s3.server.redeliver();
    expect(s3.events.map(({ detail }) => detail.object.key)).toEqual(['untold']);
  });

  it('a listener that fails makes the put fail, and hears of it again', async () => {
    const onCreated = () => {
      throw new Error('no room');
    };
    await s3.stop();
    const failing = await startS3({ dir: s3.dir, clock: () => new Date(CLOCK), onCreated });
    const answer = await fetch(`${failing.url}/b/a`, { method: 'PUT', body: 'x' });
    expect(answer.status).toBe(500);
    await failing.close();
    s3 = await openS3(s3.dir);
    s3.server.redeliver();
    expect(s3.events).toHaveLength(1);
  });
});
