import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Blobs } from './blobs.ts';
import type { Headers } from './body.ts';
import type { Catalog } from './catalog.ts';
import type { S3Created } from './events.ts';

/** What every operation works on. */
export interface S3 {
  catalog: Catalog;
  blobs: Blobs;
  clock: () => Date;
  onCreated: (event: S3Created) => void;
}

/** One request, taken apart. `bucket` and `key` are empty where the address has none. */
export interface Call {
  req: IncomingMessage;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Headers;
}

export interface Answer {
  status: number;
  headers?: Headers;
  body?: string | Readable;
}

export type Operation = (s3: S3, call: Call) => Answer | Promise<Answer>;
