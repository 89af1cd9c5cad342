import type { IncomingMessage } from 'node:http';
import type { Headers } from './body.ts';
import type { Call, S3 } from './call.ts';
import { noSuchBucket, notImplemented, S3Error } from './errors.ts';
import { COPY, type Level, ROUTES, type Route } from './routes.ts';

/** The path is taken apart as it came: `..` in a key is two dots, never a folder. */
export function callOf(req: IncomingMessage): Call {
  const [path = '', search = ''] = splitOnce(req.url ?? '', '?');
  const [bucket = '', key = ''] = splitOnce(path.slice(1), '/');
  const query = new URLSearchParams(search);
  return { req, bucket: decode(bucket), key: decode(key), query, headers: headersOf(req, query) };
}

function splitOnce(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', 400, 'Could not parse the specified URI.');
  }
}

/** A presigned address carries x-amz-* headers in its query. */
function headersOf(req: IncomingMessage, query: URLSearchParams): Headers {
  const headers: Headers = {};
  for (const [name, value] of query) if (isAmz(name)) headers[name.toLowerCase()] = value;
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers[name] = String(value);
  return headers;
}

const isAmz = (name: string): boolean => /^x-amz-/i.test(name);

const levelOf = ({ bucket, key }: Call): Level =>
  bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';

function routeOf(req: IncomingMessage, call: Call): Route | undefined {
  const names = [...call.query.keys()].filter((name) => name !== 'x-id' && !isAmz(name));
  const found = ROUTES.find(
    ({ method, on, needs, takes }) =>
      method === req.method &&
      on === levelOf(call) &&
      needs.every((name) => names.includes(name)) &&
      names.every((name) => needs.includes(name) || takes.includes(name)),
  );
  return found?.name === 'PutObject' && call.headers['x-amz-copy-source'] ? COPY : found;
}

export async function dispatch(s3: S3, req: IncomingMessage) {
  const call = callOf(req);
  const route = routeOf(req, call);
  if (!route)
    throw notImplemented(`${req.method} with ${[...call.query.keys()].join(', ') || 'no parameter'}`);
  if (route.on !== 'service' && route.name !== 'CreateBucket' && !s3.catalog.buckets.has(call.bucket))
    throw noSuchBucket();
  if (Buffer.byteLength(call.key) > 1024) throw new S3Error('KeyTooLongError', 400, 'Your key is too long.');
  return route.run(s3, call);
}
