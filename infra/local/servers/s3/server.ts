import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listen } from '../listen.ts';
import { openBlobs } from './blobs.ts';
import type { Answer, S3 } from './call.ts';
import { openCatalog } from './catalog.ts';
import { S3Error } from './errors.ts';
import { type S3Created, tell } from './events.ts';
import { openLog } from './log.ts';
import { dispatch } from './router.ts';
import { document, leaf, tag } from './xml.ts';

export interface S3Options {
  /** Where objects lie; made if it is not there. */
  dir: string;
  /** LastModified and the time of events come from here. */
  clock: () => Date;
  onCreated: (event: S3Created) => void;
  buckets?: string[];
  port?: number;
  wrap?: (listener: RequestListener) => RequestListener;
}

/** An S3 on disk, on the loopback address. Versions are always kept; signatures are not looked at. */
export async function startS3({ dir, clock, onCreated, buckets = [], port = 0, wrap = (l) => l }: S3Options) {
  mkdirSync(dir, { recursive: true });
  const log = openLog(join(dir, 'index.jsonl'));
  const catalog = openCatalog(log);
  const s3: S3 = { catalog, blobs: openBlobs(dir), clock, onCreated };
  const createBucket = (name: string): void => {
    if (!catalog.buckets.has(name)) catalog.record({ op: 'bucket', bucket: name });
  };
  for (const bucket of buckets) createBucket(bucket);
  const server = await listen(
    wrap((req, res) => void serve(s3, req, res)),
    port,
  );

  /** Events that a death kept from being handed over; to be called once whoever hears them is ready. */
  function redeliver(): void {
    for (const entry of [...catalog.untold.values()]) tell(s3, entry);
  }

  async function close(): Promise<void> {
    await server.close();
    log.close();
  }

  return { url: server.url, close, createBucket, redeliver };
}

async function serve(s3: S3, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = await dispatch(s3, req).catch(errorAnswer);
  res.writeHead(answer.status, { 'x-amz-request-id': randomUUID(), ...typeOf(answer), ...answer.headers });
  if (!req.complete) req.resume();
  if (req.method === 'HEAD' || answer.body === undefined) res.end();
  else if (typeof answer.body === 'string') res.end(answer.body);
  else await pipeline(answer.body, res).catch(() => res.destroy());
}

const typeOf = ({ body }: Answer) => (typeof body === 'string' ? { 'content-type': 'application/xml' } : {});

function errorAnswer(error: unknown): Answer {
  const known =
    error instanceof S3Error
      ? error
      : new S3Error('InternalError', 500, error instanceof Error ? error.message : 'unknown');
  const body = document(tag('Error', leaf('Code', known.code), leaf('Message', known.message)));
  return { status: known.status, headers: known.headers, body };
}
